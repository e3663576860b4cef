//! Certain, possible, absent: what uncertain periods say of a day, of a slice of history, and of each other.
//!
//! All answers are exact: certain is what holds for every choice of starts and ends within their bounds, possible what
//! holds for some. Nothing of a doubtful period is ever certain.

use crate::time::bounds::Bounds;
use crate::time::period::Period;

/// How far something is known to hold. The order is that of knowledge: absent < possible < certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    Absent,
    Possible,
    Certain,
}

impl Certainty {
    /// The answer of a predicate: true, null or false.
    pub fn known(self) -> Option<bool> {
        match self {
            Certainty::Certain => Some(true),
            Certainty::Possible => None,
            Certainty::Absent => Some(false),
        }
    }

    /// The word for it: `certain`, `possible`, `absent`.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Possible => "possible",
            Certainty::Absent => "absent",
        }
    }

    fn of(a: &Bounds, b: &Bounds, possible: bool, certain: bool) -> Certainty {
        match possible {
            false => Certainty::Absent,
            true if certain && !a.doubtful && !b.doubtful => Certainty::Certain,
            true => Certainty::Possible,
        }
    }
}

/// They share a day.
pub fn overlaps(a: &Bounds, b: &Bounds) -> Certainty {
    let possible = a.s_lo <= b.e_hi && b.s_lo <= a.e_hi;
    let certain = a.s_hi <= b.e_lo && b.s_hi <= a.e_lo;
    Certainty::of(a, b, possible, certain)
}

/// The first is over before the second starts.
pub fn precedes(a: &Bounds, b: &Bounds) -> Certainty {
    Certainty::of(a, b, a.e_lo < b.s_hi, a.e_hi < b.s_lo)
}

/// The first starts after the second is over.
pub fn succeeds(a: &Bounds, b: &Bounds) -> Certainty {
    precedes(b, a)
}

/// The first ends on the day before the second starts.
pub fn meets(a: &Bounds, b: &Bounds) -> Certainty {
    let possible = a.e_lo < b.s_hi && b.s_lo <= a.e_hi + 1;
    let certain = a.e_lo == a.e_hi && b.s_lo == b.s_hi;
    Certainty::of(a, b, possible, certain)
}

/// The first covers the second; equality counts.
pub fn contains(a: &Bounds, b: &Bounds) -> Certainty {
    let (from, to) = (a.s_lo.max(b.s_lo), a.e_hi.min(b.e_hi));
    let possible = from <= b.s_hi && b.e_lo <= to && from <= to;
    let certain = a.s_hi <= b.s_lo && b.e_hi <= a.e_lo;
    Certainty::of(a, b, possible, certain)
}

/// They start on the same day and end on the same day.
pub fn equals(a: &Bounds, b: &Bounds) -> Certainty {
    let (from, to) = (a.s_lo.max(b.s_lo), a.e_hi.min(b.e_hi));
    let possible = from <= a.s_hi.min(b.s_hi) && a.e_lo.max(b.e_lo) <= to && from <= to;
    let exact = |bounds: &Bounds| bounds.s_lo == bounds.s_hi && bounds.e_lo == bounds.e_hi;
    Certainty::of(a, b, possible, exact(a) && exact(b))
}

/// What a time clause asks of a validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// Held at that instant, which is some unknown day of the slice.
    At,
    /// Held at some time in the slice.
    During,
    /// Held on all of the slice.
    Throughout,
}

/// A slice of history: what is asked, and of which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slice {
    pub asked: Asked,
    /// The days, as [`Meaning::window`](crate::time::Meaning::window) gives them.
    pub window: Bounds,
}

impl Slice {
    pub fn new(asked: Asked, period: &Period) -> Slice {
        Slice {
            asked,
            window: period.meaning().window(),
        }
    }

    /// Whether a validity holds in the slice. Cost: a few comparisons; decide once for each distinct period.
    pub fn decide(&self, validity: &Bounds) -> Certainty {
        match self.asked {
            Asked::At => {
                let (first, last) = self.window.span();
                let possible = validity.s_lo <= last && first <= validity.e_hi;
                let certain = validity.s_hi <= first && last <= validity.e_lo;
                Certainty::of(validity, &self.window, possible, certain)
            }
            Asked::During => overlaps(validity, &self.window),
            Asked::Throughout => contains(validity, &self.window),
        }
    }
}
