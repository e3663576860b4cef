//! The five types of temporal instants, as what a function makes.

use crate::error::Result;
use crate::fun::temporal::failure::{failure, refused};
use factio_graph::time::{DateTime, Instant, LocalDateTime, LocalTime, Time, Zone};
use factio_graph::value::Value;
use std::sync::Arc;

/// The type that a function makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
}

impl Target {
    /// The name of its function.
    pub(super) fn name(self) -> &'static str {
        match self {
            Target::Date => "date",
            Target::LocalTime => "localtime",
            Target::Time => "time",
            Target::LocalDateTime => "localdatetime",
            Target::DateTime => "datetime",
        }
    }

    pub(super) fn has_date(self) -> bool {
        !matches!(self, Target::LocalTime | Target::Time)
    }

    pub(super) fn has_time(self) -> bool {
        self != Target::Date
    }

    pub(super) fn has_zone(self) -> bool {
        matches!(self, Target::Time | Target::DateTime)
    }

    /// The value that these parts make: midnight where there is no time, UTC where there is no zone; a date there must be. A time of day in
    /// a named zone whose offset is not known has the offset of the zone at `moment`, in nanoseconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// When the type has a date and the parts do not, or the result is out of range.
    pub(super) fn of(self, parts: &Instant, moment: i128) -> Result<Value> {
        let time = parts.time.unwrap_or(LocalTime::MIDNIGHT);
        if !self.has_date() {
            return self.of_time(time, parts, moment);
        }
        let missing = || refused(format!("{}() needs a date", self.name()));
        let date = parts.date.ok_or_else(missing)?;
        let local = LocalDateTime { date, time };
        Ok(match self {
            Target::Date => Value::Date(date),
            Target::LocalDateTime => Value::LocalDateTime(local),
            _ => {
                let zone = parts.zone.as_ref().unwrap_or(&Zone::UTC);
                let made = DateTime::preferring(local, zone, parts.offset).map_err(failure)?;
                Value::DateTime(Arc::new(made))
            }
        })
    }

    fn of_time(self, local: LocalTime, parts: &Instant, moment: i128) -> Result<Value> {
        if self == Target::LocalTime {
            return Ok(Value::LocalTime(local));
        }
        let offset = match (parts.offset, &parts.zone) {
            (Some(offset), _) => offset,
            (None, Some(zone)) => zone.offset_at(moment).map_err(failure)?,
            (None, None) => 0,
        };
        Ok(Value::Time(Time { local, offset }))
    }
}

/// The parts of a temporal instant; `None` for any other value.
pub(super) fn instant(value: &Value) -> Option<Instant> {
    Some(match value {
        Value::Date(date) => Instant::from(*date),
        Value::LocalTime(time) => Instant::from(*time),
        Value::Time(time) => Instant::from(*time),
        Value::LocalDateTime(at) => Instant::from(*at),
        Value::DateTime(at) => Instant::from(&**at),
        _ => return None,
    })
}
