//! Rows beyond one batch: a query asked for each of many rows gives its answer that many times.

use super::{report, told};
use crate::dice::Dice;
use crate::engine::{self, Answer};
use crate::literal;
use crate::run::Verdict;
use crate::{graph, random};
use factio_graph::value::Value;
use std::collections::BTreeMap;

/// A few more than fill a batch.
const TIMES: usize = 1030;

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let (clauses, scope) = random::clauses_that_keep(dice);
    let names: Vec<String> = scope.names.iter().map(|(name, _)| name.clone()).collect();
    let clauses: Vec<String> = clauses.iter().map(|it| it.to_string()).collect();
    let columns = match names.is_empty() {
        true => "1".to_string(),
        false => names.join(", "),
    };
    let returned = format!("RETURN {columns}, count(*) AS c");
    let once = format!("{}\n{returned}", clauses.join("\n"));
    let often = format!("UNWIND range(1, {TIMES}) AS times\n{once}");
    let mut session = engine::session(&graph);
    // Enumerated once for each row: only small answers are asked for again.
    let first = engine::run(&mut session, &once);
    match &first {
        Answer::Rows(rows) if rows.len() <= 30 => {}
        Answer::Error(error) => {
            return Verdict::Fails(report(&graph, &[(&once, &error.to_string())]));
        }
        _ => return Verdict::Left,
    }
    let second = engine::run(&mut session, &often);
    match (&first, &second) {
        (_, Answer::TooMany) => Verdict::Left,
        (Answer::Rows(one), Answer::Rows(many)) if counts(one, TIMES) == counts(many, 1) => {
            Verdict::Holds
        }
        _ => Verdict::Fails(report(
            &graph,
            &[(&once, &told(&first)), (&often, &told(&second))],
        )),
    }
}

/// The counts of the groups, times a number.
fn counts(rows: &[Vec<Value>], times: usize) -> BTreeMap<String, i64> {
    let counts = rows.iter().filter_map(|row| {
        let (count, key) = row.split_last()?;
        let Value::Integer(count) = count else {
            return None;
        };
        Some((literal::line(key), count * times as i64))
    });
    counts.collect()
}
