//! Times and instants with an offset from UTC, and with a named zone where one was given.

use crate::time::local::SECOND;
use crate::time::zone::{Offsets, Zone, write_offset};
use crate::time::{LocalDateTime, LocalTime, TimeError};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A time of day at an offset from UTC. Rust's equality is structural: the same instant at another offset differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Time {
    pub local: LocalTime,
    /// Seconds east of UTC, between −18 and +18 hours.
    pub offset: i32,
}

/// A date and time at an offset from UTC. Rust's equality is structural.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateTime {
    pub local: LocalDateTime,
    /// Seconds east of UTC, between −18 and +18 hours.
    pub offset: i32,
    /// The IANA name, where the zone was named.
    pub zone: Option<Arc<str>>,
}

impl Time {
    /// Nanoseconds from midnight in UTC; less than none, or more than a day, where the offset reaches into another day.
    pub fn instant(&self) -> i128 {
        i128::from(self.local.nanoseconds) - i128::from(self.offset) * SECOND
    }

    /// The order of `<` and ORDER BY: by instant, and at the same instant by offset.
    pub fn order(&self, other: &Time) -> Ordering {
        (self.instant(), self.offset).cmp(&(other.instant(), other.offset))
    }

    /// The same instant at another offset, going round at midnight.
    pub fn at_offset(self, offset: i32) -> Time {
        let shift = i128::from(offset) - i128::from(self.offset);
        Time {
            local: self.local.plus_nanoseconds(shift * SECOND),
            offset,
        }
    }

    pub fn zone(&self) -> Zone {
        Zone::Fixed(self.offset)
    }
}

impl DateTime {
    /// What clocks of `zone` show as `local`. A time that was skipped moves forward by what was skipped; of a time that was shown
    /// twice the first is meant.
    ///
    /// # Errors
    /// When the zone is unknown, or the result out of range.
    pub fn new(local: LocalDateTime, zone: &Zone) -> Result<DateTime, TimeError> {
        DateTime::preferring(local, zone, None)
    }

    /// What clocks of `zone` show as `local` at exactly that offset.
    ///
    /// # Errors
    /// When the zone has another offset at that time.
    pub fn with_offset(
        local: LocalDateTime,
        offset: i32,
        zone: &Zone,
    ) -> Result<DateTime, TimeError> {
        let right = match zone.offsets(local)? {
            Offsets::One(only) => only == offset,
            Offsets::Skipped { .. } => false,
            Offsets::Twice { before, after } => offset == before || offset == after,
        };
        match right {
            true => Ok(DateTime::made(local, offset, zone)),
            false => Err(TimeError::WrongOffset {
                zone: zone.to_string(),
                offset: Zone::Fixed(offset).to_string(),
            }),
        }
    }

    /// What clocks of `zone` show at that instant, in nanoseconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// When the zone is unknown, or the local date out of range.
    pub fn at(instant: i128, zone: &Zone) -> Result<DateTime, TimeError> {
        let offset = zone.offset_at(instant)?;
        let local = LocalDateTime::from_nanoseconds(instant + i128::from(offset) * SECOND)?;
        Ok(DateTime::made(local, offset, zone))
    }

    /// Nanoseconds since 1970-01-01T00:00Z.
    pub fn instant(&self) -> i128 {
        self.local.nanoseconds() - i128::from(self.offset) * SECOND
    }

    /// The order of `<` and ORDER BY: by instant, and at the same instant by offset and name of the zone.
    pub fn order(&self, other: &DateTime) -> Ordering {
        let key = |at: &DateTime| (at.instant(), at.offset);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.zone.cmp(&other.zone))
    }

    pub fn zone(&self) -> Zone {
        match &self.zone {
            Some(name) => Zone::Named(Arc::clone(name)),
            None => Zone::Fixed(self.offset),
        }
    }

    /// The same zone at another local time; where it was shown twice, at the offset of this one if that fits.
    ///
    /// # Errors
    /// When the zone is unknown, or the result out of range.
    pub fn with_local(&self, local: LocalDateTime) -> Result<DateTime, TimeError> {
        DateTime::preferring(local, &self.zone(), Some(self.offset))
    }

    /// The instant that many nanoseconds later, in the same zone.
    ///
    /// # Errors
    /// When the result is out of range.
    pub fn plus_nanoseconds(&self, nanoseconds: i128) -> Result<DateTime, TimeError> {
        let sum = self.instant().checked_add(nanoseconds);
        DateTime::at(sum.ok_or(TimeError::Overflow("datetime"))?, &self.zone())
    }

    /// Like [`DateTime::new`], but of a time that was shown twice the one at `offset` is meant, if it is one of the two.
    ///
    /// # Errors
    /// When the zone is unknown, or the result out of range.
    pub fn preferring(
        local: LocalDateTime,
        zone: &Zone,
        offset: Option<i32>,
    ) -> Result<DateTime, TimeError> {
        Ok(match zone.offsets(local)? {
            Offsets::One(only) => DateTime::made(local, only, zone),
            Offsets::Twice { after, .. } if offset == Some(after) => {
                DateTime::made(local, after, zone)
            }
            Offsets::Twice { before, .. } => DateTime::made(local, before, zone),
            Offsets::Skipped { before, after } => {
                let skipped = i128::from(after - before) * SECOND;
                let shown = LocalDateTime::from_nanoseconds(local.nanoseconds() + skipped)?;
                DateTime::made(shown, after, zone)
            }
        })
    }

    fn made(local: LocalDateTime, offset: i32, zone: &Zone) -> DateTime {
        let zone = match zone {
            Zone::Fixed(_) => None,
            Zone::Named(name) => Some(Arc::clone(name)),
        };
        DateTime {
            local,
            offset,
            zone,
        }
    }
}

