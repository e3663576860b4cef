//! The duration between two temporal instants, which need not be of the same type.
//!
//! Where only one of them has a date, or a zone, the other takes it over; who has no time stands at midnight (CIP2015-08-06,
//! "Computing the Duration between two temporal instants", with the answers of the openCypher TCK).

use crate::time::zone::Zone;
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, TimeError};

/// A temporal instant of any type, taken apart into what it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instant {
    pub date: Option<Date>,
    pub time: Option<LocalTime>,
    pub zone: Option<Zone>,
    /// The offset that is meant where clocks of the zone show the time twice.
    pub offset: Option<i32>,
}

/// The difference in months, days and seconds: as many whole months as fit, then as many whole days.
///
/// # Errors
/// When a zone is unknown, or a date out of range.
pub fn between(from: &Instant, to: &Instant) -> Result<Duration, TimeError> {
    let dated = from.date.is_some() && to.date.is_some();
    let (from, to) = aligned(from, to)?;
    let mut whole = Duration::default();
    if dated {
        whole.months = months(&from, &to)?;
        let later = whole.after_date_time(&from)?;
        whole.days = days(&later, &to)?;
    }
    let rest = to.instant() - whole.after_date_time(&from)?.instant();
    Duration::new(whole.months.into(), whole.days.into(), rest)
}

/// The difference in whole months.
///
/// # Errors
/// When a zone is unknown, or a date out of range.
pub fn in_months(from: &Instant, to: &Instant) -> Result<Duration, TimeError> {
    let (from, to) = aligned(from, to)?;
    Duration::new(months(&from, &to)?.into(), 0, 0)
}

/// The difference in whole days.
///
/// # Errors
/// When a zone is unknown, or a date out of range.
pub fn in_days(from: &Instant, to: &Instant) -> Result<Duration, TimeError> {
    let (from, to) = aligned(from, to)?;
    Duration::new(0, days(&from, &to)?.into(), 0)
}

/// The difference in seconds and nanoseconds.
///
/// # Errors
/// When a zone is unknown, or a date out of range.
pub fn in_seconds(from: &Instant, to: &Instant) -> Result<Duration, TimeError> {
    let (from, to) = aligned(from, to)?;
    Duration::new(0, 0, to.instant() - from.instant())
}

/// Both with a date, a time and a zone, each filled up from the other.
fn aligned(from: &Instant, to: &Instant) -> Result<(DateTime, DateTime), TimeError> {
    Ok((from.filled(to)?, to.filled(from)?))
}

impl Instant {
    fn filled(&self, other: &Instant) -> Result<DateTime, TimeError> {
        let local = LocalDateTime {
            date: self.date.or(other.date).unwrap_or_default(),
            time: self.time.unwrap_or_default(),
        };
        let zone = self.zone.as_ref().or(other.zone.as_ref());
        let zone = zone.unwrap_or(&Zone::UTC);
        DateTime::preferring(local, zone, self.offset)
    }
}

fn months(from: &DateTime, to: &DateTime) -> Result<i64, TimeError> {
    let (from, end) = (from.local, whole_days_end(from, to)?);
    Ok(from.date.months_until(end))
}

fn days(from: &DateTime, to: &DateTime) -> Result<i64, TimeError> {
    let (from, end) = (from.local, whole_days_end(from, to)?);
    Ok(end.days - from.date.days)
}

/// The date that `to` has in the zone of `from`, less a day towards `from` where its time of day has not come round.
fn whole_days_end(from: &DateTime, to: &DateTime) -> Result<Date, TimeError> {
    let to = DateTime::at(to.instant(), &from.zone())?.local;
    let from = from.local;
    if to.date > from.date && to.time < from.time {
        to.date.plus_days(-1)
    } else if to.date < from.date && to.time > from.time {
        to.date.plus_days(1)
    } else {
        Ok(to.date)
    }
}

impl From<Date> for Instant {
    fn from(date: Date) -> Instant {
        Instant {
            date: Some(date),
            ..Instant::default()
        }
    }
}

impl From<LocalTime> for Instant {
    fn from(time: LocalTime) -> Instant {
        Instant {
            time: Some(time),
            ..Instant::default()
        }
    }
}

impl From<Time> for Instant {
    fn from(time: Time) -> Instant {
        Instant {
            time: Some(time.local),
            zone: Some(time.zone()),
            ..Instant::default()
        }
    }
}

impl From<LocalDateTime> for Instant {
    fn from(at: LocalDateTime) -> Instant {
        Instant {
            date: Some(at.date),
            time: Some(at.time),
            ..Instant::default()
        }
    }
}

impl From<&DateTime> for Instant {
    fn from(at: &DateTime) -> Instant {
        Instant {
            zone: Some(at.zone()),
            offset: Some(at.offset),
            ..Instant::from(at.local)
        }
    }
}
