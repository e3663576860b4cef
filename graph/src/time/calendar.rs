//! The two calendars of dated history, as day numbers: proleptic Gregorian, and proleptic Julian (Old Style).
//!
//! Years are astronomical: the year 0 exists, −1 comes before it. Day numbers count from 1970-01-01 (Gregorian).

use crate::time::date::{civil, days_in_month, days_of};
use edtf_calendars::{JulianDate, gregorian_to_julian, is_julian_leap, julian_to_gregorian};
use edtf_core::BoundDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The calendar in which a period was written.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    #[default]
    Gregorian,
    /// Old Style: a leap year every fourth year, without exception.
    Julian,
}

/// The largest year, either side of the year 0, that a period may name.
pub(super) const MAX_YEAR: i64 = 1_000_000_000_000_000;

/// A day as a calendar names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Civil {
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Calendar {
    /// The calendar of that name, without regard to case.
    pub fn named(name: &str) -> Option<Calendar> {
        [Calendar::Gregorian, Calendar::Julian]
            .into_iter()
            .find(|calendar| calendar.name().eq_ignore_ascii_case(name))
    }

    pub fn name(self) -> &'static str {
        match self {
            Calendar::Gregorian => "gregorian",
            Calendar::Julian => "julian",
        }
    }

    /// The number of days in a month (1 to 12).
    pub(super) fn month_length(self, year: i64, month: u8) -> u8 {
        match self {
            Calendar::Julian if month == 2 && is_julian_leap(year) => 29,
            Calendar::Julian | Calendar::Gregorian => days_in_month(year, month),
        }
    }

    /// The day number of a day of this calendar; `None` when there is no such day, or its year is beyond [`MAX_YEAR`].
    pub(super) fn day_number(self, civil: Civil) -> Option<i64> {
        let Civil { year, month, day } = civil;
        let real = year.abs() <= MAX_YEAR
            && (1..=12).contains(&month)
            && (1..=self.month_length(year, month)).contains(&day);
        if !real {
            return None;
        }
        match self {
            Calendar::Gregorian => Some(days_of(year, month, day)),
            Calendar::Julian => {
                let same = julian_to_gregorian(JulianDate { year, month, day }).ok()?;
                Some(days_of(same.year, same.month, same.day))
            }
        }
    }

    /// The day of this calendar that has a day number.
    pub(super) fn civil(self, days: i64) -> Civil {
        let (year, month, day) = civil(days);
        let gregorian = Civil { year, month, day };
        match self {
            Calendar::Gregorian => gregorian,
            Calendar::Julian => gregorian_to_julian(BoundDate { year, month, day })
                .map(|JulianDate { year, month, day }| Civil { year, month, day })
                .unwrap_or(gregorian),
        }
    }

    /// The day number `months` months later (or earlier); the day of the month gives way where the month is too short.
    pub(super) fn months_later(self, days: i64, months: i64) -> Option<i64> {
        let Civil { year, month, day } = self.civil(days);
        let month = i64::from(month) - 1 + months;
        let year = year.checked_add(month.div_euclid(12))?;
        let month = month.rem_euclid(12) as u8 + 1;
        let day = day.min(self.month_length(year, month));
        self.day_number(Civil { year, month, day })
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Civil};

    fn civil(year: i64, month: u8, day: u8) -> Civil {
        Civil { year, month, day }
    }

    #[test]
    fn day_numbers_and_days_are_each_others_inverse() {
        for calendar in [Calendar::Gregorian, Calendar::Julian] {
            let mut last = None;
            for days in (-800_000..800_000).step_by(1) {
                let civil = calendar.civil(days);
                assert_eq!(calendar.day_number(civil), Some(days), "{civil:?}");
                let key = (civil.year, civil.month, civil.day);
                assert!(last < Some(key), "{civil:?} comes after {last:?}");
                last = Some(key);
            }
        }
        assert_eq!(Calendar::Gregorian.day_number(civil(1970, 1, 1)), Some(0));
        assert_eq!(
            Calendar::Gregorian.day_number(civil(2000, 3, 1)),
            Some(11_017)
        );
    }

    #[test]
    fn the_october_revolution_was_in_november() {
        let days = Calendar::Julian.day_number(civil(1917, 10, 25)).unwrap();
        assert_eq!(Calendar::Gregorian.civil(days), civil(1917, 11, 7));
    }

    #[test]
    fn a_julian_century_year_has_a_leap_day() {
        assert!(Calendar::Julian.day_number(civil(1900, 2, 29)).is_some());
        assert_eq!(Calendar::Gregorian.day_number(civil(1900, 2, 29)), None);
    }

    #[test]
    fn months_later_gives_way_at_the_end_of_a_short_month() {
        let gregorian = Calendar::Gregorian;
        let days = gregorian.day_number(civil(2004, 1, 31)).unwrap();
        let later = gregorian.months_later(days, 1).unwrap();
        assert_eq!(gregorian.civil(later), civil(2004, 2, 29));
        let earlier = gregorian.months_later(days, -13).unwrap();
        assert_eq!(gregorian.civil(earlier), civil(2002, 12, 31));
    }

    #[test]
    fn calendars_have_names() {
        assert_eq!(Calendar::named("Julian"), Some(Calendar::Julian));
        assert_eq!(Calendar::named("mayan"), None);
    }
}
