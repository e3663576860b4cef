//! Steps through history: the first day of each day, month, quarter, year or decade.

use factio_graph::time::Date;

/// More steps than this are no answer that anyone reads.
const MOST_STEPS: usize = 20_000;

/// From one look at the graph to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Day,
    Months(i64),
}

impl Step {
    pub fn named(word: &str) -> Option<Step> {
        match word.to_lowercase().as_str() {
            "day" => Some(Step::Day),
            "month" => Some(Step::Months(1)),
            "quarter" => Some(Step::Months(3)),
            "year" => Some(Step::Months(12)),
            "decade" => Some(Step::Months(120)),
            _ => None,
        }
    }

    /// The first day of each unit that begins between two days, or at them.
    ///
    /// # Errors
    /// There are too many, or they lie beyond the years of a date.
    pub fn days(self, first: i64, last: i64) -> Result<Vec<Date>, String> {
        let beyond = |_| "the slice reaches beyond the years of a date".to_string();
        let mut day = self.start(Date::from_days(first).map_err(beyond)?);
        let last = Date::from_days(last).map_err(beyond)?;
        let mut days = Vec::new();
        while day <= last {
            if days.len() == MOST_STEPS {
                return Err(format!(
                    "more than {MOST_STEPS} steps: take a longer one, or a smaller slice"
                ));
            }
            if day.days >= first {
                days.push(day);
            }
            day = match self {
                Step::Day => day.plus_days(1),
                Step::Months(months) => day.plus_months(months),
            }
            .map_err(beyond)?;
        }
        Ok(days)
    }

    /// The first day of the unit that a day lies in.
    fn start(self, day: Date) -> Date {
        let Step::Months(months) = self else {
            return day;
        };
        let (year, month) = match months {
            120 => (day.year().div_euclid(10) * 10, 1),
            12 => (day.year(), 1),
            months => (
                day.year(),
                (i64::from(day.month()) - 1) / months * months + 1,
            ),
        };
        Date::new(year, month, 1).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::Step;
    use factio_graph::time::Date;

    #[test]
    fn years_begin_within_the_span() {
        let day = |year, month, day| Date::new(year, month, day).unwrap().days;
        let years = |from, to| -> Vec<String> {
            let days = Step::named("year").unwrap().days(from, to).unwrap();
            days.iter().map(Date::to_string).collect()
        };
        assert_eq!(
            years(day(1923, 4, 26), day(1925, 1, 1)),
            ["1924-01-01", "1925-01-01"]
        );
        assert_eq!(years(day(1923, 1, 1), day(1923, 12, 31)), ["1923-01-01"]);
        let quarters = Step::named("quarter")
            .unwrap()
            .days(day(1923, 2, 1), day(1923, 8, 1));
        assert_eq!(quarters.map(|days| days.len()), Ok(2));
        assert!(Step::Day.days(0, 1_000_000).is_err());
    }
}
