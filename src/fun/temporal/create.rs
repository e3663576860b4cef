//! `date()`, `localtime()`, `time()`, `localdatetime()`, `datetime()`: from nothing, a text, a map, or another temporal value.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::clock::now;
use crate::fun::temporal::compose::{compose, moment_of};
use crate::fun::temporal::failure::{failure, refused, wrong_type};
use crate::fun::temporal::fields::Fields;
use crate::fun::temporal::target::{Target, instant};
use factio_graph::time::{Date, DateTime, LocalDateTime, LocalTime, Time, TimeError};
use factio_graph::value::Value;
use std::sync::Arc;

/// The value of type `target` that the argument describes; the statement's moment without one.
///
/// # Errors
/// When the argument describes none, or is of a type that cannot.
pub(super) fn create(target: Target, context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    match arguments.first() {
        None => now(target, context, arguments),
        Some(Value::Null) => Ok(Value::Null),
        Some(Value::String(text)) => parse(target, text).map_err(failure),
        Some(Value::Map(map)) => match Fields::read(target, map)? {
            Some(fields) => compose(target, &fields, context),
            None => Ok(Value::Null),
        },
        Some(other) => convert(target, other, context),
    }
}

fn parse(target: Target, text: &str) -> std::result::Result<Value, TimeError> {
    Ok(match target {
        Target::Date => Value::Date(Date::parse(text)?),
        Target::LocalTime => Value::LocalTime(LocalTime::parse(text)?),
        Target::Time => Value::Time(Time::parse(text)?),
        Target::LocalDateTime => Value::LocalDateTime(LocalDateTime::parse(text)?),
        Target::DateTime => Value::DateTime(Arc::new(DateTime::parse(text)?)),
    })
}

/// Another type's value, with what it has more left out and what it has less at its lowest.
fn convert(target: Target, value: &Value, context: &Context<'_>) -> Result<Value> {
    let wanted = "a STRING, a MAP or a temporal value";
    let taker = format!("{}()", target.name());
    let parts = instant(value).ok_or_else(|| wrong_type(&taker, wanted, value))?;
    if !target.has_date() && parts.time.is_none() {
        return Err(refused(format!("{taker} needs a time of day")));
    }
    target.of(&parts, moment_of(&parts, context)?)
}

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::{check, shown};

    #[test]
    fn without_an_argument_it_is_the_moment_of_the_statement() {
        let cases = [
            ("date", "2023-11-14"),
            ("localtime", "22:13:20.123456789"),
            ("time", "22:13:20.123456789Z"),
            ("localdatetime", "2023-11-14T22:13:20.123456789"),
            ("datetime", "2023-11-14T22:13:20.123456789Z"),
        ];
        for (name, wanted) in cases {
            for clock in ["", ".transaction", ".statement", ".realtime"] {
                assert_eq!(
                    shown(&format!("{name}{clock}"), &[]),
                    wanted,
                    "{name}{clock}"
                );
            }
        }
    }

    #[test]
    fn null_gives_null() {
        for name in [
            "date",
            "localtime",
            "time",
            "localdatetime",
            "datetime",
            "duration",
        ] {
            check(&[(name, "null", "null")]);
        }
        for name in ["date.transaction", "time.statement", "datetime.realtime"] {
            check(&[(name, "null", "null")]);
        }
    }

    #[test]
    fn a_clock_takes_a_zone() {
        check(&[
            ("date.realtime", "Asia/Tokyo", "2023-11-15"),
            (
                "localtime.statement",
                "America/Los_Angeles",
                "14:13:20.123456789",
            ),
            ("time.transaction", "+02:00", "00:13:20.123456789+02:00"),
        ]);
    }

    #[test]
    fn text_is_read_and_other_values_are_converted() {
        check(&[
            ("date", "2015-W30-2", "2015-07-21"),
            ("time", "2140-02", "21:40-02:00"),
            ("date", "datetime:1984-11-11T12:00+01:00", "1984-11-11"),
            ("localtime", "time:12:31:14+01:00", "12:31:14"),
            ("time", "localtime:12:31", "12:31Z"),
            (
                "time",
                "datetime:1984-10-11T12:00[Europe/Stockholm]",
                "12:00+01:00",
            ),
            (
                "localdatetime",
                "datetime:1984-10-11T12:00+01:00",
                "1984-10-11T12:00",
            ),
            (
                "datetime",
                "localdatetime:1984-10-11T12:00",
                "1984-10-11T12:00Z",
            ),
            ("datetime", "date:1984-10-11", "1984-10-11T00:00Z"),
        ]);
    }

    #[test]
    fn what_says_no_such_value_is_an_error() {
        check(&[
            (
                "date",
                "yesterday",
                "ArgumentError: 'yesterday' cannot be read as a date",
            ),
            (
                "date",
                "5",
                "TypeError: date() takes a STRING, a MAP or a temporal value, and this is INTEGER",
            ),
            (
                "date",
                "localtime:12:00",
                "ArgumentError: date() needs a date",
            ),
            (
                "time",
                "date:1984-10-11",
                "ArgumentError: time() needs a time of day",
            ),
        ]);
    }
}
