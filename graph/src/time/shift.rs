//! Instants moved by a duration: months first, then days, then seconds. Parts that a type does not have are left out.

use crate::time::local::DAY;
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, TimeError};

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

#[cfg(test)]
mod tests {
    use crate::time::numbers::Numbers;
    use crate::time::{Date, DateTime, Duration, Factor, LocalDateTime, LocalTime, TimeError};

    fn duration(text: &str) -> Duration {
        Duration::parse(text).expect("a duration of the test")
    }

    #[test]
    fn a_date_moves_by_months_then_days_then_whole_days_of_seconds() {
        let cases = [
            ("1984-10-11", "P12Y11M29DT33H58M13.5S", "1997-10-11"),
            ("1984-10-11", "P-12Y-11M-29DT-33H-58M-13.5S", "1971-10-12"),
            ("2011-01-31", "P1M", "2011-02-28"),
            ("2011-01-31", "P1M1D", "2011-03-01"),
            ("2011-01-31", "PT23H59M", "2011-01-31"),
        ];
        for (from, by, to) in cases {
            let found = Date::parse(from).and_then(|date| duration(by).after_date(date));
            assert_eq!(
                found.map(|date| date.to_string()).as_deref(),
                Ok(to),
                "{from} {by}"
            );
        }
        let beyond = duration("P1D").after_date(Date::MAX);
        assert_eq!(beyond, Err(TimeError::Overflow("date")));
    }

    #[test]
    fn a_local_time_takes_the_seconds_alone() {
        let time = LocalTime::parse("13:42:19").expect("a time of day");
        let later = duration("P1Y1DT12H").after_local_time(time);
        assert_eq!(later.to_string(), "01:42:19");
        let at = LocalDateTime::parse("1984-10-11T12:31:14.000000001").expect("a date and time");
        let later = duration("P1M-14DT15H49M10S").after_local_date_time(at);
        let found = later.map(|at| at.to_string());
        assert_eq!(found.as_deref(), Ok("1984-10-29T04:20:24.000000001"));
    }

    #[test]
    fn no_size_makes_arithmetic_panic() {
        let mut numbers = Numbers(1927);
        for _ in 0..10_000 {
            let (length, other) = (numbers.duration(), numbers.duration());
            let at = DateTime::new(numbers.local(), &numbers.zone()).expect("a zone of the test");
            let factor = Factor::from(numbers.any());
            let float = f64::from_bits(numbers.any() as u64);
            // Only that they return is asked.
            let _ = (length.plus(&other), length.minus(&other), length.negated());
            let _ = (length.times(factor), length.divided_by(factor));
            let _ = Factor::from_float(float).map(|factor| {
                let _ = (length.times(factor), length.divided_by(factor));
            });
            let _ = (
                length.after_date(at.local.date),
                length.after_date_time(&at),
            );
            let _ = (
                length.after_local_date_time(at.local),
                length.after_local_time(at.local.time),
            );
            let _ = length.average_nanoseconds();
        }
    }
}
