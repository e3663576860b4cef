//! Reading the arguments of a call: each reader gives `None` for null and for what was left out, or an error for a wrong type.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::kind::Kind;
use factio_graph::value::Value;

/// The argument at `index`; null when it was left out.
pub fn any(arguments: &[Value], index: usize) -> &Value {
    static NULL: Value = Value::Null;
    arguments.get(index).unwrap_or(&NULL)
}

pub fn text<'v>(function: &str, arguments: &'v [Value], index: usize) -> Result<Option<&'v str>> {
    match any(arguments, index) {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        other => Err(wrong(function, Kind::String.name(), other)),
    }
}

pub fn integer(function: &str, arguments: &[Value], index: usize) -> Result<Option<i64>> {
    match any(arguments, index) {
        Value::Null => Ok(None),
        Value::Integer(integer) => Ok(Some(*integer)),
        other => Err(wrong(function, Kind::Integer.name(), other)),
    }
}

/// An integer or float, as a float.
pub fn float(function: &str, arguments: &[Value], index: usize) -> Result<Option<f64>> {
    match any(arguments, index) {
        Value::Null => Ok(None),
        Value::Integer(integer) => Ok(Some(*integer as f64)),
        Value::Float(float) => Ok(Some(*float)),
        other => Err(wrong(function, Kind::Number.name(), other)),
    }
}

pub fn list<'v>(
    function: &str,
    arguments: &'v [Value],
    index: usize,
) -> Result<Option<&'v [Value]>> {
    match any(arguments, index) {
        Value::Null => Ok(None),
        Value::List(items) => Ok(Some(items)),
        other => Err(wrong(function, Kind::List.name(), other)),
    }
}

/// The error of an argument whose type is wrong.
pub fn wrong(function: &str, wanted: &str, found: &Value) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentValue,
        format!(
            "{function}() takes {wanted}, and this is {}",
            Kind::of(found).name()
        ),
    )
}

/// The error of a number that the function is not defined for.
pub fn out_of_range(message: impl Into<String>) -> Error {
    Error::runtime(ErrorKind::ArgumentError, Detail::NumberOutOfRange, message)
}
