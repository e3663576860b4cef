//! Reads EDTF (ISO 8601-2:2019, Annex A, levels 0 to 2) into day bounds. Single dates are read by `edtf-core`; intervals and
//! sets, negative years with unspecified digits, and the Julian calendar are read here.

use crate::time::bounds::{Bounds, FUTURE, PAST};
use crate::time::calendar::Calendar;
use crate::time::extent::{Extent, extent};
use crate::time::period::PeriodError;
use edtf_core::{Date, Edtf, Precision, YearKind};

/// What a text says: its bounds as written, and as widened where it is approximate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub written: Bounds,
    pub used: Bounds,
}

/// Reads a date, a date with a time of day (of which the day counts), an interval or a set.
pub(super) fn read(text: &str, calendar: Calendar) -> Result<Reading, PeriodError> {
    if let Some(at) = text.find(char::is_whitespace) {
        return Err(PeriodError::new("EDTF has no spaces", at));
    }
    let whole = Piece {
        text,
        at: 0,
        calendar,
    };
    match text.chars().next() {
        Some('[') => one_of(whole.members(']')?),
        Some('{') => all_of(whole.members('}')?),
        _ => match text.split_once('/') {
            Some((start, end)) => interval(whole.cut(start), whole.cut(end)),
            None => single(whole),
        },
    }
}

/// A part of the text, and where it stands.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    at: usize,
    calendar: Calendar,
}

/// Where a start or an end lies, as written and as used.
#[derive(Clone, Copy)]
struct End {
    written: (i64, i64),
    used: (i64, i64),
    uncertain: bool,
}

impl End {
    fn fixed(range: (i64, i64)) -> End {
        End {
            written: range,
            used: range,
            uncertain: false,
        }
    }

    fn of(extent: Extent) -> End {
        End {
            written: extent.written,
            used: extent.used,
            uncertain: extent.uncertain,
        }
    }

    /// Somewhere on or before it.
    fn on_or_before(self) -> End {
        End {
            written: (PAST, self.written.1),
            used: (PAST, self.used.1),
            ..self
        }
    }

    /// Somewhere on or after it.
    fn on_or_after(self) -> End {
        End {
            written: (self.written.0, FUTURE),
            used: (self.used.0, FUTURE),
            ..self
        }
    }

    /// Somewhere between the earliest of this and the latest of the other.
    fn through(self, other: End) -> End {
        End {
            written: (
                self.written.0.min(other.written.0),
                self.written.1.max(other.written.1),
            ),
            used: (self.used.0.min(other.used.0), self.used.1.max(other.used.1)),
            uncertain: self.uncertain || other.uncertain,
        }
    }
}

fn reading(start: End, end: End, at: usize) -> Result<Reading, PeriodError> {
    let reversed = || PeriodError::new("the end comes before the start", at);
    let doubtful = start.uncertain || end.uncertain;
    let written = Bounds::new(start.written, end.written).ok_or_else(reversed)?;
    let used = Bounds::new(start.used, end.used).ok_or_else(reversed)?;
    Ok(Reading {
        written: written.doubted(doubtful),
        used: used.doubted(doubtful),
    })
}

fn single(piece: Piece<'_>) -> Result<Reading, PeriodError> {
    let date = match piece.expression()? {
        Edtf::Date(date) => date,
        Edtf::DateTime(moment) => moment.date,
        Edtf::Interval(_) | Edtf::Set(_) => return Err(piece.error("a date is missing")),
    };
    let end = End::of(piece.extent(&date)?);
    reading(end, end, piece.at)
}

fn interval(start: Piece<'_>, end: Piece<'_>) -> Result<Reading, PeriodError> {
    if let Some(slash) = end.text.find('/') {
        return Err(end.cut(&end.text[slash..]).error("an interval has one /"));
    }
    if start.text.is_empty() && end.text.is_empty() {
        return Err(start.error("an interval without a start needs an end"));
    }
    let from = match start.text.strip_prefix("..") {
        _ if start.text.is_empty() => End::fixed((PAST, FUTURE)),
        Some("") => End::fixed((PAST, PAST)),
        Some(date) => start.cut(date).end()?.on_or_before(),
        None => start.end()?,
    };
    let to = match end.text.strip_suffix("..") {
        _ if end.text.is_empty() => End::fixed((PAST, FUTURE)),
        Some("") => End::fixed((FUTURE, FUTURE)),
        Some(date) => end.cut(date).end()?.on_or_after(),
        None => end.end()?,
    };
    reading(from, to, end.at)
}

/// A member of a set: it begins in one range of days and is over in another.
#[derive(Clone, Copy)]
struct Member {
    start: End,
    end: End,
}

/// `[…]`: one of the members, it is not known which. So it starts and ends between the first and the last.
fn one_of(members: Vec<Member>) -> Result<Reading, PeriodError> {
    let whole = members
        .into_iter()
        .map(|member| member.start.through(member.end))
        .reduce(End::through)
        .ok_or_else(|| PeriodError::new("a set needs a member", 1))?;
    reading(whole, whole, 0)
}

