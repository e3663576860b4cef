//! Arithmetic with temporal values: instants and durations, durations among themselves, durations and numbers.

use crate::error::Result;
use crate::fun::temporal::failure::failure;
use crate::plan::expr::Arithmetic;
use factio_graph::time::{Duration, Factor, TimeError};
use factio_graph::value::Value;
use std::sync::Arc;

/// `a op b` where one of them is a temporal value; `None` when the operator does not fit them.
///
/// # Errors
/// When the result is out of range, or a duration is divided by zero.
pub fn arithmetic(op: Arithmetic, a: &Value, b: &Value) -> Result<Option<Value>> {
    let computed = match (op, a, b) {
        (Arithmetic::Add, Value::Duration(a), Value::Duration(b)) => a.plus(b).map(made),
        (Arithmetic::Subtract, Value::Duration(a), Value::Duration(b)) => a.minus(b).map(made),
        (Arithmetic::Add, at, Value::Duration(by)) | (Arithmetic::Add, Value::Duration(by), at) => {
            return later(at, by).transpose().map_err(failure);
        }
        (Arithmetic::Subtract, at, Value::Duration(by)) => {
            let back = by.negated().map_err(failure)?;
            return later(at, &back).transpose().map_err(failure);
        }
        (Arithmetic::Multiply, Value::Duration(length), number)
        | (Arithmetic::Multiply, number, Value::Duration(length)) => {
            return scaled(length, number, Duration::times);
        }
        (Arithmetic::Divide, Value::Duration(length), number) => {
            return scaled(length, number, Duration::divided_by);
        }
        _ => return Ok(None),
    };
    computed.map(Some).map_err(failure)
}

/// The instant that lies `by` after `at`; `None` when `at` is no instant.
fn later(at: &Value, by: &Duration) -> Option<std::result::Result<Value, TimeError>> {
    Some(match at {
        Value::Date(date) => by.after_date(*date).map(Value::Date),
        Value::LocalTime(time) => Ok(Value::LocalTime(by.after_local_time(*time))),
        Value::Time(time) => Ok(Value::Time(by.after_time(*time))),
        Value::LocalDateTime(at) => by.after_local_date_time(*at).map(Value::LocalDateTime),
        Value::DateTime(at) => by
            .after_date_time(at)
            .map(|at| Value::DateTime(Arc::new(at))),
        _ => return None,
    })
}

type Scale = fn(&Duration, Factor) -> std::result::Result<Duration, TimeError>;

fn scaled(length: &Duration, number: &Value, scale: Scale) -> Result<Option<Value>> {
    let factor = match number {
        Value::Integer(integer) => Factor::from(*integer),
        Value::Float(float) => Factor::from_float(*float).map_err(failure)?,
        _ => return Ok(None),
    };
    scale(length, factor)
        .map(|product| Some(made(product)))
        .map_err(failure)
}

fn made(duration: Duration) -> Value {
    Value::Duration(Arc::new(duration))
}