/// `21:40:32+01:00`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local)?;
        write_offset(f, self.offset)
    }
}

/// `2015-07-21T21:40:32+02:00`, and where the zone was named `[Europe/Stockholm]` after that.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local)?;
        write_offset(f, self.offset)?;
        match &self.zone {
            Some(name) => write!(f, "[{name}]"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateTime, Time};
    use crate::time::{Duration, Zone};
    use std::cmp::Ordering;

    fn at(text: &str) -> DateTime {
        DateTime::parse(text).expect("a date and time of the test")
    }

    #[test]
    fn a_skipped_time_moves_forward_and_a_repeated_one_is_the_first() {
        let cases = [
            (
                "2017-03-26T02:30[Europe/Stockholm]",
                "2017-03-26T03:30+02:00[Europe/Stockholm]",
            ),
            (
                "2017-10-29T02:30[Europe/Stockholm]",
                "2017-10-29T02:30+02:00[Europe/Stockholm]",
            ),
            (
                "2017-10-29T02:30+01:00[Europe/Stockholm]",
                "2017-10-29T02:30+01:00[Europe/Stockholm]",
            ),
        ];
        for (text, printed) in cases {
            assert_eq!(at(text).to_string(), printed);
        }
    }

    #[test]
    fn days_go_by_the_calendar_and_hours_by_the_clock() {
        let cases = [
            (
                "2017-10-28T02:30[Europe/Stockholm]",
                "P1D",
                "2017-10-29T02:30+02:00[Europe/Stockholm]",
            ),
            (
                "2017-10-28T02:30[Europe/Stockholm]",
                "PT25H",
                "2017-10-29T02:30+01:00[Europe/Stockholm]",
            ),
            (
                "2017-03-25T02:30[Europe/Stockholm]",
                "P1D",
                "2017-03-26T03:30+02:00[Europe/Stockholm]",
            ),
            (
                "2017-03-25T02:30[Europe/Stockholm]",
                "PT24H",
                "2017-03-26T03:30+02:00[Europe/Stockholm]",
            ),
            (
                "2017-10-29T02:30+01:00[Europe/Stockholm]",
                "P0D",
                "2017-10-29T02:30+01:00[Europe/Stockholm]",
            ),
        ];
        for (from, by, to) in cases {
            let by = Duration::parse(by).expect("a duration");
            let found = by.after_date_time(&at(from)).map(|at| at.to_string());
            assert_eq!(found.as_deref(), Ok(to), "{from}");
        }
    }

    #[test]
    fn the_same_instant_is_shown_in_any_zone() {
        let london = at("2015-07-21T21:40:32.142[Europe/London]");
        let tokyo =
            Zone::parse("Asia/Tokyo").and_then(|zone| DateTime::at(london.instant(), &zone));
        let tokyo = tokyo.expect("a zone and an instant");
        assert_eq!(
            tokyo.to_string(),
            "2015-07-22T05:40:32.142+09:00[Asia/Tokyo]"
        );
        assert_eq!(tokyo.instant(), london.instant());
        assert_ne!(tokyo, london);
    }

    #[test]
    fn instants_order_before_offsets_and_names() {
        let ascending = [
            "0001-01-01T01:01:01.000000001-11:59",
            "1980-12-11T12:31:14-11:59",
            "1984-10-11T12:31:14.645876123+00:17",
            "1984-10-11T12:30:14.000000012+00:15",
            "2017-07-01T10:00+00:00",
            "2017-07-01T12:00+02:00",
            "2017-07-01T12:00+02:00[Europe/Berlin]",
            "2017-07-01T12:00+02:00[Europe/Paris]",
            "9999-09-09T09:59:59.999999999+11:59",
        ];
        for pair in ascending.windows(2) {
            assert_eq!(at(pair[0]).order(&at(pair[1])), Ordering::Less, "{pair:?}");
        }
    }

    #[test]
    fn times_order_by_their_instant() {
        let time = |text| Time::parse(text).expect("a time of the test");
        let ascending = [
            "12:35:15+05:00",
            "12:30:14.645876123+01:01",
            "12:31:14.645876123+01:00",
            "12:31:14.645876124+01:00",
            "10:35-08:00",
        ];
        for pair in ascending.windows(2) {
            assert_eq!(
                time(pair[0]).order(&time(pair[1])),
                Ordering::Less,
                "{pair:?}"
            );
        }
        assert_eq!(time("23:30Z").at_offset(3_600), time("00:30+01:00"));
    }
}
