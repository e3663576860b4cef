//! Arithmetic with temporal values: instants and durations, durations among themselves, durations and numbers.

use crate::error::Result;
use crate::fun::Arithmetic;
use crate::fun::temporal::failure::failure;
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

#[cfg(test)]
mod tests {
    use super::arithmetic;
    use crate::fun::Arithmetic;
    use crate::fun::temporal::testing::{print, value};

    /// What is shown for `a op b`; `-` where the operator does not fit.
    fn shown(op: Arithmetic, a: &str, b: &str) -> String {
        match arithmetic(op, &value(a), &value(b)) {
            Ok(Some(result)) => print(&result),
            Ok(None) => "-".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_duration_moves_an_instant_of_any_type() {
        use Arithmetic::{Add, Subtract};
        let by = "duration:P1M-14DT15H49M10S";
        let cases = [
            (Add, "date:1984-10-11", "1984-10-28"),
            (Subtract, "date:1984-10-11", "1984-09-25"),
            (Add, "localtime:12:31:14", "04:20:24"),
            (Subtract, "time:12:31:14+01:00", "20:42:04+01:00"),
            (
                Add,
                "localdatetime:1984-10-11T12:31:14",
                "1984-10-29T04:20:24",
            ),
            (
                Subtract,
                "datetime:1984-10-11T12:31:14+01:00",
                "1984-09-24T20:42:04+01:00",
            ),
        ];
        for (op, at, wanted) in cases {
            assert_eq!(shown(op, at, by), wanted, "{op:?} {at}");
        }
        assert_eq!(shown(Add, by, "date:1984-10-11"), "1984-10-28");
        assert_eq!(shown(Subtract, by, "date:1984-10-11"), "-");
    }

    #[test]
    fn durations_are_added_and_scaled() {
        use Arithmetic::{Add, Divide, Modulo, Multiply, Subtract};
        let length = "duration:P12Y5M14DT16H13M10.000000001S";
        let cases = [
            (Add, length, length, "P24Y10M28DT32H26M20.000000002S"),
            (Subtract, length, length, "PT0S"),
            (Multiply, length, "2", "P24Y10M28DT32H26M20.000000002S"),
            (Multiply, "0.5", length, "P6Y2M22DT13H21M8S"),
            (Divide, length, "2", "P6Y2M22DT13H21M8S"),
            (
                Divide,
                length,
                "0",
                "ArithmeticError: a duration cannot be divided by zero",
            ),
            (Divide, "2", length, "-"),
            (Multiply, length, length, "-"),
            (Modulo, length, "2", "-"),
            (Add, length, "1", "-"),
            (Add, "date:1984-10-11", "date:1984-10-11", "-"),
        ];
        for (op, a, b, wanted) in cases {
            assert_eq!(shown(op, a, b), wanted, "{op:?} {a} {b}");
        }
    }

    #[test]
    fn what_lies_beyond_is_an_error() {
        let beyond = shown(Arithmetic::Add, "date:+999999999-12-31", "duration:P1D");
        assert_eq!(
            beyond,
            "ArithmeticError: the date is beyond what can be held"
        );
    }
}
