//! Evaluating over a whole batch: a column at a time where that pays, else row by row.
//!
//! The answer is that of going row by row, errors included: a column may look at rows that an AND or a CASE would have spared,
//! so when a column fails, the rows are asked one by one.

mod arithmetic;
mod case;
mod compare;
mod cost;
mod filling;
mod operand;
mod property;
#[cfg(test)]
mod tests;
mod truth;

use crate::context::Context;
use crate::error::Result;
use crate::exec::eval::{eval, parameter, text};
use crate::exec::{Batch, Column, Row};
use crate::fun::Function;
use crate::plan::expr::{Expr, ExprKind};
use cost::{is_cheap, is_uniform};
use factio_graph::value::Value;
use filling::Filling;
use operand::Operand;
use std::borrow::Cow;

/// The values of `expr` in every row.
pub fn eval_batch(expr: &Expr, batch: &Batch, context: &Context<'_>) -> Result<Column> {
    match operand(expr, batch, context) {
        Ok(operand) => Ok(operand.into_column(batch.len)),
        Err(_) => by_rows(expr, batch, context),
    }
}

/// The positions of the rows in which `expr` is true.
pub fn filter(expr: &Expr, batch: &Batch, context: &Context<'_>) -> Result<Vec<u32>> {
    let truths = match truth::truths(expr, batch, context) {
        Ok(truths) => truths,
        Err(_) => truth::by_rows(expr, batch, context)?,
    };
    let rows = truths.iter().zip(0..);
    Ok(rows
        .filter(|(truth, _)| **truth == Some(true))
        .map(|(_, row)| row)
        .collect())
}

fn by_rows(expr: &Expr, batch: &Batch, context: &Context<'_>) -> Result<Column> {
    let mut filling = Filling::with_capacity(batch.len);
    for_each_row(batch, |row| {
        filling.push_within(eval(expr, row, context)?, context)
    })?;
    Ok(filling.finish())
}

fn for_each_row(batch: &Batch, mut visit: impl FnMut(&mut Row<'_>) -> Result<()>) -> Result<()> {
    let mut row = batch.row(0);
    for index in 0..batch.len {
        row.index = index;
        visit(&mut row)?;
    }
    Ok(())
}

/// The values of an expression, by column where there is a way.
fn operand<'b>(expr: &'b Expr, batch: &'b Batch, context: &'b Context<'_>) -> Result<Operand<'b>> {
    let column = match &expr.kind {
        ExprKind::Constant(value) => return Ok(Operand::Constant(Cow::Borrowed(value))),
        ExprKind::Parameter(name) => {
            return parameter(name, context).map(|value| Operand::Constant(Cow::Borrowed(value)));
        }
        ExprKind::Slot(slot) => match batch.columns.get(*slot) {
            Some(column) => return Ok(Operand::Column(Cow::Borrowed(column))),
            None => by_rows(expr, batch, context)?,
        },
        _ if batch.len > 0 && is_uniform(expr) => {
            let value = eval(expr, &mut batch.row(0), context)?;
            return Ok(Operand::Constant(Cow::Owned(value)));
        }
        ExprKind::Property(subject, key) => {
            property::column(&operand(subject, batch, context)?, key, batch.len, context)?
        }
        ExprKind::Arithmetic(op, left, right) => {
            let (left, right) = (
                operand(left, batch, context)?,
                operand(right, batch, context)?,
            );
            arithmetic::column(*op, &left, &right, batch.len, context)?
        }
        ExprKind::Text(op, left, right) => {
            let (left, right) = (
                operand(left, batch, context)?,
                operand(right, batch, context)?,
            );
            each(batch.len, |row| {
                text::apply(*op, &left.peek(row), &right.peek(row), context)
            })?
        }
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } if is_cheap(expr) => {
            let (subject, otherwise) = (subject.as_deref(), otherwise.as_deref());
            case::column(subject, branches, otherwise, batch, context)?
        }
        ExprKind::Call(function, arguments) => call(function, arguments, batch, context)?,
        ExprKind::Compare(..)
        | ExprKind::In(..)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Xor(..)
        | ExprKind::Not(_)
        | ExprKind::IsNull(_)
        | ExprKind::IsNotNull(_) => truth::into_column(truth::truths(expr, batch, context)?),
        _ => by_rows(expr, batch, context)?,
    };
    Ok(Operand::Column(Cow::Owned(column)))
}

fn call(
    function: &Function,
    arguments: &[Expr],
    batch: &Batch,
    context: &Context<'_>,
) -> Result<Column> {
    let operands: Vec<Operand<'_>> = arguments
        .iter()
        .map(|argument| operand(argument, batch, context))
        .collect::<Result<_>>()?;
    let mut values = Vec::with_capacity(operands.len());
    each_within(batch.len, context, |row| {
        values.clear();
        values.extend(
            operands
                .iter()
                .map(|operand| operand.peek(row).into_owned()),
        );
        (function.call)(context, &values)
    })
}

/// As [`each`], where values may be large.
fn each_within(
    len: usize,
    context: &Context<'_>,
    mut value: impl FnMut(usize) -> Result<Value>,
) -> Result<Column> {
    let mut filling = Filling::with_capacity(len);
    for row in 0..len {
        filling.push_within(value(row)?, context)?;
    }
    Ok(filling.finish())
}

/// A column of what `value` gives for each row.
fn each(len: usize, mut value: impl FnMut(usize) -> Result<Value>) -> Result<Column> {
    let mut filling = Filling::with_capacity(len);
    for row in 0..len {
        filling.push(value(row)?);
    }
    Ok(filling.finish())
}
