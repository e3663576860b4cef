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
