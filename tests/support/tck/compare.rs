//! Holding what a query gave against what a scenario asks for. Every mismatch comes back as a text.

use super::expectation::{Failure, Order, Table};
use super::literal::Literal;
use factio::{Error, Outcome, Session};

/// Whether the outcome is the table: the same columns in the same order, the same rows as often.
pub fn rows(table: &Table, outcome: &Outcome, session: &Session) -> Result<(), String> {
    if table.columns != outcome.columns {
        return Err(format!(
            "columns {:?} were wanted, {:?} came",
            table.columns, outcome.columns
        ));
    }
    let normal = |row: Vec<Literal>| match table.lists {
        Order::Asked => row,
        Order::Ignored => row.into_iter().map(Literal::unordered).collect(),
    };
    let mut wanted: Vec<_> = table.rows.iter().cloned().map(normal).collect();
    let mut found: Vec<_> = outcome
        .rows
        .iter()
        .map(|row| {
            normal(
                row.iter()
                    .map(|value| Literal::of(value, session))
                    .collect(),
            )
        })
        .collect();
    if table.order == Order::Ignored {
        wanted.sort();
        found.sort();
    }
    match wanted == found {
        true => Ok(()),
        false => Err(format!(
            "wanted:\n{}came:\n{}",
            lay_out(&table.columns, &wanted),
            lay_out(&table.columns, &found)
        )),
    }
}

/// Whether the outcome has neither columns nor rows.
pub fn empty(outcome: &Outcome) -> Result<(), String> {
    match outcome.columns.is_empty() && outcome.rows.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "an empty result was wanted; {} rows with columns {:?} came",
            outcome.rows.len(),
            outcome.columns
        )),
    }
}

/// Whether the error has the type, phase and detail.
pub fn failure(failure: &Failure, error: &Error) -> Result<(), String> {
    let kind = error.kind.to_string();
    let phase = error.phase.to_string();
    let detail = error.detail.map(|detail| detail.to_string());
    let same = failure.kind == kind
        && failure.phase.as_ref().is_none_or(|wanted| *wanted == phase)
        && (failure.detail.is_none() || failure.detail == detail);
    match same {
        true => Ok(()),
        false => Err(format!(
            "{failure:?} was wanted; {kind} at {phase}: {} came ({})",
            detail.as_deref().unwrap_or("no detail"),
            error.message
        )),
    }
}

fn lay_out(columns: &[String], rows: &[Vec<Literal>]) -> String {
    let line = |cells: Vec<String>| format!("      | {} |\n", cells.join(" | "));
    let rows = rows
        .iter()
        .map(|row| line(row.iter().map(Literal::to_string).collect()));
    std::iter::once(line(columns.to_vec()))
        .chain(rows)
        .collect()
}
