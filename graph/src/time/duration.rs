//! Durations: months, days and seconds side by side, since none of them is a fixed number of the next.

use crate::time::amount::{Amount, Factor};
use crate::time::local::{DAY, SECOND, write_fraction};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime, Time, TimeError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A length of time in four parts. Rust's equality is structural, which is also the language's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Duration {
    pub months: i64,
    pub days: i64,
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanoseconds: i32,
}

/// A twelfth of the mean Gregorian year of 365.2425 days, in nanoseconds: what a fraction of a month is a fraction of.
const MONTH: i128 = 2_629_746 * SECOND;

const OVERFLOW: TimeError = TimeError::Overflow("duration");

/// The parts that a duration is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Years,
    Quarters,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

impl Duration {
    /// A duration of so many months, days and nanoseconds.
    ///
    /// # Errors
    /// When one of them, or the seconds that the nanoseconds make, does not fit 64 bits.
    pub fn new(months: i128, days: i128, nanoseconds: i128) -> Result<Duration, TimeError> {
        let fitting = |part: i128| i64::try_from(part).map_err(|_| OVERFLOW);
        Ok(Duration {
            months: fitting(months)?,
            days: fitting(days)?,
            seconds: fitting(nanoseconds.div_euclid(SECOND))?,
            nanoseconds: nanoseconds.rem_euclid(SECOND) as i32,
        })
    }

    /// The sum of the parts. Whole amounts stay in months, days or seconds; what is left of a month is given out as days and seconds of
    /// the mean Gregorian year, what is left of a day as seconds of 24 hours, and what is left of a nanosecond is dropped.
    ///
    /// # Errors
    /// When the sum is too long.
    pub fn from_parts(
        parts: impl IntoIterator<Item = (Part, Amount)>,
    ) -> Result<Duration, TimeError> {
        let (mut months, mut days, mut nanoseconds) = Default::default();
        for (part, amount) in parts {
            let (sum, times): (&mut Amount, i128) = match part {
                Part::Years => (&mut months, 12),
                Part::Quarters => (&mut months, 3),
                Part::Months => (&mut months, 1),
                Part::Weeks => (&mut days, 7),
                Part::Days => (&mut days, 1),
                Part::Hours => (&mut nanoseconds, 3_600 * SECOND),
                Part::Minutes => (&mut nanoseconds, 60 * SECOND),
                Part::Seconds => (&mut nanoseconds, SECOND),
                Part::Milliseconds => (&mut nanoseconds, 1_000_000),
                Part::Microseconds => (&mut nanoseconds, 1_000),
                Part::Nanoseconds => (&mut nanoseconds, 1),
            };
            *sum = sum.plus(amount, times);
        }
        let pair = |amount: Amount| (amount.whole, amount.rest);
        gather(pair(months), pair(days), pair(nanoseconds), Amount::OVER)
    }

    /// # Errors
    /// When the sum is too long.
    pub fn plus(&self, other: &Duration) -> Result<Duration, TimeError> {
        Duration::new(
            i128::from(self.months) + i128::from(other.months),
            i128::from(self.days) + i128::from(other.days),
            self.clock_nanoseconds() + other.clock_nanoseconds(),
        )
    }

    /// # Errors
    /// When the difference is too long.
    pub fn minus(&self, other: &Duration) -> Result<Duration, TimeError> {
        Duration::new(
            i128::from(self.months) - i128::from(other.months),
            i128::from(self.days) - i128::from(other.days),
            self.clock_nanoseconds() - other.clock_nanoseconds(),
        )
    }

    /// # Errors
    /// When the result is too long.
    pub fn negated(&self) -> Result<Duration, TimeError> {
        Duration::default().minus(self)
    }

    /// Each part times the factor; fractions go on to the smaller parts as in [`Duration::from_parts`].
    ///
    /// # Errors
    /// When the product is too long.
    pub fn times(&self, factor: Factor) -> Result<Duration, TimeError> {
        let (seconds, rest) = factor.times(self.seconds)?;
        let (nanoseconds, rest_of_nanoseconds) = factor.times(i64::from(self.nanoseconds))?;
        let whole = seconds.checked_mul(SECOND).ok_or(OVERFLOW)? + nanoseconds;
        let rest = rest * SECOND + rest_of_nanoseconds;
        gather(
            factor.times(self.months)?,
            factor.times(self.days)?,
            (whole, rest),
            factor.denominator,
        )
    }

    /// # Errors
    /// When the divisor is zero, or so small that the quotient is too long.
    pub fn divided_by(&self, divisor: Factor) -> Result<Duration, TimeError> {
        self.times(divisor.inverted()?)
    }

