//! The four day bounds of a period: its start and its end each lie somewhere in their own range, and start ≤ end.

use crate::time::Date;

/// "Since ever": a start that is open, or that nothing bounds from below. Earlier than every day.
pub const PAST: i64 = i64::MIN / 4;
/// "Without end": an end that is open, or that nothing bounds from above. Later than every day.
pub const FUTURE: i64 = i64::MAX / 4;

/// The four bounds, in days since 1970-01-01, ends inclusive, and whether what they say may be said for certain.
///
/// Always tight: `s_lo ≤ s_hi ≤ e_hi` and `s_lo ≤ e_lo ≤ e_hi`, so that each day of each range belongs to some pair
/// start ≤ end. [`PAST`] and [`FUTURE`] stand for a missing bound. The order is that of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounds {
    pub(super) s_lo: i64,
    pub(super) s_hi: i64,
    pub(super) e_lo: i64,
    pub(super) e_hi: i64,
    pub(super) doubtful: bool,
}

impl Bounds {
    /// All of time, for certain: the validity of whatever has none of its own.
    pub const ALWAYS: Bounds = Bounds {
        s_lo: PAST,
        s_hi: PAST,
        e_lo: FUTURE,
        e_hi: FUTURE,
        doubtful: false,
    };

    /// The bounds of a start and an end, each from its first day to its last; `None` when a range is reversed, the
    /// end must lie before the start, or no day can lie between them.
    pub fn new(start: (i64, i64), end: (i64, i64)) -> Option<Bounds> {
        let (s_lo, s_hi) = start;
        let (e_lo, e_hi) = end;
        let ordered = s_lo <= s_hi && e_lo <= e_hi && s_lo <= e_hi;
        let possible = ordered && s_lo < FUTURE && e_hi > PAST;
        possible.then(|| Bounds {
            s_lo,
            s_hi: s_hi.min(e_hi),
            e_lo: e_lo.max(s_lo),
            e_hi,
            doubtful: false,
        })
    }

    /// All days from the first to the last, for certain; `None` when they are reversed.
    pub fn exactly(first: i64, last: i64) -> Option<Bounds> {
        Bounds::new((first, first), (last, last))
    }

    /// That day, for certain.
    pub fn of_day(day: i64) -> Bounds {
        Bounds {
            s_lo: day,
            s_hi: day,
            e_lo: day,
            e_hi: day,
            doubtful: false,
        }
    }

    /// The same bounds; doubtful if they were, or if `doubtful`.
    pub fn doubted(self, doubtful: bool) -> Bounds {
        Bounds {
            doubtful: self.doubtful || doubtful,
            ..self
        }
    }

    /// The first and last day on which it may have started.
    pub fn start(&self) -> (i64, i64) {
        (self.s_lo, self.s_hi)
    }

    /// The first and last day on which it may have ended.
    pub fn end(&self) -> (i64, i64) {
        (self.e_lo, self.e_hi)
    }

    /// The four bounds as dates, start first; `None` where one is missing, or lies beyond the years of a date.
    pub fn dates(&self) -> [Option<Date>; 4] {
        [self.s_lo, self.s_hi, self.e_lo, self.e_hi].map(date)
    }

    /// Whether nothing of it is ever more than possible (`?`).
    pub fn is_doubtful(&self) -> bool {
        self.doubtful
    }

    /// The first and last day of its certain core: the days on which it held for certain.
    pub fn core(&self) -> Option<(i64, i64)> {
        (self.s_hi <= self.e_lo && !self.doubtful).then_some((self.s_hi, self.e_lo))
    }

    /// The first and last day of its possible span.
    pub fn span(&self) -> (i64, i64) {
        (self.s_lo, self.e_hi)
    }

    /// Whether the start is known to reach back for ever (`..`).
    pub(super) fn starts_open(&self) -> bool {
        self.s_hi == PAST
    }

    /// Whether the end is known never to come (`..`).
    pub(super) fn ends_open(&self) -> bool {
        self.e_lo == FUTURE
    }
}

/// A day as a date; `None` for a missing bound, or beyond the years of a date.
pub(super) fn date(days: i64) -> Option<Date> {
    Date::from_days(days).ok()
}

#[cfg(test)]
mod tests {
    use super::{Bounds, FUTURE, PAST};

    #[test]
    fn bounds_are_tightened() {
        let bounds = Bounds::new((3, 20), (1, 10)).unwrap();
        assert_eq!((bounds.start(), bounds.end()), ((3, 10), (3, 10)));
        assert_eq!(bounds.core(), None);
        assert_eq!(bounds.span(), (3, 10));
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        assert_eq!(Bounds::new((5, 6), (1, 4)), None);
        assert_eq!(Bounds::new((6, 5), (9, 9)), None);
    }

    #[test]
    fn the_core_is_what_every_choice_of_ends_covers() {
        let bounds = Bounds::new((1, 3), (7, 9)).unwrap();
        assert_eq!(bounds.core(), Some((3, 7)));
        assert_eq!(bounds.doubted(true).core(), None);
        assert_eq!(Bounds::ALWAYS.core(), Some((PAST, FUTURE)));
    }
}
