//! Functions on numbers, except rounding and angles.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::argument::{any, float, wrong};
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::Value;

static NUMBER: &[Parameter] = &[Parameter::new("number", Kind::Number)];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "abs",
        NUMBER,
        Kind::Number,
        "The number without its sign.",
        abs,
    ),
    Function::new("sqrt", NUMBER, Kind::Float, "The square root.", |_, a| {
        map("sqrt", a, f64::sqrt)
    }),
    Function::new(
        "exp",
        NUMBER,
        Kind::Float,
        "e to the power of the number.",
        |_, a| map("exp", a, f64::exp),
    ),
    Function::new(
        "log",
        NUMBER,
        Kind::Float,
        "The natural logarithm.",
        |_, a| map("log", a, f64::ln),
    ),
    Function::new(
        "ln",
        NUMBER,
        Kind::Float,
        "The natural logarithm.",
        |_, a| map("ln", a, f64::ln),
    ),
    Function::new(
        "log10",
        NUMBER,
        Kind::Float,
        "The logarithm to base 10.",
        |_, a| map("log10", a, f64::log10),
    ),
    Function::new(
        "isNaN",
        NUMBER,
        Kind::Boolean,
        "Whether the number is NaN.",
        is_nan,
    ),
    Function::new(
        "e",
        &[],
        Kind::Float,
        "The base of the natural logarithm.",
        |_, _| Ok(Value::Float(std::f64::consts::E)),
    ),
    Function::new(
        "pi",
        &[],
        Kind::Float,
        "The circumference of a circle by its diameter.",
        |_, _| Ok(Value::Float(std::f64::consts::PI)),
    ),
];

/// A function from floats to floats, with null for null.
pub(super) fn map(function: &str, arguments: &[Value], change: fn(f64) -> f64) -> Result<Value> {
    let number = float(function, arguments, 0)?;
    Ok(number.map_or(Value::Null, |number| Value::Float(change(number))))
}

fn abs(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    match any(arguments, 0) {
        Value::Null => Ok(Value::Null),
        Value::Float(number) => Ok(Value::Float(number.abs())),
        Value::Integer(number) => number.checked_abs().map(Value::Integer).ok_or_else(|| {
            Error::runtime(
                ErrorKind::ArithmeticError,
                Detail::IntegerOverflow,
                format!("abs({number}) is larger than any integer"),
            )
        }),
        other => Err(wrong("abs", Kind::Number.name(), other)),
    }
}

fn is_nan(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let number = float("isNaN", arguments, 0)?;
    Ok(number.map(f64::is_nan).into())
}
