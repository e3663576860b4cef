//! The properties that a new element is given, in the rows of one batch.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::eval::eval_batch;
use crate::exec::op::change;
use crate::exec::op::evaluate::describe;
use crate::exec::{Batch, Column};
use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::{each_slot, has_subquery};
use factio_grammar::Span;
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use std::sync::Arc;

/// Properties, worked out or not yet.
pub(super) enum Given<'p> {
    Nothing,
    /// A column for each key that is written.
    Keys(Vec<(Symbol, Column)>, Span),
    /// A column of maps.
    Maps(Column, Span),
    /// They hang on what the same clause makes, and are worked out row by row.
    Later(&'p Expr),
}

impl<'p> Given<'p> {
    /// The properties of `expr`, which was resolved over rows of this width: the columns of the batch, and behind them those
    /// of the elements that are still to be made.
    pub(super) fn new(
        expr: &'p Expr,
        batch: &Batch,
        width: usize,
        context: &Context<'_>,
    ) -> Result<Given<'p>> {
        let bound = batch.columns.len();
        if reads(expr, |slot| (bound..width).contains(&slot)) {
            return Ok(Given::Later(expr));
        }
        match reads(expr, |slot| slot >= width) || has_subquery(expr) {
            true => Given::over(expr, &finished(batch, width), context),
            false => Given::over(expr, batch, context),
        }
    }

    fn over(expr: &Expr, batch: &Batch, context: &Context<'_>) -> Result<Given<'p>> {
        let ExprKind::Map(entries) = &expr.kind else {
            return Ok(Given::Maps(eval_batch(expr, batch, context)?, expr.span));
        };
        let mut keys: Vec<(Symbol, Column)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let column = eval_batch(value, batch, context)?;
            put(&mut keys, change::symbol(key, context), column);
        }
        Ok(Given::Keys(keys, expr.span))
    }

    /// The properties in one row, nulls among them. `evaluate` works out what has to wait for the row.
    pub(super) fn in_row(
        &self,
        row: usize,
        evaluate: impl Fn(&Expr) -> Result<Value>,
        context: &Context<'_>,
    ) -> Result<Vec<(Symbol, Value)>> {
        match self {
            Given::Nothing => Ok(Vec::new()),
            Given::Keys(keys, _) => Ok(keys
                .iter()
                .map(|(key, column)| (*key, column.get(row)))
                .collect()),
            Given::Maps(maps, span) => of_map(&maps.get(row), *span, context),
            Given::Later(expr) => match &expr.kind {
                ExprKind::Map(entries) => of_entries(entries, evaluate, context),
                _ => of_map(&evaluate(expr)?, expr.span, context),
            },
        }
    }

    /// What was worked out takes of memory, about.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Given::Nothing | Given::Later(_) => 0,
            Given::Keys(columns, _) => columns.iter().map(|(_, column)| column.bytes()).sum(),
            Given::Maps(column, _) => column.bytes(),
        }
    }

    /// Where the properties stand in the statement.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Given::Nothing => None,
            Given::Keys(_, span) | Given::Maps(_, span) => Some(*span),
            Given::Later(expr) => Some(expr.span),
        }
    }

    /// The error, pointing at the properties.
    pub(super) fn place(&self, error: Error) -> Error {
        match self.span() {
            Some(span) => error.at(span),
            None => error,
        }
    }
}

/// Whether an expression reads a slot of these.
fn reads(expr: &Expr, these: impl Fn(Slot) -> bool) -> bool {
    let mut found = false;
    each_slot(expr, &mut |slot| found |= these(slot));
    found
}

/// The batch with null columns for the elements to be made, so that locals stand where they were resolved to.
fn finished(batch: &Batch, width: usize) -> Batch {
    let mut finished = batch.clone();
    let missing = width - batch.columns.len();
    let nulls = std::iter::repeat_with(|| Column::nulls(batch.len));
    finished.columns.extend(nulls.take(missing));
    finished
}

/// Of a key that stands twice the last value counts.
fn put<T>(keys: &mut Vec<(Symbol, T)>, key: Symbol, value: T) {
    match keys.iter_mut().find(|(known, _)| *known == key) {
        Some((_, old)) => *old = value,
        None => keys.push((key, value)),
    }
}

fn of_entries(
    entries: &[(Arc<str>, Expr)],
    evaluate: impl Fn(&Expr) -> Result<Value>,
    context: &Context<'_>,
) -> Result<Vec<(Symbol, Value)>> {
    let mut properties = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        put(
            &mut properties,
            change::symbol(key, context),
            evaluate(value)?,
        );
    }
    Ok(properties)
}

fn of_map(value: &Value, span: Span, context: &Context<'_>) -> Result<Vec<(Symbol, Value)>> {
    match value {
        Value::Map(map) => Ok(map
            .iter()
            .map(|(key, value)| (change::symbol(key, context), value.clone()))
            .collect()),
        other => Err(Error::runtime(
            ErrorKind::TypeError,
            Detail::InvalidArgumentType,
            format!("properties are given as a map; this is {}", describe(other)),
        )
        .at(span)),
    }
}
