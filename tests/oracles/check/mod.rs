//! The oracles: each makes a case and says what must hold of its answers.

pub mod count;
pub mod many;
pub mod naive;
pub mod partition;
pub mod reorder;
pub mod repeat;
pub mod rewrites;

use crate::engine::{Answer, Rows};
use crate::graph::Graph;
use crate::literal;
use crate::run::Verdict;

/// Two answers to hold against each other, each after what was asked.
struct Pair<'a> {
    graph: &'a Graph,
    asked: [&'a str; 2],
    answers: [&'a Answer; 2],
}

impl Pair<'_> {
    /// Whether the answers have the same rows, or both fail.
    fn agree(&self) -> Verdict {
        match self.answers {
            [Answer::TooMany, _] | [_, Answer::TooMany] => Verdict::Left,
            [Answer::Rows(left), Answer::Rows(right)]
                if literal::lines(left) == literal::lines(right) =>
            {
                Verdict::Holds
            }
            [Answer::Error(_), Answer::Error(_)] => Verdict::Holds,
            [left, right] => Verdict::Fails(report(
                self.graph,
                &[(self.asked[0], &told(left)), (self.asked[1], &told(right))],
            )),
        }
    }
}

/// A case as a language test would have it, and what came.
fn report(graph: &Graph, asked: &[(&str, &str)]) -> String {
    let mut text = format!("{};\n", graph.statement());
    for (asked, came) in asked {
        text += &format!("{asked}\n---\n{came}\n");
    }
    text
}

fn told(answer: &Answer) -> String {
    match answer {
        Answer::Rows(rows) => table(rows),
        Answer::Error(error) => error.to_string(),
        Answer::TooMany => "too many rows".to_string(),
    }
}

fn table(rows: &Rows) -> String {
    let lines = literal::lines(rows);
    let mut lines: Vec<String> = lines.iter().map(|line| format!("| {line} |")).collect();
    lines.push(format!("({} rows)", rows.len()));
    lines.join("\n")
}
