//! Evaluating resolved expressions over a row: one file a topic, and here the table of them all.
//!
//! An error points at the innermost expression that raised it.

mod access;
mod arithmetic;
mod case;
mod column;
mod compare;
mod concat;
pub(crate) mod label;
mod list;
mod logic;
mod map;
mod path;
mod quantifier;
mod subquery;
#[cfg(test)]
mod tests;
mod text;
mod typed;

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Row;
use crate::fun::{Function, period};
use crate::plan::expr::{Expr, ExprKind};
pub use column::{eval_batch, filter};
use factio_graph::value::Value;
pub(crate) use logic::truth;
use std::borrow::Cow;

/// The value of `expr` in `row`. Locals are pushed on `row.extra` while they are in force and popped again.
pub fn eval(expr: &Expr, row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    evaluate(&expr.kind, row, context).map_err(|error| error.at(expr.span))
}

fn evaluate(kind: &ExprKind, row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    match kind {
        ExprKind::Constant(value) => Ok(value.clone()),
        ExprKind::Slot(slot) => Ok(row.get(*slot)),
        ExprKind::Parameter(name) => parameter(name, context).cloned(),
        ExprKind::List(items) => list::literal(items, row, context),
        ExprKind::Map(entries) => map::literal(entries, row, context),
        ExprKind::MapProjection { subject, items } => map::project(subject, items, row, context),
        ExprKind::Property(subject, key) => {
            access::property(&*operand(subject, row, context)?, key, context)
        }
        ExprKind::Index(subject, index) => access::index(subject, index, row, context),
        ExprKind::Slice(subject, from, to) => {
            list::slice(subject, from.as_deref(), to.as_deref(), row, context)
        }
        ExprKind::Not(inner) => logic::not(inner, row, context),
        ExprKind::And(operands) => logic::and(operands, row, context),
        ExprKind::Or(operands) => logic::or(operands, row, context),
        ExprKind::Xor(left, right) => logic::xor(left, right, row, context),
        ExprKind::IsTyped(inner, wanted) => {
            let value = operand(inner, row, context)?;
            Ok(Value::Boolean(typed::is_typed(&value, wanted)))
        }
        ExprKind::IsNull(inner) => Ok(Value::Boolean(operand(inner, row, context)?.is_null())),
        ExprKind::IsNotNull(inner) => Ok(Value::Boolean(!operand(inner, row, context)?.is_null())),
        ExprKind::Negate(inner) => arithmetic::negate(&*operand(inner, row, context)?),
        ExprKind::Plus(inner) => arithmetic::plus(operand(inner, row, context)?),
        ExprKind::Arithmetic(op, left, right) => {
            let (left, right) = both(left, right, row, context)?;
            arithmetic::apply(*op, &left, &right)
        }
        ExprKind::Compare(op, left, right) => {
            let (left, right) = both(left, right, row, context)?;
            Ok(compare::holds(*op, &left, &right).into())
        }
        ExprKind::In(item, list) => {
            let (item, list) = both(item, list, row, context)?;
            compare::is_in(&item, &list)
        }
        ExprKind::Text(op, left, right) => {
            let (left, right) = both(left, right, row, context)?;
            text::apply(*op, &left, &right, context)
        }
        ExprKind::Time(relation, left, right) => {
            let (left, right) = both(left, right, row, context)?;
            period::relate(*relation, &left, &right, context)
        }
        ExprKind::HasLabels(subject, test) => label::has_labels(subject, test, row, context),
        ExprKind::Call(function, arguments) => call(function, arguments, row, context),
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } => case::choose(
            subject.as_deref(),
            branches,
            otherwise.as_deref(),
            row,
            context,
        ),
        ExprKind::ListComprehension {
            list,
            local,
            filter,
            map,
        } => list::comprehend(
            list,
            *local,
            filter.as_deref(),
            map.as_deref(),
            row,
            context,
        ),
        ExprKind::Quantified {
            quantifier,
            list,
            local,
            filter,
        } => quantifier::holds(*quantifier, list, *local, filter, row, context),
        ExprKind::Reduce {
            initial,
            list,
            accumulator,
            step,
        } => list::reduce(initial, list, *accumulator, step, row, context),
        ExprKind::Subquery(kind, plan) => subquery::run(*kind, plan, row, context),
        ExprKind::Path(slots) => path::assemble(slots, row, context),
    }
}

/// The value of an operand, borrowed where it stands ready.
fn operand<'e>(
    expr: &'e Expr,
    row: &mut Row<'_>,
    context: &'e Context<'_>,
) -> Result<Cow<'e, Value>> {
    match &expr.kind {
        ExprKind::Constant(value) => Ok(Cow::Borrowed(value)),
        ExprKind::Parameter(name) => match parameter(name, context) {
            Ok(value) => Ok(Cow::Borrowed(value)),
            Err(error) => Err(error.at(expr.span)),
        },
        ExprKind::Slot(slot) => Ok(Cow::Owned(row.get(*slot))),
        _ => eval(expr, row, context).map(Cow::Owned),
    }
}

#[inline]
fn both<'e>(
    left: &'e Expr,
    right: &'e Expr,
    row: &mut Row<'_>,
    context: &'e Context<'_>,
) -> Result<(Cow<'e, Value>, Cow<'e, Value>)> {
    let left = operand(left, row, context)?;
    Ok((left, operand(right, row, context)?))
}

fn parameter<'c>(name: &str, context: &'c Context<'_>) -> Result<&'c Value> {
    context.parameters.get(name).ok_or_else(|| {
        Error::compile(
            ErrorKind::ParameterMissing,
            Detail::MissingParameter,
            format!("no value was given for the parameter ${name}"),
        )
    })
}

fn call(
    function: &Function,
    arguments: &[Expr],
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let values: Result<Vec<Value>> = arguments
        .iter()
        .map(|argument| eval(argument, row, context))
        .collect();
    (function.call)(context, &values?)
}

/// The error of an operand whose type is wrong.
fn type_error(message: impl Into<String>) -> Error {
    Error::runtime(ErrorKind::TypeError, Detail::InvalidArgumentType, message)
}
