//! What clauses ask of single values, and what they call them in messages.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::Batch;
use crate::exec::eval::eval;
use crate::plan::expr::Expr;
use factio_graph::value::Value;

/// The number of rows that SKIP or LIMIT names.
pub(super) fn row_count(expr: &Expr, clause: &str, context: &Context<'_>) -> Result<usize> {
    let value = eval(expr, &mut Batch::unit().row(0), context)?;
    let (detail, found) = match value {
        Value::Integer(count) if count >= 0 => {
            return Ok(usize::try_from(count).unwrap_or(usize::MAX));
        }
        Value::Integer(count) => (Detail::NegativeIntegerArgument, count.to_string()),
        other => (Detail::InvalidArgumentType, describe(&other).to_string()),
    };
    let message = format!("{clause} takes a non-negative integer; this is {found}");
    Err(Error {
        phase: Phase::Runtime,
        ..Error::compile(ErrorKind::SyntaxError, detail, message).at(expr.span)
    })
}

/// What kind of value it is, with its article, for messages.
pub(in crate::exec) fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Boolean(_) => "a boolean",
        Value::Integer(_) => "an integer",
        Value::Float(_) => "a float",
        Value::String(_) => "a string",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
        Value::Node(_) => "a node",
        Value::Relation(_) => "a relation",
        Value::Path(_) => "a path",
        Value::Date(_) => "a date",
        Value::LocalTime(_) => "a local time",
        Value::Time(_) => "a time",
        Value::LocalDateTime(_) => "a local datetime",
        Value::DateTime(_) => "a datetime",
        Value::Duration(_) => "a duration",
        Value::Period(_) => "a period",
    }
}
