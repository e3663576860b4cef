//! What can be wrong with a date, a time, a zone or a duration.

use std::fmt;

/// A temporal value that cannot be, or text that does not say one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// The text is not written as the type asks: the type's name, and the text.
    Unreadable {
        wanted: &'static str,
        text: String,
    },
    /// A component lies outside of its range, both ends of which are allowed.
    OutOfRange {
        component: &'static str,
        value: i64,
        low: i64,
        high: i64,
    },
    /// The month has fewer days than that.
    NoSuchDay {
        year: i64,
        month: u8,
        day: i64,
    },
    /// No time zone has that name.
    NoSuchZone(String),
    /// The zone has another offset at that time.
    WrongOffset {
        zone: String,
        offset: String,
    },
    /// The result lies beyond what the type can hold: the type's name.
    Overflow(&'static str),
    DivisionByZero,
    /// No truncation unit has that name.
    NoSuchUnit(String),
    /// The value cannot be truncated to that unit: the type's name, and the unit's.
    NotTruncatable {
        value: &'static str,
        unit: &'static str,
    },
}

impl TimeError {
    pub(crate) fn unreadable(wanted: &'static str, text: &str) -> TimeError {
        TimeError::Unreadable {
            wanted,
            text: text.to_owned(),
        }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeError::Unreadable { wanted, text } => {
                write!(f, "'{text}' cannot be read as a {wanted}")
            }
            TimeError::OutOfRange {
                component,
                value,
                low,
                high,
            } => write!(f, "{component} must lie in {low}..{high}, not {value}"),
            TimeError::NoSuchDay { year, month, day } => {
                write!(f, "month {month} of the year {year} has no day {day}")
            }
            TimeError::NoSuchZone(name) => write!(f, "there is no time zone '{name}'"),
            TimeError::WrongOffset { zone, offset } => {
                write!(
                    f,
                    "the time zone {zone} has no offset {offset} at that time"
                )
            }
            TimeError::Overflow(what) => write!(f, "the {what} is beyond what can be held"),
            TimeError::DivisionByZero => f.write_str("a duration cannot be divided by zero"),
            TimeError::NoSuchUnit(name) => write!(f, "there is no unit of time '{name}'"),
            TimeError::NotTruncatable { value, unit } => {
                write!(f, "a {value} cannot be truncated to the {unit}")
            }
        }
    }
}

impl std::error::Error for TimeError {}

/// `value`, if it lies in `low..=high`.
///
/// # Errors
/// [`TimeError::OutOfRange`] names the component.
pub(crate) fn within(
    component: &'static str,
    value: i64,
    low: i64,
    high: i64,
) -> Result<i64, TimeError> {
    match (low..=high).contains(&value) {
        true => Ok(value),
        false => Err(TimeError::OutOfRange {
            component,
            value,
            low,
            high,
        }),
    }
}
