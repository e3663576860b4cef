//! Periods in the language: `period()`, `valid()`, `certainty()`, the time predicates, and the properties of a period.

mod construct;
mod held;
mod predicate;

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::{any, text};
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use construct::{between, in_calendar, unknown_calendar};
pub use construct::{read, read_between};
use factio_graph::time::{Asked, Bounds, Calendar, Duration, Slice};
use factio_graph::value::Value;
use held::Held;
pub use held::{always, validity};
pub use predicate::{covers, relate};
use std::sync::Arc;

static PERIOD: &[Parameter] = &[
    Parameter::new("from", Kind::Any),
    Parameter::optional("to", Kind::Any),
    Parameter::optional("calendar", Kind::String),
];
static EVIDENCE: &[Parameter] = &[Parameter::new("x", Kind::Any)];
static CERTAINTY: &[Parameter] = &[
    Parameter::new("x", Kind::Any),
    Parameter::optional("time", Kind::Any),
    Parameter::optional("how", Kind::String),
];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "period",
        PERIOD,
        Kind::Period,
        "The period that an EDTF text, a year, a date or a map of bounds names, or that lies from one of these to another; 'julian' reads Old Style.",
        period,
    )
    .literal(),
    Function::new(
        "valid",
        EVIDENCE,
        Kind::Period,
        "The validity of a node or relation, or what those of a path or list have in common; null when they have no day in common.",
        valid,
    ),
    Function::new(
        "certainty",
        CERTAINTY,
        Kind::String,
        "'certain', 'possible' or 'absent': how far x held at a time; how is 'at' (the default), 'during', 'throughout' or 'in order'.",
        certainty,
    ),
];

/// The property of a period (`p.earliest`); `None` when the value is no period, null when there is no such property, or it is open or unknown.
pub fn component(value: &Value, name: &str) -> Option<Value> {
    let Value::Period(period) = value else {
        return None;
    };
    Some(match name {
        "earliest" => period.earliest().map_or(Value::Null, Value::Date),
        "latest" => period.latest().map_or(Value::Null, Value::Date),
        "bounds" => four_dates(period.bounds()),
        "duration" => period.days().map_or(Value::Null, |days| {
            Value::Duration(Arc::new(Duration {
                days,
                ..Duration::default()
            }))
        }),
        "calendar" => Value::string(period.calendar().name()),
        _ => Value::Null,
    })
}

/// The four bounds used; null where one is missing.
fn four_dates(bounds: &Bounds) -> Value {
    let dates = bounds
        .dates()
        .map(|date| date.map_or(Value::Null, Value::Date));
    Value::list(dates.to_vec())
}

fn period(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    if arguments.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let period = match arguments {
        [value] => read(value)?,
        [value, Value::String(name)] if Calendar::named(name).is_some() => {
            in_calendar(value, Calendar::named(name).unwrap_or_default())?
        }
        _ => {
            let calendar = match text("period", arguments, 2)? {
                None => Calendar::Gregorian,
                Some(name) => Calendar::named(name).ok_or_else(|| unknown_calendar(name))?,
            };
            between(any(arguments, 0), any(arguments, 1), calendar)?
        }
    };
    Ok(Value::Period(period))
}

fn valid(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    match any(arguments, 0) {
        Value::Null => Ok(Value::Null),
        value => {
            let common = Held::of("valid", value, context)?.common();
            Ok(common.map_or(Value::Null, Value::Period))
        }
    }
}

fn certainty(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let (held, time) = (any(arguments, 0), any(arguments, 1));
    if arguments.len() == 1 {
        return Err(construct::invalid(
            "certainty(x) tells of the time clause that x was matched with, and there is none here; certainty(x, time) stands anywhere".into(),
        ));
    }
    if held.is_null() || time.is_null() {
        return Ok(Value::Null);
    }
    let how = text("certainty", arguments, 2)?.unwrap_or("at");
    let window = read(time)?;
    let held = Held::of("certainty", held, context)?;
    let answer = match how.to_ascii_lowercase().as_str() {
        "at" => held.certainty(Slice::new(Asked::At, &window)),
        "during" => held.certainty(Slice::new(Asked::During, &window)),
        "throughout" => held.certainty(Slice::new(Asked::Throughout, &window)),
        "in order" => held.certainty_in_order(Slice::new(Asked::During, &window)),
        "at in order" => held.certainty_in_order(Slice::new(Asked::At, &window)),
        "throughout in order" => held.certainty_in_order(Slice::new(Asked::Throughout, &window)),
        other => {
            return Err(construct::invalid(format!(
                "certainty() asks 'at', 'during', 'throughout' or 'in order', and not '{other}'"
            )));
        }
    };
    Ok(Value::string(answer.name()))
}

#[cfg(test)]
mod tests;
