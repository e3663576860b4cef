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
        civil(thursday).0
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

/// The year, if it is one that dates have.
pub(super) fn in_years(year: i64) -> Result<i64, TimeError> {
    within("year", year, -Date::LAST_YEAR, Date::LAST_YEAR)
}

/// That day of the month, or the last one where the month is shorter.
pub(super) fn clamped_day(year: i64, month: u8, day: u8) -> Date {
    let day = day.min(days_in_month(year, month));
    Date {
        days: days_of(year, month, day),
    }
}

/// Whether the year has a 29 February.
pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// 28 to 31.
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
pub(super) fn weeks_in(week_year: i64) -> i64 {
    (first_monday(week_year + 1) - first_monday(week_year)) / 7
}

#[cfg(test)]
mod tests {
    use super::Date;
    use crate::time::TimeError;
    use jiff::ToSpan;
    use jiff::civil;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date of the test")
    }

    #[test]
    fn every_part_agrees_with_another_calendar() {
        let epoch = civil::date(1970, 1, 1);
        // A stride that is prime to weeks, months and leap cycles.
        for days in (-4_371_000..2_932_000).step_by(1_013) {
            let ours = Date { days };
            let theirs = epoch
                .checked_add(days.days())
                .expect("a year of four digits");
            let (year, month, day) = ours.parts();
            let found = (year, month as i8, day as i8, ours.ordinal_day());
            let wanted = (
                theirs.year().into(),
                theirs.month(),
                theirs.day(),
                theirs.day_of_year().into(),
            );
            assert_eq!(found, wanted, "{theirs}");
            let week = theirs.iso_week_date();
            let wanted = (
                week.year().into(),
                week.week().into(),
                week.weekday().to_monday_one_offset().into(),
            );
            assert_eq!(
                (ours.week_year(), ours.week(), ours.day_of_week()),
                wanted,
                "{theirs}"
            );
            assert_eq!(Date::new(year, month.into(), day.into()), Ok(ours));
            assert_eq!(Date::from_ordinal(year, ours.ordinal_day()), Ok(ours));
            assert_eq!(
                Date::from_week(ours.week_year(), ours.week(), ours.day_of_week()),
                Ok(ours)
            );
            assert_eq!(
                Date::from_quarter(year, ours.quarter().into(), ours.day_of_quarter()),
                Ok(ours)
            );
        }
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(Date::MIN.to_string(), "-999999999-01-01");
        assert_eq!(Date::MAX.to_string(), "+999999999-12-31");
        let beyond = Err(TimeError::Overflow("date"));
        assert_eq!(Date::MAX.plus_days(1), beyond);
        assert_eq!(Date::MIN.plus_days(i64::MIN), beyond);
        assert_eq!(Date::MIN.plus_months(-1), beyond);
        assert_eq!(Date::MAX.plus_months(i64::MAX), beyond);
        assert_eq!(Date { days: i64::MAX }.parts(), (999_999_999, 12, 31));
        assert_eq!(Date { days: i64::MIN }.week_year(), Date::MIN.week_year());
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        let cases = [
            ("1816-12-30", 1817, 1, 1),
            ("1816-01-01", 1816, 1, 1),
            ("1818-12-28", 1818, 53, 1),
            ("1984-01-01", 1983, 52, 7),
            ("1984-10-11", 1984, 41, 4),
        ];
        for (text, year, week, day) in cases {
            let date = date(text);
            let found = (date.week_year(), date.week(), date.day_of_week());
            assert_eq!(found, (year, week, day), "{text}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let cases = [
            ("2011-01-31", 1, "2011-02-28"),
            ("2011-01-31", 13, "2012-02-29"),
            ("2012-02-29", -12, "2011-02-28"),
            ("1984-10-11", 155, "1997-09-11"),
            ("0000-01-15", -1, "-0001-12-15"),
        ];
        for (from, months, to) in cases {
            assert_eq!(date(from).plus_months(months), Ok(date(to)), "{from}");
        }
    }

    #[test]
    fn whole_months_are_counted_towards_zero() {
        let cases = [
            ("1984-10-11", "2015-06-24", 368),
            ("2018-01-31", "2018-02-28", 0),
            ("2018-01-31", "2018-03-31", 2),
            ("2018-03-01", "2018-01-31", -1),
            ("2018-03-31", "2018-02-28", -1),
        ];
        for (from, to, months) in cases {
            assert_eq!(date(from).months_until(date(to)), months, "{from} {to}");
        }
    }
}
