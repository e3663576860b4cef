//! Truncation: the nearest point before, at the boundary of a unit.

use crate::time::{Date, LocalTime, TimeError};

/// A unit that temporal values are truncated to, from the longest to the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Millennium,
    Century,
    Decade,
    WeekYear,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
}

const NAMES: &[(&str, Unit)] = &[
    ("millennium", Unit::Millennium),
    ("century", Unit::Century),
    ("decade", Unit::Decade),
    ("weekYear", Unit::WeekYear),
    ("year", Unit::Year),
    ("quarter", Unit::Quarter),
    ("month", Unit::Month),
    ("week", Unit::Week),
    ("day", Unit::Day),
    ("hour", Unit::Hour),
    ("minute", Unit::Minute),
    ("second", Unit::Second),
    ("millisecond", Unit::Millisecond),
    ("microsecond", Unit::Microsecond),
];

impl Unit {
    /// The unit of that name, without regard to case.
    ///
    /// # Errors
    /// When there is none.
    pub fn parse(name: &str) -> Result<Unit, TimeError> {
        let found = NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found
            .map(|(_, unit)| *unit)
            .ok_or_else(|| TimeError::NoSuchUnit(name.to_owned()))
    }

    pub fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(_, unit)| *unit == self);
        found.map_or("", |(name, _)| name)
    }
}

impl Date {
    /// The first day of the unit that this day lies in.
    ///
    /// # Errors
    /// When the unit is shorter than a day, or its first day out of range.
    pub fn truncated(self, unit: Unit) -> Result<Date, TimeError> {
        let (year, month, _) = self.parts();
        let years = |length: i64| Date::new(year.div_euclid(length) * length, 1, 1);
        match unit {
            Unit::Millennium => years(1_000),
            Unit::Century => years(100),
            Unit::Decade => years(10),
            Unit::WeekYear => Date::from_week(self.week_year(), 1, 1),
            Unit::Year => Date::new(year, 1, 1),
            Unit::Quarter => Date::from_quarter(year, i64::from(self.quarter()), 1),
            Unit::Month => Date::new(year, i64::from(month), 1),
            Unit::Week => self.plus_days(1 - self.day_of_week()),
            Unit::Day => Ok(self),
            _ => Err(TimeError::NotTruncatable {
                value: "date",
                unit: unit.name(),
            }),
        }
    }
}

impl LocalTime {
    /// The first moment of the unit that this moment lies in.
    ///
    /// # Errors
    /// When the unit is longer than a day.
    pub fn truncated(self, unit: Unit) -> Result<LocalTime, TimeError> {
        let length = match unit {
            Unit::Day => return Ok(LocalTime::MIDNIGHT),
            Unit::Hour => 3_600_000_000_000,
            Unit::Minute => 60_000_000_000,
            Unit::Second => 1_000_000_000,
            Unit::Millisecond => 1_000_000,
            Unit::Microsecond => 1_000,
            _ => {
                return Err(TimeError::NotTruncatable {
                    value: "time",
                    unit: unit.name(),
                });
            }
        };
        Ok(LocalTime {
            nanoseconds: self.nanoseconds / length * length,
        })
    }
}