/// `{…}`: all of the members. It starts in the first and ends in the last; if the members leave a gap it is not one stretch of time, and is never more than possible.
fn all_of(mut members: Vec<Member>) -> Result<Reading, PeriodError> {
    members.sort_by_key(|member| member.start.written);
    let first = members
        .first()
        .copied()
        .ok_or_else(|| PeriodError::new("a set needs a member", 1))?;
    let mut last = first.end;
    let mut doubtful = first.start.uncertain;
    for member in &members {
        let gap = member.start.written.0 > last.written.1.saturating_add(1);
        doubtful |= gap || member.start.uncertain || member.end.uncertain;
        if member.end.written.1 > last.written.1 {
            last = member.end;
        }
    }
    let start = End {
        uncertain: doubtful,
        ..first.start
    };
    reading(start, last, 0)
}

impl<'a> Piece<'a> {
    /// A part of this piece, which must be a slice of its text.
    fn cut(self, part: &'a str) -> Piece<'a> {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Piece {
            text: part,
            at: self.at + offset,
            calendar: self.calendar,
        }
    }

    fn error(self, message: &str) -> PeriodError {
        PeriodError::new(message, self.at)
    }

    fn end(self) -> Result<End, PeriodError> {
        self.extent(&self.date()?).map(End::of)
    }

    fn extent(self, date: &Date) -> Result<Extent, PeriodError> {
        extent(date, self.calendar)
            .ok_or_else(|| self.error("no such day, or a year too far away to count its days"))
    }

    fn date(self) -> Result<Date, PeriodError> {
        match self.expression()? {
            Edtf::Date(date) => Ok(date),
            _ => Err(self.error("a time of day can only stand alone, with a full date")),
        }
    }

    /// The members of a set.
    fn members(self, close: char) -> Result<Vec<Member>, PeriodError> {
        let inner = self.text[1..]
            .strip_suffix(close)
            .ok_or_else(|| self.error("the set is not closed"))?;
        inner
            .split(',')
            .map(|member| self.cut(member).member())
            .collect()
    }

    fn member(self) -> Result<Member, PeriodError> {
        let (start, end) = match self.text.split_once("..") {
            None => {
                let end = self.end()?;
                (end, end)
            }
            Some(("", "")) => return Err(self.error("a date is missing before or after ..")),
            Some(("", date)) => (End::fixed((PAST, PAST)), self.cut(date).end()?),
            Some((date, "")) => (self.cut(date).end()?, End::fixed((FUTURE, FUTURE))),
            Some((from, to)) => self.range(self.cut(from), self.cut(to))?,
        };
        Ok(Member { start, end })
    }

    /// `a..b`: between two plain dates of one precision (ISO 8601-2, 6.4).
    fn range(self, from: Piece<'_>, to: Piece<'_>) -> Result<(End, End), PeriodError> {
        let (a, b) = (from.date()?, to.date()?);
        let plain = |date: &Date| {
            !date.has_unspecified()
                && !date.is_uncertain()
                && !date.is_approximate()
                && date.precision() != Precision::Season
                && date.year.significant_digits.is_none()
        };
        if !plain(&a) || !plain(&b) || a.precision() != b.precision() {
            return Err(
                self.error("a range in a set goes between two plain dates of one precision")
            );
        }
        let (start, end) = (from.end()?, to.end()?);
        if start.written.0 > end.written.1 {
            return Err(to.error("the end comes before the start"));
        }
        Ok((start, end))
    }

    /// The date or date-time, read by `edtf-core`.
    ///
    /// The crate refuses negative years with unspecified digits and knows the Gregorian calendar only. So it is given the
    /// date without its minus sign, and a Julian date as if of the years 00 to 99, where the two calendars have the same leap years;
    /// then the year is put back.
    fn expression(self) -> Result<Edtf, PeriodError> {
        let Some(year) = YearToken::of(self.text) else {
            return self.parsed(self.text, 0);
        };
        if year.negative && year.digits == [Some(0); 4] {
            return Err(self.error("-0000 is not a year"));
        }
        let (before, written) = self.text.split_at(year.sign);
        let written = &written[usize::from(year.negative)..];
        let (century, rest) = written.split_at(2);
        let century = match self.calendar {
            Calendar::Gregorian => century,
            Calendar::Julian => "00",
        };
        let respelt = format!("{before}{century}{rest}");
        let mut expression = self.parsed(&respelt, usize::from(year.negative))?;
        if let Edtf::Date(date) | Edtf::DateTime(edtf_core::DateTime { date, .. }) = &mut expression
        {
            date.year.kind = YearKind::Standard {
                negative: year.negative,
                digits: year.digits,
            };
        }
        Ok(expression)
    }

    fn parsed(self, text: &str, dropped: usize) -> Result<Edtf, PeriodError> {
        Edtf::parse(text)
            .map_err(|error| PeriodError::new(error.message, self.at + error.offset + dropped))
    }
}

/// The four digits of a year at the start of a date.
struct YearToken {
    /// Where the minus sign or the first digit stands.
    sign: usize,
    negative: bool,
    digits: [Option<u8>; 4],
}

impl YearToken {
    /// The year of a date; `None` when the date does not start with four digits.
    fn of(text: &str) -> Option<YearToken> {
        let sign = usize::from(text.starts_with(['?', '~', '%']));
        let rest = text.as_bytes().get(sign..)?;
        let negative = rest.first() == Some(&b'-');
        let written = rest.get(usize::from(negative)..)?.first_chunk::<4>()?;
        let mut digits = [None; 4];
        for (digit, byte) in digits.iter_mut().zip(written) {
            *digit = match byte {
                b'0'..=b'9' => Some(byte - b'0'),
                b'X' => None,
                _ => return None,
            };
        }
        Some(YearToken {
            sign,
            negative,
            digits,
        })
    }
}
