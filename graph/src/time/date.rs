//! Calendar dates: days of the proleptic Gregorian calendar, counted from 1970-01-01.
//!
//! Law: a date made by a constructor lies in the years −999,999,999 to +999,999,999; what lies beyond is read as the nearest end.

use crate::time::TimeError;
use crate::time::error::within;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the proleptic Gregorian calendar.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Date {
    /// Days since 1970-01-01.
    pub days: i64,
}

const DAYS_IN_ERA: i64 = 146_097;
const YEARS_IN_ERA: i64 = 400;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

impl Date {
    /// −999,999,999-01-01.
    pub const MIN: Date = Date {
        days: days_of(-Date::LAST_YEAR, 1, 1),
    };
    /// +999,999,999-12-31.
    pub const MAX: Date = Date {
        days: days_of(Date::LAST_YEAR, 12, 31),
    };
    /// The last year; the first is its negation.
    pub const LAST_YEAR: i64 = 999_999_999;

    /// The day of that year, month and day of the month.
    ///
    /// # Errors
    /// When one of them is out of range, or the month is shorter.
    pub fn new(year: i64, month: i64, day: i64) -> Result<Date, TimeError> {
        let year = in_years(year)?;
        let month = within("month", month, 1, 12)? as u8;
        let day = within("day", day, 1, 31)?;
        match day > i64::from(days_in_month(year, month)) {
            true => Err(TimeError::NoSuchDay { year, month, day }),
            false => Ok(Date {
                days: days_of(year, month, day as u8),
            }),
        }
    }

    /// The day that lies `days` after 1970-01-01.
    ///
    /// # Errors
    /// When its year is out of range.
    pub fn from_days(days: i64) -> Result<Date, TimeError> {
        let date = Date { days };
        match (Date::MIN..=Date::MAX).contains(&date) {
            true => Ok(date),
            false => Err(TimeError::Overflow("date")),
        }
    }

    /// The day of that ISO week-based year, week and day of the week (1 is Monday).
    ///
    /// # Errors
    /// When one of them is out of range, or the year has no week 53.
    pub fn from_week(week_year: i64, week: i64, day_of_week: i64) -> Result<Date, TimeError> {
        let year = in_years(week_year)?;
        let week = within("week", week, 1, weeks_in(year))?;
        let day = within("dayOfWeek", day_of_week, 1, 7)?;
        Date::from_days(first_monday(year) + (week - 1) * 7 + (day - 1))
    }

    /// The day of that year and day of the year.
    ///
    /// # Errors
    /// When one of them is out of range.
    pub fn from_ordinal(year: i64, ordinal_day: i64) -> Result<Date, TimeError> {
        let year = in_years(year)?;
        let day = within("ordinalDay", ordinal_day, 1, days_in_year(year))?;
        Date::from_days(days_of(year, 1, 1) + day - 1)
    }

    /// The day of that year, quarter and day of the quarter.
    ///
    /// # Errors
    /// When one of them is out of range.
    pub fn from_quarter(year: i64, quarter: i64, day_of_quarter: i64) -> Result<Date, TimeError> {
        let year = in_years(year)?;
        let quarter = within("quarter", quarter, 1, 4)? as u8;
        let day = within(
            "dayOfQuarter",
            day_of_quarter,
            1,
            days_in_quarter(year, quarter),
        )?;
        Date::from_days(days_of(year, first_month(quarter), 1) + day - 1)
    }

    /// Year, month and day of the month.
    pub fn parts(self) -> (i64, u8, u8) {
        civil(self.clamped())
    }

    pub fn year(self) -> i64 {
        self.parts().0
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.parts().1
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.parts().2
    }

    /// 1 to 4.
    pub fn quarter(self) -> u8 {
        (self.month() - 1) / 3 + 1
    }

    /// 1 to 92.
    pub fn day_of_quarter(self) -> i64 {
        let start = days_of(self.year(), first_month(self.quarter()), 1);
        self.clamped() - start + 1
    }

    /// The day of the year, 1 to 366.
    pub fn ordinal_day(self) -> i64 {
        self.clamped() - days_of(self.year(), 1, 1) + 1
    }

    /// 1, a Monday, to 7.
    pub fn day_of_week(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.clamped() + 3).rem_euclid(7) + 1
    }

    /// The ISO week-based year: the year that holds the Thursday of this week.
    pub fn week_year(self) -> i64 {
        let thursday = self.clamped() + 4 - self.day_of_week();
        let (year, _, _) = Date { days: thursday }.parts();
        year
    }

    /// The ISO week, 1 to 53.
    pub fn week(self) -> i64 {
        (self.clamped() - first_monday(self.week_year())) / 7 + 1
    }

    /// The day that lies `days` later.
    ///
    /// # Errors
    /// When its year is out of range.
    pub fn plus_days(self, days: i64) -> Result<Date, TimeError> {
        let sum = self.days.checked_add(days);
        Date::from_days(sum.ok_or(TimeError::Overflow("date"))?)
    }

    /// The same day of the month `months` later, or the last day of that month where it is shorter.
    ///
    /// # Errors
    /// When its year is out of range.
    pub fn plus_months(self, months: i64) -> Result<Date, TimeError> {
        let (year, month, day) = self.parts();
        let sum = (year * 12 + i64::from(month) - 1).checked_add(months);
        let sum = sum.ok_or(TimeError::Overflow("date"))?;
        let (year, month) = (sum.div_euclid(12), sum.rem_euclid(12) as u8 + 1);
        match (-Date::LAST_YEAR..=Date::LAST_YEAR).contains(&year) {
            true => Ok(clamped_day(year, month, day)),
            false => Err(TimeError::Overflow("date")),
        }
    }

    /// Whole months from this day to `end`, rounded towards zero.
    pub fn months_until(self, end: Date) -> i64 {
        // A month takes 32 slots, more than it has days: a whole month has passed with every 32.
        let slot = |date: Date| {
            let (year, month, day) = date.parts();
            (year * 12 + i64::from(month)) * 32 + i64::from(day)
        };
        (slot(end) - slot(self)) / 32
    }

    fn clamped(self) -> i64 {
        self.days.clamp(Date::MIN.days, Date::MAX.days)
    }
}

