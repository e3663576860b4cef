//! How many rows an operator may give, from what it stands on. Good for a person to read, not to decide by.

use crate::plan::expr::{Expr, ExprKind};
use crate::plan::{Op, Plan};
use factio_graph::value::Value;

/// How much a condition is taken to keep.
const KEPT_BY_CONDITION: f64 = 0.1;
/// How many elements a list is taken to have that is known only when the query runs.
const ELEMENTS: f64 = 10.0;

/// The rows of an operator, given those of the operators under it in their order, and for a MATCH the matches of one row.
/// `None` where nothing is known: behind a procedure, or a file.
pub(super) fn rows(plan: &Plan, under: &[Option<f64>], matches: Option<f64>) -> Option<f64> {
    let input = under.first().copied().flatten();
    match &plan.op {
        Op::Argument => Some(1.0),
        Op::Match { optional, .. } => {
            let rows = input? * matches?;
            Some(if *optional { rows.max(input?) } else { rows })
        }
        Op::Unwind { list, .. } => Some(input? * elements(list)),
        Op::Filter { .. } => Some(input? * KEPT_BY_CONDITION),
        Op::Aggregate { keys, .. } if keys.is_empty() => Some(1.0),
        Op::Aggregate { .. } | Op::Distinct { .. } => input.map(different),
        Op::Skip { count, .. } => Some((input? - number(count).unwrap_or(0.0)).max(0.0)),
        Op::Limit { count, .. } => match (input, number(count)) {
            (Some(rows), Some(most)) => Some(rows.min(most)),
            (rows, most) => rows.or(most),
        },
        Op::Union { distinct, .. } => {
            let all: Option<f64> = under.iter().copied().sum();
            if *distinct { all.map(different) } else { all }
        }
        Op::Apply { unit: true, .. } => input,
        Op::Apply { optional, .. } => {
            let rows = input? * under.get(1).copied().flatten()?;
            Some(if *optional { rows.max(input?) } else { rows })
        }
        Op::Call { unit: true, .. } => input,
        Op::Call { .. } | Op::LoadCsv { .. } => None,
        Op::Project { .. }
        | Op::Sort { .. }
        | Op::Create { .. }
        | Op::Merge { .. }
        | Op::Set { .. }
        | Op::Delete { .. }
        | Op::Foreach { .. } => input,
        Op::Finish { .. } => Some(0.0),
    }
}

/// How many of some rows differ from each other.
fn different(rows: f64) -> f64 {
    rows.min(rows.sqrt() * 10.0)
}

fn elements(list: &Expr) -> f64 {
    match &list.kind {
        ExprKind::Constant(Value::List(items)) => items.len() as f64,
        ExprKind::Constant(Value::Null) => 0.0,
        ExprKind::List(items) => items.len() as f64,
        _ => ELEMENTS,
    }
}

fn number(count: &Expr) -> Option<f64> {
    match count.kind {
        ExprKind::Constant(Value::Integer(number)) => Some(number as f64),
        _ => None,
    }
}
