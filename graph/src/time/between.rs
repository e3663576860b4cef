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

#[cfg(test)]
mod tests {
    use super::{Instant, between, in_days, in_months, in_seconds};
    use crate::time::local::DAY;
    use crate::time::numbers::Numbers;
    use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, TimeError};

    /// Reads any temporal instant by the first type that it fits.
    fn instant(text: &str) -> Instant {
        let read = Date::parse(text).map(Instant::from);
        let read = read.or_else(|_| LocalTime::parse(text).map(Instant::from));
        let read = read.or_else(|_| LocalDateTime::parse(text).map(Instant::from));
        let read = read.or_else(|_| Time::parse(text).map(Instant::from));
        let read = read.or_else(|_| DateTime::parse(text).map(|at| Instant::from(&at)));
        read.expect("an instant of the test")
    }

    type Measure = fn(&Instant, &Instant) -> Result<Duration, TimeError>;

    fn check(measure: Measure, cases: &[(&str, &str, &str)]) {
        for (from, to, wanted) in cases {
            let found = measure(&instant(from), &instant(to)).map(|length| length.to_string());
            assert_eq!(found.as_deref(), Ok(*wanted), "{from} {to}");
        }
    }

    #[test]
    fn the_difference_is_whole_months_then_whole_days_then_seconds() {
        check(
            between,
            &[
                ("1984-10-11", "2015-06-24", "P30Y8M13D"),
                (
                    "1984-10-11",
                    "2016-07-21T21:45:22.142",
                    "P31Y9M10DT21H45M22.142S",
                ),
                ("1984-10-11", "16:30", "PT16H30M"),
                ("14:30", "2015-06-24", "PT-14H-30M"),
                ("14:30Z", "2015-07-21T21:40:32.142+0100", "PT6H10M32.142S"),
                ("14:30Z", "16:30+0100", "PT1H"),
                (
                    "2015-07-21T21:40:32.142",
                    "2015-06-24",
                    "P-27DT-21H-40M-32.142S",
                ),
                (
                    "2014-07-21T21:40:36.143+0200",
                    "2015-07-21T21:40:32.142+0100",
                    "P1YT59M55.999S",
                ),
                ("2018-01-01T12:00", "2018-01-02T10:00", "PT22H"),
                (
                    "2018-01-02T10:00:00.1",
                    "2018-01-01T10:00:00.2",
                    "PT-23H-59M-59.9S",
                ),
                ("2018-01-31", "2018-03-01", "P1M1D"),
                ("2018-03-01", "2018-01-31", "P-1M-1D"),
                ("-999999999-01-01", "+999999999-12-31", "P1999999998Y11M30D"),
            ],
        );
    }

    #[test]
    fn a_day_of_a_zone_may_have_more_or_fewer_hours() {
        check(
            in_seconds,
            &[
                (
                    "2017-10-29T00:00[Europe/Stockholm]",
                    "2017-10-29T04:00",
                    "PT5H",
                ),
                ("2017-10-29T00:00[Europe/Stockholm]", "04:00", "PT5H"),
                ("2017-10-29", "2017-10-29T04:00[Europe/Stockholm]", "PT5H"),
                ("2017-10-29T00:00[Europe/Stockholm]", "2017-10-30", "PT25H"),
                ("2017-03-26T00:00[Europe/Stockholm]", "2017-03-27", "PT23H"),
                (
                    "2017-10-29T02:30+02:00[Europe/Stockholm]",
                    "2017-10-29T02:30+01:00[Europe/Stockholm]",
                    "PT1H",
                ),
            ],
        );
        check(
            between,
            &[
                (
                    "2017-10-28T23:00+02:00[Europe/Stockholm]",
                    "2017-10-29T04:00+01:00[Europe/Stockholm]",
                    "PT6H",
                ),
                ("2017-10-29T00:00[Europe/Stockholm]", "2017-10-30", "P1D"),
            ],
        );
    }

    #[test]
    fn one_unit_takes_all_of_the_difference() {
        check(
            in_months,
            &[
                ("1984-10-11", "2015-06-24", "P30Y8M"),
                ("2014-07-21T21:40", "2015-07-21T21:39", "P11M"),
                ("14:30", "16:30", "PT0S"),
            ],
        );
        check(
            in_days,
            &[
                ("1984-10-11", "2016-07-21T21:45:22.142", "P11606D"),
                ("2015-07-21T21:40:32.142", "2015-06-24", "P-27D"),
                ("1984-10-11", "16:30", "PT0S"),
            ],
        );
        check(
            in_seconds,
            &[
                ("1984-10-11", "2015-06-24", "PT269112H"),
                ("12:34:54.7", "12:34:54.3", "PT-0.4S"),
                ("12:44:54.7", "12:34:55.3", "PT-9M-59.4S"),
                (
                    "-999999999-01-01T00:00",
                    "+999999999-12-31T23:59:59",
                    "PT17531639991215H59M59S",
                ),
            ],
        );
    }

    #[test]
    fn the_difference_leads_from_one_to_the_other() {
        let mut numbers = Numbers(1923);
        for _ in 0..10_000 {
            let (from, to) = (numbers.local(), numbers.local());
            let (a, b) = (Instant::from(from), Instant::from(to));
            for measure in [between, in_seconds] {
                let length = measure(&a, &b).expect("a difference within the calendar");
                assert_eq!(length.after_local_date_time(from), Ok(to), "{from} {to}");
            }
            let days = in_days(&a, &b)
                .expect("a difference within the calendar")
                .days;
            let apart = (to.nanoseconds() - from.nanoseconds()) / DAY;
            assert_eq!(i128::from(days), apart, "{from} {to}");
        }
    }
}
