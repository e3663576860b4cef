//! Writes four day bounds as EDTF where EDTF can say them, else as `{start: ['…', '…'], end: ['…', '…']}`, and reads that form.

use crate::time::bounds::{Bounds, FUTURE, PAST};
use crate::time::calendar::{Calendar, Civil};
use crate::time::edtf::{self, Reading};
use crate::time::extent::season;
use crate::time::period::{Period, PeriodError};

/// The text of four bounds. What it gives reads back as the same bounds.
pub(super) fn write(bounds: Bounds) -> String {
    let same = |text: &String| {
        edtf::read(text, Calendar::Gregorian)
            == Ok(Reading {
                written: bounds,
                used: bounds,
            })
    };
    single(&bounds)
        .into_iter()
        .chain(intervals(&bounds))
        .find(same)
        .unwrap_or_else(|| by_hand(&bounds))
}

/// One date, or a date somewhere in a range: where start and end lie in the same days.
fn single(bounds: &Bounds) -> Vec<String> {
    if bounds.start() != bounds.end() {
        return Vec::new();
    }
    let (first, last) = bounds.start();
    let mut texts: Vec<String> = dates_where(first, |from, to| (from, to) == (first, last))
        .map(|date| doubt(date, bounds))
        .collect();
    let day = |day: i64| match day {
        PAST | FUTURE => Some(String::new()),
        day => day_text(day),
    };
    if let (Some(from), Some(to)) = (day(first), day(last)) {
        texts.push(format!("[{from}..{to}]"));
    }
    texts
}

/// The intervals that may say it. A range that was cut short by the other end may have been any longer one.
fn intervals(bounds: &Bounds) -> Vec<String> {
    let (s_lo, s_hi) = bounds.start();
    let (e_lo, e_hi) = bounds.end();
    let starts: Vec<String> = match s_lo {
        PAST if bounds.starts_open() => vec!["..".into()],
        PAST if s_hi == e_hi => vec![String::new()],
        PAST => day_text(s_hi)
            .map(|day| format!("..{}", doubt(day, bounds)))
            .into_iter()
            .collect(),
        _ => dates_where(s_lo, |from, to| {
            from == s_lo && (to == s_hi || s_hi == e_hi && to > s_hi)
        })
        .map(|date| doubt(date, bounds))
        .collect(),
    };
    let ends: Vec<String> = match e_hi {
        FUTURE if bounds.ends_open() => vec!["..".into()],
        FUTURE if e_lo == s_lo => vec![String::new()],
        FUTURE => day_text(e_lo)
            .map(|day| format!("{}..", doubt(day, bounds)))
            .into_iter()
            .collect(),
        _ => dates_where(e_hi, |from, to| {
            to == e_hi && (from == e_lo || e_lo == s_lo && from < e_lo)
        })
        .map(|date| doubt(date, bounds))
        .collect(),
    };
    starts
        .iter()
        .flat_map(|start| ends.iter().map(move |end| format!("{start}/{end}")))
        .collect()
}

fn doubt(date: String, bounds: &Bounds) -> String {
    match bounds.is_doubtful() {
        true => date + "?",
        false => date,
    }
}

/// A stretch of days that an EDTF date can name.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    /// A season, quarter or other part of the year, by its code.
    Part(u8),
    Year,
    Decade,
    Century,
    Millennium,
}

/// The dates around a day whose first and last days are as wanted.
fn dates_where(day: i64, wanted: impl Fn(i64, i64) -> bool) -> impl Iterator<Item = String> {
    let civil = match day {
        PAST | FUTURE => None,
        day => Some(Calendar::Gregorian.civil(day)),
    };
    let units = [Unit::Day, Unit::Month]
        .into_iter()
        .chain((33..=41).chain(21..=23).map(Unit::Part))
        .chain([Unit::Year, Unit::Decade, Unit::Century, Unit::Millennium]);
    civil.into_iter().flat_map(move |civil| {
        let texts: Vec<String> = units
            .clone()
            .filter(|unit| days_of(*unit, civil).is_some_and(|(first, last)| wanted(first, last)))
            .filter_map(|unit| unit_text(unit, civil))
            .collect();
        texts
    })
}

/// The first and last day of the unit around a day.
fn days_of(unit: Unit, around: Civil) -> Option<(i64, i64)> {
    let Civil { year, month, day } = around;
    let months = |first: u8, last: u8| {
        let from = Civil {
            year,
            month: first,
            day: 1,
        };
        let to = Civil {
            year,
            month: last,
            day: Calendar::Gregorian.month_length(year, last),
        };
        Some((number(from)?, number(to)?))
    };
    let years = |length: i64| {
        let first = year - year.rem_euclid(length);
        let from = Civil {
            year: first,
            month: 1,
            day: 1,
        };
        let to = Civil {
            year: first + length - 1,
            month: 12,
            day: 31,
        };
        Some((number(from)?, number(to)?))
    };
    match unit {
        Unit::Day => number(Civil { year, month, day }).map(|day| (day, day)),
        Unit::Month => months(month, month),
        Unit::Part(code) => season(code).and_then(|(first, last)| months(first, last)),
        Unit::Year => years(1),
        Unit::Decade => years(10),
        Unit::Century => years(100),
        Unit::Millennium => years(1000),
    }
}

fn number(civil: Civil) -> Option<i64> {
    Calendar::Gregorian.day_number(civil)
}

