//! Three-valued logic: AND, OR, XOR, NOT. Null is unknown, and no other type is a truth value.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::{operand, type_error};
use crate::kind::Kind;
use crate::plan::expr::Expr;
use factio_graph::value::Value;

/// The truth of an expression: `None` is unknown.
///
/// # Errors
/// The value is neither a boolean nor null.
pub(crate) fn truth(expr: &Expr, row: &mut Row<'_>, context: &Context<'_>) -> Result<Option<bool>> {
    truth_of(&*operand(expr, row, context)?).map_err(|error| error.at(expr.span))
}

/// A value as a truth value.
pub(super) fn truth_of(value: &Value) -> Result<Option<bool>> {
    match value {
        Value::Boolean(truth) => Ok(Some(*truth)),
        Value::Null => Ok(None),
        other => Err(type_error(format!(
            "a BOOLEAN is wanted here, and this is {}",
            Kind::of(other).name()
        ))),
    }
}

pub fn not(inner: &Expr, row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    Ok(truth(inner, row, context)?.map(|truth| !truth).into())
}

pub fn and(operands: &[Expr], row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    junction(false, operands, row, context)
}

pub fn or(operands: &[Expr], row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    junction(true, operands, row, context)
}

/// The operand that decides wherever it stands, else unknown where one is unknown. What follows the deciding operand is not
/// evaluated.
fn junction(
    deciding: bool,
    operands: &[Expr],
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let mut answer = Some(!deciding);
    for operand in operands {
        match truth(operand, row, context)? {
            Some(truth) if truth == deciding => return Ok(Value::Boolean(deciding)),
            Some(_) => {}
            None => answer = None,
        }
    }
    Ok(answer.into())
}

pub fn xor(left: &Expr, right: &Expr, row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    let left = truth(left, row, context)?;
    let right = truth(right, row, context)?;
    Ok(left.zip(right).map(|(left, right)| left != right).into())
}