/// The same date with one component replaced.
impl Date {
    /// The same month and day of another year; 29 February becomes the 28th where it has to.
    ///
    /// # Errors
    /// When the year is out of range.
    pub fn with_year(self, year: i64) -> Result<Date, TimeError> {
        let (_, month, day) = self.parts();
        Ok(clamped_day(in_years(year)?, month, day))
    }

    /// The same day of another month, or its last day where it is shorter.
    ///
    /// # Errors
    /// When the month is out of range.
    pub fn with_month(self, month: i64) -> Result<Date, TimeError> {
        let (year, _, day) = self.parts();
        let month = within("month", month, 1, 12)? as u8;
        Ok(clamped_day(year, month, day))
    }

    /// Another day of the same month.
    ///
    /// # Errors
    /// When the month has no such day.
    pub fn with_day(self, day: i64) -> Result<Date, TimeError> {
        let (year, month, _) = self.parts();
        Date::new(year, i64::from(month), day)
    }

    /// The same month of the quarter and day of the month in another quarter, or the month's last day where it is shorter.
    ///
    /// # Errors
    /// When the quarter is out of range.
    pub fn with_quarter(self, quarter: i64) -> Result<Date, TimeError> {
        let quarter = within("quarter", quarter, 1, 4)?;
        self.plus_months((quarter - i64::from(self.quarter())) * 3)
    }

    /// Another day of the same quarter.
    ///
    /// # Errors
    /// When the quarter has no such day.
    pub fn with_day_of_quarter(self, day: i64) -> Result<Date, TimeError> {
        Date::from_quarter(self.year(), i64::from(self.quarter()), day)
    }

    /// Another day of the same year.
    ///
    /// # Errors
    /// When the year has no such day.
    pub fn with_ordinal_day(self, day: i64) -> Result<Date, TimeError> {
        Date::from_ordinal(self.year(), day)
    }

    /// The same week and day of the week in another week-based year; week 53 becomes week 52 where it has to.
    ///
    /// # Errors
    /// When the year is out of range.
    pub fn with_week_year(self, week_year: i64) -> Result<Date, TimeError> {
        let week = self.week().min(weeks_in(in_years(week_year)?));
        Date::from_week(week_year, week, self.day_of_week())
    }

    /// The same day of the week in another week of the same week-based year.
    ///
    /// # Errors
    /// When the year has no such week.
    pub fn with_week(self, week: i64) -> Result<Date, TimeError> {
        Date::from_week(self.week_year(), week, self.day_of_week())
    }

    /// Another day of the same week.
    ///
    /// # Errors
    /// When it is not in 1 to 7.
    pub fn with_day_of_week(self, day: i64) -> Result<Date, TimeError> {
        let day = within("dayOfWeek", day, 1, 7)?;
        self.plus_days(day - self.day_of_week())
    }
}

/// `2015-07-21`; years beyond four digits carry a sign: `+12015-07-21`, `-0044-03-15`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        match year {
            0..=9_999 => write!(f, "{year:04}")?,
            10_000.. => write!(f, "+{year}")?,
            _ => write!(f, "-{:04}", -year)?,
        }
        write!(f, "-{month:02}-{day:02}")
    }
}

/// Year, month and day of the month of a day, whose year lies within 10^15 years of the year 0 (H. Hinnant, "chrono-compatible
/// low-level date algorithms").
pub(super) fn civil(days: i64) -> (i64, u8, u8) {
    let days = days + EPOCH;
    let era = days.div_euclid(DAYS_IN_ERA);
    let day_of_era = days.rem_euclid(DAYS_IN_ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted + 2) / 5 + 1) as u8;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    } as u8;
    let year = year_of_era + era * YEARS_IN_ERA + i64::from(month <= 2);
    (year, month, day)
}

/// Days from 1970-01-01 to a day that exists, in a year within 10^15 years of the year 0.
pub(super) const fn days_of(year: i64, month: u8, day: u8) -> i64 {
    let (month, day) = (month as i64, day as i64);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(YEARS_IN_ERA);
    let year_of_era = year.rem_euclid(YEARS_IN_ERA);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_IN_ERA + day_of_era - EPOCH
}

fn in_years(year: i64) -> Result<i64, TimeError> {
    within("year", year, -Date::LAST_YEAR, Date::LAST_YEAR)
}

fn clamped_day(year: i64, month: u8, day: u8) -> Date {
    let day = day.min(days_in_month(year, month));
    Date {
        days: days_of(year, month, day),
    }
}

/// Whether the year has a 29 February.
pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(crate) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn days_in_year(year: i64) -> i64 {
    365 + i64::from(is_leap(year))
}

fn days_in_quarter(year: i64, quarter: u8) -> i64 {
    match quarter {
        1 => 90 + i64::from(is_leap(year)),
        2 => 91,
        _ => 92,
    }
}

fn first_month(quarter: u8) -> u8 {
    (quarter - 1) * 3 + 1
}

/// The Monday of week 1, the week that holds 4 January, in days since 1970-01-01.
fn first_monday(week_year: i64) -> i64 {
    let fourth = days_of(week_year, 1, 4);
    fourth - (fourth + 3).rem_euclid(7)
}

/// 52 or 53.
fn weeks_in(week_year: i64) -> i64 {
    (first_monday(week_year + 1) - first_monday(week_year)) / 7
}
