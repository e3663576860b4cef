//! Periods: stretches of history whose ends may be uncertain.

use crate::time::bounds::{Bounds, FUTURE, PAST, date};
use crate::time::calendar::Calendar;
use crate::time::edtf::{self, Reading};
use crate::time::{Date, by_hand, spell};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A period: what was written (EDTF, ISO 8601-2), and the four day bounds that it means.
///
/// Rust's equality and hash are structural, the text included, so that an interner keeps what was written. The language's
/// equality and order are those of [`Period::meaning`]: two periods are equal when they say the same of every day, however
/// they were written.
#[derive(Clone, Debug, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Period {
    text: Arc<str>,
    calendar: Calendar,
    meaning: Meaning,
}

/// What a period says, without its wording. Ordered by the bounds used (earliest start first), then by those written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meaning {
    /// The bounds that count, widened where it is approximate.
    pub bounds: Bounds,
    /// The bounds of what was written.
    pub written: Bounds,
}

/// A text that is no period: why, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodError {
    pub message: String,
    pub offset: usize,
}

impl Period {
    /// Reads EDTF in the Gregorian calendar, or the form that four bounds are printed in.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        Period::parse_in(text, Calendar::Gregorian)
    }

    /// Reads EDTF in a calendar. A Julian year is a span of Gregorian days.
    pub fn parse_in(text: &str, calendar: Calendar) -> Result<Period, PeriodError> {
        let meaning = match by_hand::read(text) {
            Some(bounds) if calendar == Calendar::Gregorian => Meaning::exact(bounds?),
            _ => Meaning::from(edtf::read(text, calendar)?),
        };
        Ok(Period {
            text: Arc::from(text),
            calendar,
            meaning,
        })
    }

    /// The period of four bounds, written as EDTF where EDTF can say it.
    pub fn from_bounds(bounds: Bounds) -> Period {
        Period {
            text: Arc::from(spell::write(bounds)),
            calendar: Calendar::Gregorian,
            meaning: Meaning::exact(bounds),
        }
    }

    /// That day.
    pub fn of_day(day: Date) -> Period {
        Period::from_bounds(Bounds::of_day(day.days))
    }

    /// From the start of one period to the end of another. Of two dates, the EDTF interval.
    pub fn between(from: &Period, to: &Period) -> Result<Period, PeriodError> {
        let plain = |period: &Period| !period.text.contains(['/', '[', '{', 'T']);
        if plain(from) && plain(to) && from.calendar == to.calendar {
            return Period::parse_in(&format!("{from}/{to}"), from.calendar);
        }
        let (from, to) = (from.bounds(), to.bounds());
        Bounds::new(from.start(), to.end())
            .map(|bounds| bounds.doubted(from.doubtful || to.doubtful))
            .map(Period::from_bounds)
            .ok_or_else(|| PeriodError::new("the end comes before the start", 0))
    }

    /// What was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The calendar in which it was written.
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    pub fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// The four bounds that count.
    pub fn bounds(&self) -> &Bounds {
        &self.meaning.bounds
    }

    /// The first day of what was written, unwidened; `None` where it is open or unknown, or beyond the years of a date.
    pub fn earliest(&self) -> Option<Date> {
        date(self.meaning.written.s_lo)
    }

    /// The last day of what was written, unwidened; `None` where it is open or unknown, or beyond the years of a date.
    pub fn latest(&self) -> Option<Date> {
        date(self.meaning.written.e_hi)
    }

    /// Days from the earliest to the latest, both included; `None` where one is open or unknown.
    pub fn days(&self) -> Option<i64> {
        let (first, last) = self.meaning.written.span();
        (first != PAST && last != FUTURE).then(|| last - first + 1)
    }

    /// The total order of the language: by meaning. Equal when the language calls them equal.
    pub fn order(&self, other: &Period) -> Ordering {
        self.meaning.cmp(&other.meaning)
    }
}

impl Meaning {
    fn exact(bounds: Bounds) -> Meaning {
        Meaning {
            bounds,
            written: bounds,
        }
    }

    /// The period as a window to look through: all the days that it may cover, from its first bound to its last.
    ///
    /// Days that were written belong to it for certain; days that were added by `~`, or that lie beyond an end that is not known, only possibly.
    pub fn window(&self) -> Bounds {
        let written = &self.written;
        let first = match written.s_lo {
            PAST if !written.starts_open() => written.s_hi.min(written.e_lo),
            first => first,
        };
        let last = match written.e_hi {
            FUTURE if !written.ends_open() => written.e_lo.max(written.s_hi),
            last => last,
        };
        Bounds {
            s_lo: self.bounds.s_lo,
            s_hi: first,
            e_lo: last,
            e_hi: self.bounds.e_hi,
            doubtful: self.bounds.doubtful,
        }
    }
}

impl From<Reading> for Meaning {
    fn from(reading: Reading) -> Meaning {
        Meaning {
            bounds: reading.used,
            written: reading.written,
        }
    }
}

/// What was written decides what is meant.
impl PartialEq for Period {
    fn eq(&self, other: &Period) -> bool {
        self.text == other.text && self.calendar == other.calendar
    }
}

impl Hash for Period {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
        self.calendar.hash(state);
    }
}

/// What was written. The alternate form (`{:#}`) names a calendar that is not the Gregorian.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.calendar {
            Calendar::Julian if f.alternate() => f.write_str(" (julian)"),
            _ => Ok(()),
        }
    }
}

impl PeriodError {
    pub(super) fn new(message: impl Into<String>, offset: usize) -> PeriodError {
        PeriodError {
            message: message.into(),
            offset,
        }
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at character {})", self.message, self.offset + 1)
    }
}

impl std::error::Error for PeriodError {}

/// How a period is stored: as it was written.
#[derive(Serialize, Deserialize)]
struct Written {
    text: Arc<str>,
    #[serde(default)]
    calendar: Calendar,
}

impl TryFrom<Written> for Period {
    type Error = PeriodError;

    fn try_from(written: Written) -> Result<Period, PeriodError> {
        Period::parse_in(&written.text, written.calendar)
    }
}

impl From<Period> for Written {
    fn from(period: Period) -> Written {
        Written {
            text: period.text,
            calendar: period.calendar,
        }
    }
}
