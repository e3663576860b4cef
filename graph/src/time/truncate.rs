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

#[cfg(test)]
mod tests {
    use super::Unit;
    use crate::time::{Date, LocalTime, TimeError};

    fn unit(name: &str) -> Unit {
        Unit::parse(name).expect("a unit of the test")
    }

    #[test]
    fn dates_fall_back_to_the_first_day_of_the_unit() {
        let cases = [
            ("2017-10-11", "millennium", "2000-01-01"),
            ("1984-10-11", "century", "1900-01-01"),
            ("1984-10-11", "decade", "1980-01-01"),
            ("1984-10-11", "YEAR", "1984-01-01"),
            ("1984-02-01", "weekYear", "1984-01-02"),
            ("1984-01-01", "weekYear", "1983-01-03"),
            ("1984-11-11", "quarter", "1984-10-01"),
            ("1984-10-11", "month", "1984-10-01"),
            ("1984-10-11", "week", "1984-10-08"),
            ("1984-10-11", "day", "1984-10-11"),
            ("-0044-03-15", "century", "-0100-01-01"),
            ("-0044-03-15", "decade", "-0050-01-01"),
        ];
        for (from, name, to) in cases {
            let found = Date::parse(from).and_then(|date| date.truncated(unit(name)));
            assert_eq!(
                found.map(|date| date.to_string()).as_deref(),
                Ok(to),
                "{name}"
            );
        }
        assert!(Date::MIN.truncated(Unit::Millennium).is_err());
    }

    #[test]
    fn times_fall_back_to_the_first_moment_of_the_unit() {
        let cases = [
            ("day", "00:00"),
            ("hour", "12:00"),
            ("minute", "12:31"),
            ("second", "12:31:14"),
            ("millisecond", "12:31:14.645"),
            ("microsecond", "12:31:14.645876"),
        ];
        let time = LocalTime::parse("12:31:14.645876123").expect("a time of day");
        for (name, to) in cases {
            let found = time.truncated(unit(name)).map(|time| time.to_string());
            assert_eq!(found.as_deref(), Ok(to), "{name}");
        }
    }

    #[test]
    fn what_does_not_have_the_unit_is_refused() {
        let date = Date::default()
            .truncated(Unit::Hour)
            .map_err(|error| error.to_string());
        assert_eq!(
            date,
            Err("a date cannot be truncated to the hour".to_owned())
        );
        let time = LocalTime::MIDNIGHT.truncated(Unit::Week);
        assert!(matches!(
            time,
            Err(TimeError::NotTruncatable { unit: "week", .. })
        ));
        assert_eq!(
            Unit::parse("fortnight"),
            Err(TimeError::NoSuchUnit("fortnight".into()))
        );
    }
}