    /// The length with months of the mean Gregorian year and days of 24 hours: the order of ORDER BY.
    pub fn average_nanoseconds(&self) -> i128 {
        i128::from(self.months) * MONTH + i128::from(self.days) * DAY + self.clock_nanoseconds()
    }

    /// The seconds and nanoseconds together, in nanoseconds.
    pub fn clock_nanoseconds(&self) -> i128 {
        i128::from(self.seconds) * SECOND + i128::from(self.nanoseconds)
    }
}

/// Adding a duration: months first, then days, then seconds. Parts that a type does not have are left out.
impl Duration {
    /// Of the seconds, only whole days count.
    ///
    /// # Errors
    /// When the date is out of range.
    pub fn after_date(&self, date: Date) -> Result<Date, TimeError> {
        let days = i128::from(self.days) + self.clock_nanoseconds() / DAY;
        let days = i64::try_from(days).map_err(|_| TimeError::Overflow("date"))?;
        date.plus_months(self.months)?.plus_days(days)
    }

    /// Goes round at midnight.
    pub fn after_local_time(&self, time: LocalTime) -> LocalTime {
        time.plus_nanoseconds(self.clock_nanoseconds())
    }

    /// Goes round at midnight.
    pub fn after_time(&self, time: Time) -> Time {
        Time {
            local: self.after_local_time(time.local),
            offset: time.offset,
        }
    }

    /// # Errors
    /// When the date is out of range.
    pub fn after_local_date_time(&self, at: LocalDateTime) -> Result<LocalDateTime, TimeError> {
        let date = at.date.plus_months(self.months)?.plus_days(self.days)?;
        let shifted = LocalDateTime { date, ..at };
        LocalDateTime::from_nanoseconds(shifted.nanoseconds() + self.clock_nanoseconds())
    }

    /// Months and days by the local calendar, seconds by the instant: a day may have 23 or 25 hours.
    ///
    /// # Errors
    /// When the date is out of range.
    pub fn after_date_time(&self, at: &DateTime) -> Result<DateTime, TimeError> {
        let date = at.local.date.plus_months(self.months)?;
        let date = date.plus_days(self.days)?;
        at.with_local(LocalDateTime { date, ..at.local })?
            .plus_nanoseconds(self.clock_nanoseconds())
    }
}

/// Months, days and nanoseconds, each `whole + rest / over`, with the fractions given out to the smaller.
fn gather(
    months: (i128, i128),
    days: (i128, i128),
    nanoseconds: (i128, i128),
    over: i128,
) -> Result<Duration, TimeError> {
    let left = months.1 * MONTH + days.1 * DAY;
    let (mut more_days, mut clock) = (left / over / DAY, left / over % DAY);
    let sum = days.0 + more_days;
    if sum > 0 && clock < 0 {
        (more_days, clock) = (more_days - 1, clock + DAY);
    } else if sum < 0 && clock > 0 {
        (more_days, clock) = (more_days + 1, clock - DAY);
    }
    let last = (left % over + nanoseconds.1) / over;
    Duration::new(months.0, days.0 + more_days, nanoseconds.0 + clock + last)
}

/// `P1Y2M3DT4H5M6.7S`, each part with its own sign and only where it is not zero; `PT0S` for nothing.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Duration::default() {
            return f.write_str("PT0S");
        }
        f.write_str("P")?;
        write_part(f, i128::from(self.months / 12), 'Y')?;
        write_part(f, i128::from(self.months % 12), 'M')?;
        write_part(f, i128::from(self.days), 'D')?;
        let clock = self.clock_nanoseconds();
        if clock == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        write_part(f, clock / (3_600 * SECOND), 'H')?;
        write_part(f, clock / (60 * SECOND) % 60, 'M')?;
        write_seconds(f, clock % (60 * SECOND))
    }
}

fn write_part(f: &mut fmt::Formatter<'_>, amount: i128, letter: char) -> fmt::Result {
    match amount {
        0 => Ok(()),
        _ => write!(f, "{amount}{letter}"),
    }
}

fn write_seconds(f: &mut fmt::Formatter<'_>, nanoseconds: i128) -> fmt::Result {
    if nanoseconds == 0 {
        return Ok(());
    }
    if nanoseconds < 0 {
        f.write_str("-")?;
    }
    let nanoseconds = nanoseconds.abs();
    write!(f, "{}", nanoseconds / SECOND)?;
    write_fraction(f, (nanoseconds % SECOND) as u32)?;
    f.write_str("S")
}
