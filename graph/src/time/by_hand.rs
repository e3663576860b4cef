//! Four day bounds written out: `{start: ['2000-01-05', '2000-01-07'], end: ['2000-01-09', null]}`.

use crate::time::bounds::{Bounds, FUTURE, PAST};
use crate::time::calendar::{Calendar, Civil};
use crate::time::period::{Period, PeriodError};
use crate::time::spell::four_digits;

/// `{start: [null, '2000-01-07'], end: '..', uncertain: true}`.
pub(super) fn write(bounds: &Bounds) -> String {
    let doubtful = match bounds.is_doubtful() {
        true => ", uncertain: true",
        false => "",
    };
    format!(
        "{{start: {}, end: {}{doubtful}}}",
        write_range(bounds.start()),
        write_range(bounds.end())
    )
}

fn write_range((first, last): (i64, i64)) -> String {
    match (first, last) {
        (PAST, PAST) | (FUTURE, FUTURE) => "'..'".into(),
        (first, last) => format!("[{}, {}]", write_bound(first), write_bound(last)),
    }
}

fn write_bound(day: i64) -> String {
    match day {
        PAST | FUTURE => "null".into(),
        day => format!("'{}'", day_text(day)),
    }
}

/// A day as ISO 8601 writes it, with a sign before a year beyond four digits.
pub(super) fn day_text(day: i64) -> String {
    let Civil { year, month, day } = Calendar::Gregorian.civil(day);
    let year = four_digits(year).unwrap_or_else(|| format!("{year:+}"));
    format!("{year}-{month:02}-{day:02}")
}

/// Reads what [`write`] gives; `None` when the text is not in that form (EDTF never starts so).
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
            self.rest();
            let place = self.at;
            let key = self.word()?;
            self.expect(':')?;
            match key {
                "start" => start = self.range(PAST)?,
                "end" => end = self.range(FUTURE)?,
                "uncertain" => uncertain = self.word()? == "true",
                _ => {
                    let wanted = "start, end or uncertain is wanted";
                    return Err(PeriodError::new(wanted, place));
                }
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
    Calendar::Gregorian.day_number(Civil {
        year: sign * year.parse::<i64>().ok()?,
        month,
        day,
    })
}
