//! Values as periods: EDTF texts, years, dates, maps of bounds.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::argument::wrong;
use factio_graph::time::{Bounds, Calendar, Date, FUTURE, PAST, Period, PeriodError};
use factio_graph::value::{Map, Value};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// The period that a value names: a period itself, EDTF, a year, a date (with or without a time of day) or a map of bounds.
///
/// # Errors
/// When a text is no EDTF, a map no bounds, or the value of another type.
pub fn read(value: &Value) -> Result<Arc<Period>> {
    in_calendar(value, Calendar::Gregorian)
}

/// The period from the start of one value to the end of another.
///
/// # Errors
/// As [`read`]; or the period would end before it starts.
pub fn read_between(from: &Value, to: &Value) -> Result<Arc<Period>> {
    between(from, to, Calendar::Gregorian)
}

/// As [`read`], with texts and years in that calendar.
pub(super) fn in_calendar(value: &Value, calendar: Calendar) -> Result<Arc<Period>> {
    let gregorian = calendar == Calendar::Gregorian;
    match value {
        Value::String(text) if gregorian => recent(text),
        Value::String(text) => parse(text, calendar),
        Value::Integer(year) => parse(&year_text(*year), calendar),
        Value::Period(period) if gregorian => Ok(Arc::clone(period)),
        Value::Map(map) if gregorian => Ok(Arc::new(Period::from_bounds(by_hand(map)?))),
        _ => match day(value) {
            Some(day) if gregorian => Ok(Arc::new(Period::of_day(day))),
            Some(_) => Err(invalid(
                "a date is Gregorian already; write a Julian date as text".into(),
            )),
            None => Err(wrong(
                "period",
                "EDTF, a year, a DATE, a PERIOD or a MAP",
                value,
            )),
        },
    }
}

/// From the start of one to the end of the other. Two dates make an EDTF interval.
pub(super) fn between(from: &Value, to: &Value, calendar: Calendar) -> Result<Arc<Period>> {
    if let (Some(start), Some(end)) = (end_text(from, calendar), end_text(to, calendar)) {
        return parse(&format!("{start}/{end}"), calendar);
    }
    let (start, end) = (in_calendar(from, calendar)?, in_calendar(to, calendar)?);
    let period = Period::between(&start, &end).map_err(|error| unreadable(&error, None))?;
    Ok(Arc::new(period))
}

/// What may stand as it is before or after the slash of an interval. A date is Gregorian, and goes into no Julian interval.
fn end_text(value: &Value, calendar: Calendar) -> Option<String> {
    let text = match value {
        Value::String(text) => text.to_string(),
        Value::Integer(year) => year_text(*year),
        other if calendar == Calendar::Gregorian => day(other).map(Period::of_day)?.to_string(),
        _ => return None,
    };
    (!text.contains(['/', '[', '{'])).then_some(text)
}

/// A year as EDTF: of four digits at least, behind a `Y` when it has more.
fn year_text(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..=-1 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

fn day(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::LocalDateTime(at) => Some(at.date),
        Value::DateTime(at) => Some(at.local.date),
        _ => None,
    }
}

fn parse(text: &str, calendar: Calendar) -> Result<Arc<Period>> {
    Period::parse_in(text, calendar)
        .map(Arc::new)
        .map_err(|error| unreadable(&error, Some(text)))
}

/// How many texts are kept at hand with what they mean.
const KEPT: usize = 8;

/// As [`parse`]; what was read last is at hand, since a predicate reads the same text row after row.
fn recent(text: &str) -> Result<Arc<Period>> {
    thread_local! {
        static RECENT: RefCell<VecDeque<Arc<Period>>> = const { RefCell::new(VecDeque::new()) };
    }
    RECENT.with_borrow_mut(|recent| {
        if let Some(period) = recent.iter().find(|period| period.text() == text) {
            return Ok(Arc::clone(period));
        }
        let period = parse(text, Calendar::Gregorian)?;
        recent.truncate(KEPT - 1);
        recent.push_front(Arc::clone(&period));
        Ok(period)
    })
}

/// `{start: ['2000-01-05', '2000-01-07'], end: ['2000-01-09', null]}`. A missing end is unknown, `'..'` is open.
fn by_hand(map: &Map) -> Result<Bounds> {
    let (mut start, mut end) = ((PAST, FUTURE), (PAST, FUTURE));
    let mut uncertain = false;
    for (key, value) in map {
        match (&**key, value) {
            ("start", value) => start = range("start", value, PAST)?,
            ("end", value) => end = range("end", value, FUTURE)?,
            ("uncertain", Value::Boolean(value)) => uncertain = *value,
            _ => {
                return Err(invalid(format!(
                    "a period has a start, an end, and may be uncertain (true or false): not {key}: {value}"
                )));
            }
        }
    }
    Bounds::new(start, end)
        .map(|bounds| bounds.doubted(uncertain))
        .ok_or_else(|| {
            invalid(
                "a period's bounds must not be reversed, nor its end lie before its start".into(),
            )
        })
}

/// The range of a start or an end: two bounds, `'..'`, null for unknown, or whatever [`read`] takes.
fn range(side: &str, value: &Value, open: i64) -> Result<(i64, i64)> {
    match value {
        Value::Null => Ok((PAST, FUTURE)),
        Value::String(text) if &**text == ".." => Ok((open, open)),
        Value::List(bounds) => match bounds.as_slice() {
            [low, high] => {
                let low = bound(low)?.map_or(PAST, |(first, _)| first);
                let high = bound(high)?.map_or(FUTURE, |(_, last)| last);
                Ok((low, high))
            }
            _ => Err(invalid(format!(
                "the {side} of a period lies between two bounds, and these are {}",
                bounds.len()
            ))),
        },
        other => read(other).map(|period| period.bounds().span()),
    }
}

fn bound(value: &Value) -> Result<Option<(i64, i64)>> {
    match value {
        Value::Null => Ok(None),
        other => read(other).map(|period| Some(period.bounds().span())),
    }
}

/// The error of a value that names no period.
pub(super) fn invalid(message: String) -> Error {
    Error::runtime(
        ErrorKind::ArgumentError,
        Detail::InvalidArgumentValue,
        message,
    )
}

pub(super) fn unknown_calendar(name: &str) -> Error {
    invalid(format!("there is no calendar '{name}'"))
        .hint("The calendars are 'gregorian' and 'julian'.")
}

fn unreadable(error: &PeriodError, text: Option<&str>) -> Error {
    match text {
        Some(text) => invalid(format!("'{text}' is no EDTF: {error}"))
            .hint("Write a date as 1925, 1925-03 or 1925-03-14, an interval as 1923/1925, an open end as 1923/.."),
        None => invalid(error.to_string()),
    }
}
