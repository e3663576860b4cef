//! The answer is the same with every rewrite, with none, and with each left out; and the text reads back from its tree.

use super::{Pair, report};
use crate::dice::Dice;
use crate::engine::{self, Answer};
use crate::run::Verdict;
use crate::{graph, random};
use factio::plan::rewrite::{ALL, Rewrite};

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let text = random::query(dice).to_string();
    let statement = factio_grammar::parse(&text);
    let printed = statement.as_ref().map(|it| it.to_string());
    let again = printed.as_ref().map(|it| factio_grammar::parse(it));
    if !matches!((&statement, again), (Ok(one), Ok(Ok(other))) if *one == other) {
        let printed = format!("{printed:?}");
        return Verdict::Fails(report(&graph, &[(&text, &printed)]));
    }
    let session = engine::session(&graph);
    let all = engine::run_with(&session, &text, &ALL);
    for (name, rewrites) in selections() {
        let fewer = engine::run_with(&session, &text, &rewrites);
        let verdict = Pair {
            graph: &graph,
            asked: [&text, &name],
            answers: [&all, &fewer],
        }
        .agree();
        if !matches!(verdict, Verdict::Holds) {
            return verdict;
        }
    }
    match all {
        Answer::Error(error) => Verdict::Fails(report(&graph, &[(&text, &error.to_string())])),
        _ => Verdict::Holds,
    }
}

/// No rewrite, and all but one.
fn selections() -> Vec<(String, Vec<Rewrite>)> {
    let mut selections = vec![("without rewrites".to_string(), Vec::new())];
    for (at, left_out) in ALL.iter().enumerate() {
        if !ALL[..at].contains(left_out) {
            let others = ALL.iter().filter(|it| *it != left_out).copied();
            selections.push((format!("without {left_out:?}"), others.collect()));
        }
    }
    selections
}
