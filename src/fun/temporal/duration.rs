//! `duration()`: from a text or a map of parts.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::failure::{failure, refused, wrong_type};
use factio_graph::time::{Amount, Duration, Part};
use factio_graph::value::{Map, Value};
use std::sync::Arc;

const PARTS: &[(&str, Part)] = &[
    ("years", Part::Years),
    ("quarters", Part::Quarters),
    ("months", Part::Months),
    ("weeks", Part::Weeks),
    ("days", Part::Days),
    ("hours", Part::Hours),
    ("minutes", Part::Minutes),
    ("seconds", Part::Seconds),
    ("milliseconds", Part::Milliseconds),
    ("microseconds", Part::Microseconds),
    ("nanoseconds", Part::Nanoseconds),
];

/// # Errors
/// When the text says no duration, a key is unknown, a part is no number, or the whole is too long.
pub(super) fn duration(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let made = match arguments.first() {
        None | Some(Value::Null) => return Ok(Value::Null),
        Some(Value::String(text)) => Duration::parse(text).map_err(failure)?,
        Some(Value::Duration(duration)) => return Ok(Value::Duration(Arc::clone(duration))),
        Some(Value::Map(map)) => match from_map(map)? {
            Some(made) => made,
            None => return Ok(Value::Null),
        },
        Some(other) => return Err(wrong_type("duration()", "a STRING or a MAP", other)),
    };
    Ok(Value::Duration(Arc::new(made)))
}

/// `None` when a part is null, since then the whole is unknown.
fn from_map(map: &Map) -> Result<Option<Duration>> {
    if map.is_empty() {
        return Err(refused("a duration needs at least one part".into()));
    }
    let mut parts = Vec::with_capacity(map.len());
    let mut unknown = false;
    for (key, value) in map {
        let part = part(key)?;
        match value {
            Value::Null => unknown = true,
            Value::Integer(integer) => parts.push((part, Amount::from(*integer))),
            Value::Float(float) => {
                parts.push((part, Amount::from_float(*float).map_err(failure)?));
            }
            other => return Err(wrong_type(&format!("'{key}'"), "a number", other)),
        }
    }
    if unknown {
        return Ok(None);
    }
    Duration::from_parts(parts).map(Some).map_err(failure)
}

fn part(key: &str) -> Result<Part> {
    let found = PARTS.iter().find(|(name, _)| *name == key);
    if let Some((_, part)) = found {
        return Ok(*part);
    }
    let error = refused(format!("a duration has no part '{key}'"));
    let likeness = |name: &str| strsim::jaro_winkler(name, &key.to_lowercase());
    let nearest = PARTS.iter().map(|(name, _)| (likeness(name), name));
    let nearest = nearest.max_by(|a, b| a.0.total_cmp(&b.0));
    Err(match nearest {
        Some((likeness, name)) if likeness > 0.8 => error.hint(format!("did you mean '{name}'?")),
        _ => error,
    })
}

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::check;

    #[test]
    fn parts_are_added_and_fractions_go_on() {
        check(&[
            ("duration", "{days 14 hours 16 minutes 12}", "P14DT16H12M"),
            ("duration", "{months 5 days 1.5}", "P5M1DT12H"),
            ("duration", "{months 0.75}", "P22DT19H51M49.5S"),
            (
                "duration",
                "{years 12 months 5 days 14 hours 16 minutes 12 seconds 70}",
                "P12Y5M14DT16H13M10S",
            ),
            (
                "duration",
                "{days 14 seconds 70 milliseconds 1}",
                "P14DT1M10.001S",
            ),
            ("duration", "{seconds -60 milliseconds -1}", "PT-1M-0.001S"),
            ("duration", "{days 1 milliseconds -1}", "P1DT-0.001S"),
            ("duration", "{weeks 2.5 quarters 1}", "P3M17DT12H"),
        ]);
    }

    #[test]
    fn text_durations_and_null_are_taken_and_the_rest_refused() {
        check(&[
            ("duration", "P14DT16H12M", "P14DT16H12M"),
            ("duration", "duration:P1Y", "P1Y"),
            ("duration", "{days null}", "null"),
            (
                "duration",
                "{}",
                "ArgumentError: a duration needs at least one part",
            ),
            (
                "duration",
                "{year 1}",
                "ArgumentError: a duration has no part 'year'",
            ),
            (
                "duration",
                "{years x}",
                "TypeError: 'years' takes a number, and this is STRING",
            ),
            (
                "duration",
                "1D",
                "ArgumentError: '1D' cannot be read as a duration",
            ),
            (
                "duration",
                "5",
                "TypeError: duration() takes a STRING or a MAP, and this is INTEGER",
            ),
            (
                "duration",
                "{years 9223372036854775807}",
                "ArithmeticError: the duration is beyond what can be held",
            ),
            (
                "duration",
                "{years inf}",
                "ArithmeticError: the duration is beyond what can be held",
            ),
        ]);
    }
}
