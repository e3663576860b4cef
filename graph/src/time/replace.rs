//! Dates with one component replaced: what is greater than it stays, and what is smaller stays where it can.

use crate::time::date::{clamped_day, in_years, weeks_in};
use crate::time::error::within;
use crate::time::{Date, TimeError};

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

#[cfg(test)]
mod tests {
    use crate::time::{Date, TimeError};

    type Replace = fn(Date, i64) -> Result<Date, TimeError>;

    #[test]
    fn each_component_keeps_what_it_can_of_the_others() {
        let cases: [(&str, Replace, i64, &str); 14] = [
            ("1984-11-11", Date::with_year, 28, "0028-11-11"),
            ("1984-02-29", Date::with_year, 1985, "1985-02-28"),
            ("1984-01-31", Date::with_month, 2, "1984-02-29"),
            ("1984-11-11", Date::with_day, 28, "1984-11-28"),
            ("1984-11-11", Date::with_quarter, 3, "1984-08-11"),
            ("1984-05-31", Date::with_quarter, 1, "1984-02-29"),
            ("1984-11-11", Date::with_day_of_quarter, 1, "1984-10-01"),
            ("1984-11-11", Date::with_ordinal_day, 28, "1984-01-28"),
            ("1984-11-11", Date::with_week, 1, "1984-01-08"),
            ("1816-12-31", Date::with_week, 2, "1817-01-07"),
            ("1816-12-31", Date::with_week_year, 1818, "1817-12-30"),
            ("2020-12-31", Date::with_week_year, 2021, "2021-12-30"),
            ("1984-10-11", Date::with_day_of_week, 2, "1984-10-09"),
            ("1984-10-11", Date::with_day_of_week, 7, "1984-10-14"),
        ];
        for (from, replace, number, to) in cases {
            let date = Date::parse(from).and_then(|date| replace(date, number));
            let found = date.map(|date| date.to_string());
            assert_eq!(found.as_deref(), Ok(to), "{from} {number}");
        }
    }

    #[test]
    fn what_the_rest_does_not_have_is_refused() {
        let cases: [(Replace, i64); 8] = [
            (Date::with_year, 1_000_000_000),
            (Date::with_month, 13),
            (Date::with_day, 31),
            (Date::with_quarter, 0),
            (Date::with_day_of_quarter, 93),
            (Date::with_ordinal_day, 367),
            (Date::with_week, 53),
            (Date::with_day_of_week, 8),
        ];
        let date = Date::new(2016, 6, 30).expect("a day of June");
        for (place, (replace, number)) in cases.into_iter().enumerate() {
            assert!(replace(date, number).is_err(), "case {place}");
        }
    }
}