fn unit_text(unit: Unit, around: Civil) -> Option<String> {
    let Civil { year, month, day } = around;
    let four = four_digits(year);
    let positive = || four.clone().filter(|_| year >= 0);
    match unit {
        Unit::Day => four.map(|year| format!("{year}-{month:02}-{day:02}")),
        Unit::Month => four.map(|year| format!("{year}-{month:02}")),
        Unit::Part(code) => four.map(|year| format!("{year}-{code}")),
        Unit::Year => Some(four.unwrap_or_else(|| format!("Y{year}"))),
        Unit::Decade => positive().map(|year| format!("{}X", &year[..3])),
        Unit::Century => positive().map(|year| format!("{}XX", &year[..2])),
        Unit::Millennium => positive().map(|year| format!("{}XXX", &year[..1])),
    }
}

/// A year of four digits; `None` beyond them.
fn four_digits(year: i64) -> Option<String> {
    match year {
        0..=9999 => Some(format!("{year:04}")),
        -9999..=-1 => Some(format!("-{:04}", -year)),
        _ => None,
    }
}

fn day_text(day: i64) -> Option<String> {
    unit_text(Unit::Day, Calendar::Gregorian.civil(day))
}

/// `{start: [null, '2000-01-07'], end: '..', uncertain: true}`.
fn by_hand(bounds: &Bounds) -> String {
    let doubtful = match bounds.is_doubtful() {
        true => ", uncertain: true",
        false => "",
    };
    format!(
        "{{start: {}, end: {}{doubtful}}}",
        range_by_hand(bounds.start()),
        range_by_hand(bounds.end())
    )
}

fn range_by_hand((first, last): (i64, i64)) -> String {
    match (first, last) {
        (PAST, PAST) | (FUTURE, FUTURE) => "'..'".into(),
        (first, last) => format!("[{}, {}]", bound_by_hand(first), bound_by_hand(last)),
    }
}

fn bound_by_hand(day: i64) -> String {
    if day == PAST || day == FUTURE {
        return "null".into();
    }
    let Civil {
        year,
        month,
        day: of_month,
    } = Calendar::Gregorian.civil(day);
    match four_digits(year) {
        Some(year) => format!("'{year}-{month:02}-{of_month:02}'"),
        None => format!("'{year:+}-{month:02}-{of_month:02}'"),
    }
}

/// Reads the form that [`write`] falls back to; `None` when the text is not in that form (EDTF never starts so).
pub(super) fn read(text: &str) -> Option<Result<Bounds, PeriodError>> {
    let inner = text.strip_prefix('{')?;
    let named = inner
        .trim_start()
        .starts_with(|first: char| first.is_ascii_lowercase());
    named.then(|| {
        let mut cursor = Cursor { text, at: 1 };
        cursor.entries()
    })
}

/// A place in a text of four bounds.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn entries(&mut self) -> Result<Bounds, PeriodError> {
        let (mut start, mut end) = ((PAST, FUTURE), (PAST, FUTURE));
        let mut uncertain = false;
        loop {
            let key = self.word()?;
            self.expect(':')?;
            match key {
                "start" => start = self.range(PAST)?,
                "end" => end = self.range(FUTURE)?,
                "uncertain" => uncertain = self.word()? == "true",
                _ => return Err(self.error("start, end or uncertain is wanted")),
            }
            if !self.eats(',') {
                break;
            }
        }
        self.expect('}')?;
        if !self.rest().is_empty() {
            return Err(self.error("nothing may follow the bounds"));
        }
        let bounds = Bounds::new(start, end)
            .ok_or_else(|| PeriodError::new("the end comes before the start", 0))?;
        Ok(bounds.doubted(uncertain))
    }

    /// `'..'` or `[lo, hi]`.
    fn range(&mut self, open: i64) -> Result<(i64, i64), PeriodError> {
        if !self.eats('[') {
            return match self.quoted()? {
                ".." => Ok((open, open)),
                text => self.span(text),
            };
        }
        let low = self.bound()?.map_or(PAST, |(first, _)| first);
        self.expect(',')?;
        let high = self.bound()?.map_or(FUTURE, |(_, last)| last);
        self.expect(']')?;
        Ok((low, high))
    }

    /// `null` or a quoted date.
    fn bound(&mut self) -> Result<Option<(i64, i64)>, PeriodError> {
        if self.rest().starts_with('\'') {
            let text = self.quoted()?;
            return self.span(text).map(Some);
        }
        match self.word()? {
            "null" => Ok(None),
            _ => Err(self.error("a quoted date or null is wanted")),
        }
    }

    fn span(&self, text: &str) -> Result<(i64, i64), PeriodError> {
        if let Some(day) = far_day(text) {
            return Ok((day, day));
        }
        let period = Period::parse(text).map_err(|error| PeriodError {
            offset: self.at,
            ..error
        })?;
        Ok(period.bounds().span())
    }

    fn quoted(&mut self) -> Result<&'a str, PeriodError> {
        self.expect('\'')?;
        let (text, _) = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.split_once('\''))
            .ok_or_else(|| self.error("the quotation is not closed"))?;
        self.at += text.len() + 1;
        Ok(text)
    }

    fn word(&mut self) -> Result<&'a str, PeriodError> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !c.is_ascii_lowercase())
            .unwrap_or(rest.len());
        if length == 0 {
            return Err(self.error("a word is wanted"));
        }
        self.at += length;
        Ok(&rest[..length])
    }

    /// What follows, after white space.
    fn rest(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        trimmed
    }

    fn eats(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), PeriodError> {
        match self.eats(wanted) {
            true => Ok(()),
            false => Err(self.error(&format!("{wanted} is wanted"))),
        }
    }

    fn error(&self, message: &str) -> PeriodError {
        PeriodError::new(message, self.at)
    }
}

/// A day of a year beyond four digits, `+12345-01-31`, which EDTF cannot name.
fn far_day(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let mut parts = digits.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() > 4)?;
    let mut number_of = || parts.next()?.parse().ok();
    let (month, day) = (number_of()?, number_of()?);
    number(Civil {
        year: sign * year.parse::<i64>().ok()?,
        month,
        day,
    })
}
