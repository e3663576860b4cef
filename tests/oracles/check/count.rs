//! Rows are as many as are counted, in every wording of counting; a cut answer is a part of the whole.

use super::{report, told};
use crate::dice::Dice;
use crate::engine::{self, Answer};
use crate::literal;
use crate::run::Verdict;
use crate::{graph, random};
use factio_graph::value::Value;
use std::collections::BTreeMap;

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let mut query = random::query(dice);
    query.answer.page = None;
    let plain = query.to_string();
    let mut session = engine::session(&graph);
    let answer = engine::run(&mut session, &plain);
    let rows = match &answer {
        Answer::Rows(rows) => rows,
        Answer::TooMany => return Verdict::Left,
        Answer::Error(error) => {
            return Verdict::Fails(report(&graph, &[(&plain, &error.to_string())]));
        }
    };
    let count = rows.len();
    let counted = Value::Integer(count as i64);
    for (text, wanted) in [
        (
            format!("CALL () {{\n{plain}\n}} RETURN count(*) AS c"),
            counted.clone(),
        ),
        (
            format!("RETURN COUNT {{\n{plain}\n}} AS c"),
            counted.clone(),
        ),
        (
            format!("RETURN size(COLLECT {{\n{plain}\n}}) AS c"),
            counted.clone(),
        ),
        (
            format!("RETURN EXISTS {{\n{plain}\n}} AS c"),
            Value::Boolean(count > 0),
        ),
    ] {
        if text.contains("COLLECT") && query.answer.items.len() > 1 {
            continue;
        }
        let came = engine::run(&mut session, &text);
        let is_wanted = matches!(&came, Answer::Rows(rows) if *rows == [[wanted.clone()]]);
        if !is_wanted && !matches!(came, Answer::TooMany) {
            let pairs = [(plain.as_str(), told(&answer)), (&text, told(&came))];
            let pairs = pairs.each_ref().map(|(text, came)| (*text, came.as_str()));
            return Verdict::Fails(report(&graph, &pairs));
        }
    }
    let (skip, limit) = (dice.below(3), dice.below(6));
    let cut = format!("{plain} SKIP {skip} LIMIT {limit}");
    let came = engine::run(&mut session, &cut);
    let wanted = count.saturating_sub(skip).min(limit);
    match &came {
        Answer::Rows(part) if part.len() == wanted && is_part(part, rows) => Verdict::Holds,
        Answer::TooMany => Verdict::Left,
        _ => Verdict::Fails(report(
            &graph,
            &[(&plain, &told(&answer)), (&cut, &told(&came))],
        )),
    }
}

/// Whether every row is one of those, as often as it is there.
fn is_part(part: &[Vec<Value>], rows: &[Vec<Value>]) -> bool {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for line in literal::lines(rows) {
        *left.entry(line).or_default() += 1;
    }
    literal::lines(part).iter().all(|line| {
        let count = left.get_mut(line).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    })
}
