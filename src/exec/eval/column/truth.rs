//! Truth values over a batch: AND, OR, XOR, NOT and the tests that feed them. `None` is unknown.

use crate::context::Context;
use crate::error::Result;
use crate::exec::eval::column::cost::is_cheap;
use crate::exec::eval::column::operand::Operand;
use crate::exec::eval::column::{compare, for_each_row, operand};
use crate::exec::eval::compare::is_in;
use crate::exec::eval::logic::{truth, truth_of};
use crate::exec::{Batch, Column};
use crate::plan::expr::{Expr, ExprKind};
use factio_graph::value::{Key, Value};
use rustc_hash::FxHashSet;

type Truths = Vec<Option<bool>>;

/// The truth of an expression in each row.
pub fn truths(expr: &Expr, batch: &Batch, context: &Context<'_>) -> Result<Truths> {
    match &expr.kind {
        ExprKind::And(operands) => junction(false, operands, batch, context),
        ExprKind::Or(operands) => junction(true, operands, batch, context),
        ExprKind::Not(inner) => {
            let truths = truths(inner, batch, context)?;
            Ok(truths
                .into_iter()
                .map(|truth| truth.map(|truth| !truth))
                .collect())
        }
        ExprKind::Xor(left, right) => {
            let pairs = truths(left, batch, context)?
                .into_iter()
                .zip(truths(right, batch, context)?);
            Ok(pairs.map(|(left, right)| Some(left? != right?)).collect())
        }
        ExprKind::Compare(op, left, right) => {
            let (left, right) = (
                operand(left, batch, context)?,
                operand(right, batch, context)?,
            );
            Ok(compare::truths(*op, &left, &right, batch.len))
        }
        ExprKind::In(item, list) => {
            let (item, list) = (
                operand(item, batch, context)?,
                operand(list, batch, context)?,
            );
            membership(&item, &list, batch.len)
        }
        ExprKind::IsNull(inner) => nulls(inner, true, batch, context),
        ExprKind::IsNotNull(inner) => nulls(inner, false, batch, context),
        _ => of_operand(&operand(expr, batch, context)?, batch.len),
    }
}

/// The truth of an expression in each row, one after another.
pub fn by_rows(expr: &Expr, batch: &Batch, context: &Context<'_>) -> Result<Truths> {
    let mut truths = Vec::with_capacity(batch.len);
    for_each_row(batch, |row| {
        truths.push(truth(expr, row, context)?);
        Ok(())
    })?;
    Ok(truths)
}

/// Truth values as a column.
pub fn into_column(truths: Truths) -> Column {
    match truths.iter().copied().collect() {
        Some(booleans) => Column::Booleans(booleans),
        None => Column::Values(truths.into_iter().map(Value::from).collect()),
    }
}

fn of_operand(operand: &Operand<'_>, len: usize) -> Result<Truths> {
    match operand {
        Operand::Constant(value) => Ok(vec![truth_of(value)?; len]),
        Operand::Column(column) => match &**column {
            Column::Booleans(booleans) => Ok(booleans.iter().copied().map(Some).collect()),
            column => (0..len).map(|row| truth_of(&column.peek(row))).collect(),
        },
    }
}

fn nulls(inner: &Expr, wanted: bool, batch: &Batch, context: &Context<'_>) -> Result<Truths> {
    let operand = operand(inner, batch, context)?;
    let is_null = |row| operand.peek(row).is_null() == wanted;
    Ok((0..batch.len).map(|row| Some(is_null(row))).collect())
}

/// AND and OR. Operands that cost much are asked only of the rows that are not decided yet.
fn junction(
    deciding: bool,
    operands: &[Expr],
    batch: &Batch,
    context: &Context<'_>,
) -> Result<Truths> {
    let mut answers = vec![Some(!deciding); batch.len];
    for operand in operands {
        if is_cheap(operand) {
            let more = truths(operand, batch, context)?;
            for (answer, more) in answers.iter_mut().zip(more) {
                *answer = joined(deciding, *answer, more);
            }
        } else {
            for_each_row(batch, |row| {
                let answer = &mut answers[row.index];
                if *answer != Some(deciding) {
                    *answer = joined(deciding, *answer, truth(operand, row, context)?);
                }
                Ok(())
            })?;
        }
    }
    Ok(answers)
}

fn joined(deciding: bool, a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(truth), _) | (_, Some(truth)) if truth == deciding => Some(deciding),
        (None, _) | (_, None) => None,
        _ => Some(!deciding),
    }
}

/// How many elements a list needs before looking them up beats going through them.
const WORTH_HASHING: usize = 16;

/// `item IN list`. One list for all rows is looked up by key where it is long.
fn membership(item: &Operand<'_>, list: &Operand<'_>, len: usize) -> Result<Truths> {
    let keys = match list {
        Operand::Constant(list) if len > 1 => keys(list),
        _ => None,
    };
    match keys {
        Some(keys) => Ok((0..len)
            .map(|row| look_up(&item.peek(row), &keys))
            .collect()),
        None => (0..len)
            .map(|row| truth_of(&is_in(&item.peek(row), &list.peek(row))?))
            .collect(),
    }
}

/// The elements by key, where there are many and equality is known for all of them: plain values without null or NaN.
fn keys(list: &Value) -> Option<FxHashSet<Key>> {
    let Value::List(elements) = list else {
        return None;
    };
    let is_plain = |value: &Value| match value {
        Value::Float(float) => !float.is_nan(),
        Value::Null | Value::List(_) | Value::Map(_) => false,
        _ => true,
    };
    (elements.len() >= WORTH_HASHING && elements.iter().all(is_plain))
        .then(|| elements.iter().cloned().map(Key).collect())
}

fn look_up(item: &Value, keys: &FxHashSet<Key>) -> Option<bool> {
    match item {
        Value::Null => None,
        Value::Float(float) if float.is_nan() => Some(false),
        item => Some(keys.contains(&Key(item.clone()))),
    }
}
