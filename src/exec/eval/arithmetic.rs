//! Arithmetic. Integers stay integers and fail on overflow; a float on either side makes both floats; null gives null.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::eval::{concat, type_error};
use crate::fun::temporal;
use crate::kind::Kind;
use crate::plan::expr::Arithmetic;
use factio_graph::value::Value;
use std::borrow::Cow;

/// `a op b`.
pub fn apply(op: Arithmetic, a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(a), Value::Integer(b)) => integers(op, *a, *b),
        (Value::Float(a), Value::Float(b)) => floats(op, *a, *b),
        (Value::Integer(a), Value::Float(b)) => floats(op, *a as f64, *b),
        (Value::Float(a), Value::Integer(b)) => floats(op, *a, *b as f64),
        _ => others(op, a, b),
    }
}

/// `-a`.
pub fn negate(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Integer(integer) => integer
            .checked_neg()
            .map(Value::Integer)
            .ok_or_else(|| overflow(&format!("-({integer})"))),
        Value::Float(float) => Ok(Value::Float(-float)),
        other => match temporal::arithmetic(Arithmetic::Multiply, other, &Value::Integer(-1))? {
            Some(negated) => Ok(negated),
            None => Err(type_error(format!(
                "-{} has no meaning",
                Kind::of(other).name()
            ))),
        },
    }
}

/// `+a`.
pub fn plus(value: Cow<'_, Value>) -> Result<Value> {
    match Kind::of(&value) {
        Kind::Null | Kind::Integer | Kind::Float | Kind::Duration => Ok(value.into_owned()),
        other => Err(type_error(format!("+{} has no meaning", other.name()))),
    }
}

pub fn integers(op: Arithmetic, a: i64, b: i64) -> Result<Value> {
    let result = match op {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        Arithmetic::Multiply => a.checked_mul(b),
        Arithmetic::Divide | Arithmetic::Modulo if b == 0 => return Err(by_zero(op, a)),
        Arithmetic::Divide => a.checked_div(b),
        Arithmetic::Modulo => Some(a.wrapping_rem(b)),
        Arithmetic::Power => return Ok(Value::Float((a as f64).powf(b as f64))),
        Arithmetic::Concat => return Err(undefined(op, Kind::Integer, Kind::Integer)),
    };
    result
        .map(Value::Integer)
        .ok_or_else(|| overflow(&format!("{a} {} {b}", symbol(op))))
}

pub fn floats(op: Arithmetic, a: f64, b: f64) -> Result<Value> {
    Ok(Value::Float(match op {
        Arithmetic::Add => a + b,
        Arithmetic::Subtract => a - b,
        Arithmetic::Multiply => a * b,
        Arithmetic::Divide => a / b,
        Arithmetic::Modulo => a % b,
        Arithmetic::Power => a.powf(b),
        Arithmetic::Concat => return Err(undefined(op, Kind::Float, Kind::Float)),
    }))
}

/// Strings and lists that are joined, and temporal values.
fn others(op: Arithmetic, a: &Value, b: &Value) -> Result<Value> {
    let joined = match op {
        Arithmetic::Add => concat::add(a, b)?,
        Arithmetic::Concat => concat::concat(a, b)?,
        _ => None,
    };
    if let Some(joined) = joined {
        return Ok(joined);
    }
    match temporal::arithmetic(op, a, b)? {
        Some(result) => Ok(result),
        None => Err(undefined(op, Kind::of(a), Kind::of(b))),
    }
}

fn undefined(op: Arithmetic, a: Kind, b: Kind) -> Error {
    type_error(format!(
        "{} {} {} has no meaning",
        a.name(),
        symbol(op),
        b.name()
    ))
}

fn overflow(operation: &str) -> Error {
    Error::runtime(
        ErrorKind::ArithmeticError,
        Detail::IntegerOverflow,
        format!("{operation} is outside the range of integers"),
    )
}

fn by_zero(op: Arithmetic, a: i64) -> Error {
    Error::runtime(
        ErrorKind::ArithmeticError,
        Detail::DivisionByZero,
        format!("{a} {} 0 divides by zero", symbol(op)),
    )
}

fn symbol(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
        Arithmetic::Modulo => "%",
        Arithmetic::Power => "^",
        Arithmetic::Concat => "||",
    }
}

#[cfg(test)]
mod tests {
    use super::{apply, negate};
    use crate::error::Detail;
    use crate::plan::expr::Arithmetic;
    use factio_graph::value::Value;

    fn detail(op: Arithmetic, a: i64, b: i64) -> Option<Detail> {
        apply(op, &a.into(), &b.into())
            .err()
            .and_then(|error| error.detail)
    }

    #[test]
    fn integers_never_wrap_around() {
        let overflow = Some(Detail::IntegerOverflow);
        assert_eq!(detail(Arithmetic::Add, i64::MAX, 1), overflow);
        assert_eq!(detail(Arithmetic::Subtract, i64::MIN, 1), overflow);
        assert_eq!(detail(Arithmetic::Multiply, i64::MAX, 2), overflow);
        assert_eq!(detail(Arithmetic::Divide, i64::MIN, -1), overflow);
        assert_eq!(detail(Arithmetic::Modulo, i64::MIN, -1), None);
        assert!(negate(&i64::MIN.into()).is_err());
    }

    #[test]
    fn integers_divide_without_rest_and_never_by_zero() {
        let divide = |a: i64, b: i64| apply(Arithmetic::Divide, &a.into(), &b.into());
        assert_eq!(divide(7, 2), Ok(3.into()));
        assert_eq!(divide(-7, 2), Ok((-3).into()));
        assert_eq!(
            detail(Arithmetic::Divide, 1, 0),
            Some(Detail::DivisionByZero)
        );
        assert_eq!(
            detail(Arithmetic::Modulo, 1, 0),
            Some(Detail::DivisionByZero)
        );
    }

    #[test]
    fn floats_divide_by_zero_as_ieee_says() {
        let divided = apply(Arithmetic::Divide, &1.into(), &0.0.into());
        assert_eq!(divided, Ok(f64::INFINITY.into()));
        assert!(
            matches!(apply(Arithmetic::Divide, &0.0.into(), &0.0.into()), Ok(Value::Float(nan)) if nan.is_nan())
        );
    }

    #[test]
    fn a_power_is_a_float_and_null_gives_null() {
        assert_eq!(
            apply(Arithmetic::Power, &2.into(), &3.into()),
            Ok(8.0.into())
        );
        assert_eq!(
            apply(Arithmetic::Power, &Value::Null, &"a".into()),
            Ok(Value::Null)
        );
    }

    #[test]
    fn what_has_no_meaning_is_an_error() {
        assert!(apply(Arithmetic::Subtract, &"a".into(), &1.into()).is_err());
        assert!(apply(Arithmetic::Add, &true.into(), &1.into()).is_err());
        assert!(apply(Arithmetic::Concat, &1.into(), &1.into()).is_err());
    }
}
