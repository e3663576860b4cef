//! CASE over columns, where looking at every branch in every row costs less than choosing first.

use crate::context::Context;
use crate::error::Result;
use crate::exec::eval::column::operand::Operand;
use crate::exec::eval::column::{compare, each, operand, truth};
use crate::exec::{Batch, Column};
use crate::plan::expr::{CompareOp, Expr};
use factio_graph::value::Value;

/// The first branch that fits, in each row.
pub fn column(
    subject: Option<&Expr>,
    branches: &[(Vec<Expr>, Expr)],
    otherwise: Option<&Expr>,
    batch: &Batch,
    context: &Context<'_>,
) -> Result<Column> {
    let subject = subject
        .map(|subject| operand(subject, batch, context))
        .transpose()?;
    let otherwise = otherwise
        .map(|otherwise| operand(otherwise, batch, context))
        .transpose()?;
    let mut choices = Vec::with_capacity(branches.len());
    for (when, then) in branches {
        let mut fits = Vec::with_capacity(when.len());
        for when in when {
            fits.push(match &subject {
                Some(subject) => {
                    let when = operand(when, batch, context)?;
                    compare::truths(CompareOp::Equal, subject, &when, batch.len)
                }
                None => truth::truths(when, batch, context)?,
            });
        }
        choices.push((fits, operand(then, batch, context)?));
    }
    let value = |operand: &Operand<'_>, row| operand.peek(row).into_owned();
    each(batch.len, |row| {
        let chosen = choices
            .iter()
            .find(|(fits, _)| fits.iter().any(|fits| fits[row] == Some(true)));
        let chosen = chosen.map(|(_, then)| then).or(otherwise.as_ref());
        Ok(chosen.map_or(Value::Null, |chosen| value(chosen, row)))
    })
}
