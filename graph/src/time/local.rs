//! Times of day, and dates with them, without a zone.

use crate::time::error::within;
use crate::time::{Date, TimeError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A time of day.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LocalTime {
    /// Nanoseconds since midnight, below 86,400,000,000,000.
    pub nanoseconds: u64,
}

/// A date and a time of day.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LocalDateTime {
    pub date: Date,
    pub time: LocalTime,
}

pub(crate) const SECOND: i128 = 1_000_000_000;
pub(crate) const DAY: i128 = 86_400 * SECOND;

impl LocalTime {
    pub const MIDNIGHT: LocalTime = LocalTime { nanoseconds: 0 };

    /// The time of that hour, minute, second and nanosecond of the second.
    ///
    /// # Errors
    /// When one of them is out of range.
    pub fn new(
        hour: i64,
        minute: i64,
        second: i64,
        nanosecond: i64,
    ) -> Result<LocalTime, TimeError> {
        let hour = within("hour", hour, 0, 23)? as u64;
        let minute = within("minute", minute, 0, 59)? as u64;
        let second = within("second", second, 0, 59)? as u64;
        let nanosecond = within("nanosecond", nanosecond, 0, 999_999_999)? as u64;
        Ok(LocalTime {
            nanoseconds: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond,
        })
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        (self.seconds() / 3_600) as u8
    }

    /// 0 to 59.
    pub fn minute(self) -> u8 {
        (self.seconds() / 60 % 60) as u8
    }

    /// 0 to 59.
    pub fn second(self) -> u8 {
        (self.seconds() % 60) as u8
    }

    /// The nanosecond of the second, 0 to 999,999,999.
    pub fn nanosecond(self) -> u32 {
        (self.nanoseconds % 1_000_000_000) as u32
    }

    /// The time that many nanoseconds later, going round at midnight.
    pub fn plus_nanoseconds(self, nanoseconds: i128) -> LocalTime {
        let sum = (i128::from(self.nanoseconds) + nanoseconds.rem_euclid(DAY)).rem_euclid(DAY);
        LocalTime {
            nanoseconds: sum as u64,
        }
    }

    fn seconds(self) -> u64 {
        self.nanoseconds / 1_000_000_000
    }
}

impl LocalDateTime {
    /// Nanoseconds from 1970-01-01T00:00 to this.
    pub fn nanoseconds(self) -> i128 {
        i128::from(self.date.days) * DAY + i128::from(self.time.nanoseconds)
    }

    /// What lies that many nanoseconds after 1970-01-01T00:00.
    ///
    /// # Errors
    /// When its year is out of range.
    pub fn from_nanoseconds(nanoseconds: i128) -> Result<LocalDateTime, TimeError> {
        let days = i64::try_from(nanoseconds.div_euclid(DAY));
        Ok(LocalDateTime {
            date: Date::from_days(days.map_err(|_| TimeError::Overflow("datetime"))?)?,
            time: LocalTime {
                nanoseconds: nanoseconds.rem_euclid(DAY) as u64,
            },
        })
    }
}

impl From<Date> for LocalDateTime {
    /// The midnight that the day begins with.
    fn from(date: Date) -> LocalDateTime {
        LocalDateTime {
            date,
            time: LocalTime::MIDNIGHT,
        }
    }
}

/// `21:40`, `21:40:32`, `21:40:32.142`: no more than what is not zero.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        if self.second() != 0 || self.nanosecond() != 0 {
            write!(f, ":{:02}", self.second())?;
        }
        write_fraction(f, self.nanosecond())
    }
}

/// `2015-07-21T21:40`.
impl fmt::Display for LocalDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

/// A point and the nanoseconds of a second without trailing zeros, or nothing for none.
pub(crate) fn write_fraction(f: &mut fmt::Formatter<'_>, nanosecond: u32) -> fmt::Result {
    if nanosecond == 0 {
        return Ok(());
    }
    let digits = format!("{nanosecond:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::{DAY, LocalDateTime, LocalTime};
    use crate::time::{Date, TimeError};

    #[test]
    fn times_print_no_more_than_they_hold() {
        let cases = [
            ((12, 0, 0, 0), "12:00"),
            ((12, 31, 14, 0), "12:31:14"),
            ((12, 31, 0, 1), "12:31:00.000000001"),
            ((12, 31, 14, 645_000_000), "12:31:14.645"),
            ((23, 59, 59, 999_999_999), "23:59:59.999999999"),
        ];
        for ((hour, minute, second, nanosecond), text) in cases {
            let time = LocalTime::new(hour, minute, second, nanosecond);
            let found = time.map(|time| time.to_string());
            assert_eq!(found.as_deref(), Ok(text));
        }
    }

    #[test]
    fn times_go_round_at_midnight() {
        let late = LocalTime::new(23, 59, 59, 999_999_999).expect("a time of day");
        assert_eq!(late.plus_nanoseconds(1), LocalTime::MIDNIGHT);
        assert_eq!(LocalTime::MIDNIGHT.plus_nanoseconds(-1), late);
        assert_eq!(late.plus_nanoseconds(DAY * 1_000_000_000_000), late);
    }

    #[test]
    fn nanoseconds_lead_there_and_back() {
        for text in [
            "1969-12-31T23:59:59.999999999",
            "-999999999-01-01T00:00",
            "+999999999-12-31T12:00",
        ] {
            let at = LocalDateTime::parse(text).expect("a date and time");
            assert_eq!(LocalDateTime::from_nanoseconds(at.nanoseconds()), Ok(at));
            assert_eq!(at.to_string(), text);
        }
        let beyond = LocalDateTime::from(Date::MAX).nanoseconds() + DAY;
        for nanoseconds in [beyond, i128::MAX, i128::MIN] {
            let found = LocalDateTime::from_nanoseconds(nanoseconds);
            assert!(matches!(found, Err(TimeError::Overflow(_))));
        }
    }
}
