//! Reading dates: calendar, week, quarter and ordinal dates, extended (`2015-W30-2`) and compact (`2015W302`), cut short from the right.

use crate::time::parse::cursor::Cursor;
use crate::time::{Date, TimeError};

impl Date {
    /// Reads a date. Parts that are left out are the lowest possible: `2015-07` is the first of July. A year has four digits, or a sign
    /// and up to nine digits, and is then set off from what follows.
    ///
    /// # Errors
    /// When the text is no date, or the date does not exist.
    pub fn parse(text: &str) -> Result<Date, TimeError> {
        let written = read(text).ok_or_else(|| TimeError::unreadable("date", text))?;
        written.date()
    }
}

/// A date as it was written.
struct Written {
    year: i64,
    day: Day,
}

enum Day {
    Calendar { month: i64, day: i64 },
    Week { week: i64, day: i64 },
    Quarter { quarter: i64, day: i64 },
    Ordinal(i64),
}

impl Written {
    fn date(self) -> Result<Date, TimeError> {
        match self.day {
            Day::Calendar { month, day } => Date::new(self.year, month, day),
            Day::Week { week, day } => Date::from_week(self.year, week, day),
            Day::Quarter { quarter, day } => Date::from_quarter(self.year, quarter, day),
            Day::Ordinal(day) => Date::from_ordinal(self.year, day),
        }
    }
}

fn read(text: &str) -> Option<Written> {
    let mut cursor = Cursor::new(text);
    let (year, signed) = match cursor.sign() {
        Some(sign) if (1..=18).contains(&cursor.run()) => {
            (sign * cursor.digits().parse::<i64>().ok()?, true)
        }
        Some(_) => return None,
        None => (cursor.number(4)?, false),
    };
    let day = if cursor.at_end() {
        Day::Calendar { month: 1, day: 1 }
    } else if cursor.eat('-') {
        extended(&mut cursor)?
    } else if signed && cursor.run() > 0 {
        return None;
    } else {
        compact(&mut cursor)?
    };
    cursor.at_end().then_some(Written { year, day })
}

/// What follows the year and a hyphen: `07-21`, `07`, `W30-2`, `W30`, `Q2-60`, `Q2`, `202`.
fn extended(cursor: &mut Cursor<'_>) -> Option<Day> {
    if cursor.eat('W') {
        let week = cursor.number(2)?;
        let day = last(cursor, 1)?;
        return Some(Day::Week { week, day });
    }
    if cursor.eat('Q') {
        let quarter = cursor.number(1)?;
        let day = last(cursor, 2)?;
        return Some(Day::Quarter { quarter, day });
    }
    if cursor.run() == 3 {
        return Some(Day::Ordinal(cursor.number(3)?));
    }
    let month = cursor.number(2)?;
    let day = last(cursor, 2)?;
    Some(Day::Calendar { month, day })
}

/// A hyphen and the last part, or 1 at the end.
fn last(cursor: &mut Cursor<'_>, digits: usize) -> Option<i64> {
    match cursor.eat('-') {
        true => cursor.number(digits),
        false => Some(1),
    }
}

/// What follows the year at once: `0721`, `07`, `W302`, `W30`, `Q260`, `Q2`, `202`.
fn compact(cursor: &mut Cursor<'_>) -> Option<Day> {
    let or_first = |cursor: &mut Cursor<'_>, digits| match cursor.at_end() {
        true => Some(1),
        false => cursor.number(digits),
    };
    if cursor.eat('W') {
        let week = cursor.number(2)?;
        let day = or_first(cursor, 1)?;
        return Some(Day::Week { week, day });
    }
    if cursor.eat('Q') {
        let quarter = cursor.number(1)?;
        let day = or_first(cursor, 2)?;
        return Some(Day::Quarter { quarter, day });
    }
    if cursor.run() == 3 {
        return Some(Day::Ordinal(cursor.number(3)?));
    }
    let month = cursor.number(2)?;
    let day = or_first(cursor, 2)?;
    Some(Day::Calendar { month, day })
}

#[cfg(test)]
mod tests {
    use crate::time::{Date, TimeError};

    #[test]
    fn every_form_reads_as_the_day_it_means() {
        let cases = [
            ("1817-03-05", "1817-03-05"),
            ("18170305", "1817-03-05"),
            ("1817-03", "1817-03-01"),
            ("181703", "1817-03-01"),
            ("1817-W10-3", "1817-03-05"),
            ("1817W103", "1817-03-05"),
            ("1817-W10", "1817-03-03"),
            ("1817W10", "1817-03-03"),
            ("1817-w10", "1817-03-03"),
            ("1817-064", "1817-03-05"),
            ("1817064", "1817-03-05"),
            ("1817-Q2-60", "1817-05-30"),
            ("1817Q260", "1817-05-30"),
            ("1817-Q3", "1817-07-01"),
            ("1817Q3", "1817-07-01"),
            ("1817", "1817-01-01"),
            ("+1817-W10-3", "1817-03-05"),
            ("+1817W103", "1817-03-05"),
            ("-0044-03-15", "-0044-03-15"),
            ("-44-03-15", "-0044-03-15"),
            ("+12015-07", "+12015-07-01"),
            ("+20150721", "+20150721-01-01"),
            ("+999999999-12-31", "+999999999-12-31"),
            ("-999999999-01-01", "-999999999-01-01"),
            ("-000000044", "-0044-01-01"),
            ("0000-02-29", "0000-02-29"),
        ];
        for (text, day) in cases {
            let date = Date::parse(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Ok(day), "{text}");
        }
    }

    #[test]
    fn what_is_not_written_as_a_date_is_unreadable() {
        let cases = [
            "",
            "-",
            "+",
            "201",
            "20150",
            "2015-",
            "2015-7",
            "2015-07-",
            "2015-07-2",
            "2015-0721",
            "201507-21",
            "2015-W",
            "2015-W3",
            "2015-W30-",
            "2015W30-2",
            "2015-W302",
            "2015-Q",
            "2015-07-21 ",
            " 2015-07-21",
            "2015-07-21T",
            "2015/07/21",
            "12015-07-21",
            "２０１５-07-21",
            "2015-Ω",
            "+9999999999999999999-01-01",
        ];
        for text in cases {
            let unreadable = TimeError::unreadable("date", text);
            assert_eq!(Date::parse(text), Err(unreadable), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        let cases = [
            ("2015-02-29", "month 2 of the year 2015 has no day 29"),
            ("2015-13-01", "month must lie in 1..12, not 13"),
            ("2015-00", "month must lie in 1..12, not 0"),
            ("2015-01-32", "day must lie in 1..31, not 32"),
            ("2015-W54", "week must lie in 1..53, not 54"),
            ("2016-W53", "week must lie in 1..52, not 53"),
            ("2015-W01-8", "dayOfWeek must lie in 1..7, not 8"),
            ("2015-366", "ordinalDay must lie in 1..365, not 366"),
            ("2015-Q5", "quarter must lie in 1..4, not 5"),
            ("2015-Q1-91", "dayOfQuarter must lie in 1..90, not 91"),
            (
                "+1000000000-01-01",
                "year must lie in -999999999..999999999, not 1000000000",
            ),
        ];
        for (text, message) in cases {
            let error = Date::parse(text).map_err(|error| error.to_string());
            assert_eq!(error, Err(message.to_owned()), "{text}");
        }
    }
}
