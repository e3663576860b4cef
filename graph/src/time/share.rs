//! What several uncertain validities have together: a common day (co-valid paths), or a day each that never goes back (paths in order).
//!
//! Validities of different elements are independent of each other. An element that a path visits twice counts once for
//! a common day; counted twice it can only weaken certain to possible.

use crate::time::bounds::{Bounds, FUTURE, PAST};
use crate::time::relate::{Asked, Certainty, Slice, contains, overlaps};

/// What the validities met so far share, inside a slice. Small and cheap to copy: keep one for each partial path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shared {
    slice: Slice,
    /// The latest of the starts: of their earliest days, of their latest days.
    start: (i64, i64),
    /// The earliest of the ends.
    end: (i64, i64),
    certain: bool,
}

impl Shared {
    /// Nothing met yet, no slice.
    pub fn ever() -> Shared {
        Shared::within(Slice {
            asked: Asked::During,
            window: Bounds::ALWAYS,
        })
    }

    /// Nothing met yet, inside a slice.
    pub fn within(slice: Slice) -> Shared {
        let (start, end) = (slice.window.start(), slice.window.end());
        let (start, end) = match slice.asked {
            Asked::During => (start, end),
            // The instant is any day of the slice; what each validity must cover is decided for each alone.
            Asked::At | Asked::Throughout => ((start.0, PAST), (FUTURE, end.1)),
        };
        Shared {
            slice,
            start,
            end,
            certain: !slice.window.doubtful,
        }
    }

    /// With one validity more; `None` when all of them cannot hold together.
    pub fn with(self, validity: &Bounds) -> Option<Shared> {
        let certain = match self.slice.asked {
            Asked::During => validity.s_hi <= self.end.0 && self.start.1 <= validity.e_lo,
            Asked::At => self.slice.decide(validity) == Certainty::Certain,
            Asked::Throughout => match contains(validity, &self.slice.window) {
                Certainty::Absent => return None,
                answer => answer == Certainty::Certain,
            },
        };
        let shared = Shared {
            slice: self.slice,
            start: max(self.start, validity.start()),
            end: min(self.end, validity.end()),
            certain: self.certain && certain && !validity.doubtful,
        };
        (shared.start.0 <= shared.end.1).then_some(shared)
    }

    /// What is left when what another has met has to hold as well, in the same slice; `None` when they cannot hold together.
    /// Exact in a slice that has a certain core.
    pub fn meet(self, other: &Shared) -> Option<Shared> {
        let certain = match self.slice.asked {
            Asked::During => other.start.1 <= self.end.0 && self.start.1 <= other.end.0,
            Asked::At | Asked::Throughout => true,
        };
        let shared = Shared {
            slice: self.slice,
            start: max(self.start, other.start),
            end: min(self.end, other.end),
            certain: self.certain && other.certain && certain,
        };
        (shared.start.0 <= shared.end.1).then_some(shared)
    }

    /// The first and last day that may be shared.
    pub fn days(&self) -> (i64, i64) {
        (self.start.0, self.end.1)
    }

    /// Whether it is one day of a slice for certain, and no other can be shared.
    pub fn is_day(&self) -> bool {
        self.certain && self.slice.asked == Asked::During && self.start.0 == self.end.1
    }

    /// What is left of the slice as the bounds of a period, which are doubtful where it is only possible that anything is.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            s_lo: self.start.0,
            s_hi: self.start.1,
            e_lo: self.end.0,
            e_hi: self.end.1,
            doubtful: !self.certain,
        }
    }

    /// Whether whatever can still be shared with another can be shared with this one, as surely.
    pub fn covers(&self, other: &Shared) -> bool {
        max(self.start, other.start) == other.start
            && min(self.end, other.end) == other.end
            && self.certain >= other.certain
    }

    /// A total order of what is left in one slice, by its first day.
    pub fn order(&self) -> (i64, i64, i64, i64, bool) {
        (
            self.start.0,
            self.end.1,
            self.start.1,
            self.end.0,
            self.certain,
        )
    }

    /// Whether they hold together for certain (in the slice, as it asks).
    pub fn certainty(&self) -> Certainty {
        match self.certain {
            true => Certainty::Certain,
            false => Certainty::Possible,
        }
    }
}

/// The days that all of the validities share: their certain core and possible span; `None` when they cannot share a day.
///
/// Where it is not certain that they share one at all, the answer is doubtful.
pub fn intersection<'a>(validities: impl IntoIterator<Item = &'a Bounds>) -> Option<Bounds> {
    let shared = validities
        .into_iter()
        .try_fold(Shared::ever(), |shared, validity| shared.with(validity))?;
    Bounds::new(shared.start, shared.end).map(|bounds| bounds.doubted(!shared.certain))
}

/// A walk in time-respecting order: an instant t1 ≤ t2 ≤ … in each hop, at which the relation and both its nodes hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InOrder {
    window: Bounds,
    /// The validity of the node reached.
    here: Bounds,
    /// The earliest day on which the walk may arrive here.
    arrival: i64,
    /// The latest day on which any part of the walk may have started.
    latest_start: i64,
    certain: bool,
}

impl InOrder {
    /// At a node, inside a slice or ([`Bounds::ALWAYS`]) at any time; `None` when the node does not hold in it.
    pub fn starting(window: &Bounds, node: &Bounds) -> Option<InOrder> {
        let holds = overlaps(node, window);
        (holds != Certainty::Absent).then(|| InOrder {
            window: *window,
            here: *node,
            arrival: window.s_lo.max(node.s_lo),
            latest_start: window.s_hi.max(node.s_hi),
            certain: holds == Certainty::Certain,
        })
    }

    /// One hop on; `None` when no instant is left for it.
    pub fn hop(self, relation: &Bounds, node: &Bounds) -> Option<InOrder> {
        let arrival = self.arrival.max(relation.s_lo).max(node.s_lo);
        let last = [self.window, self.here, *relation, *node]
            .iter()
            .fold(FUTURE, |last, bounds| last.min(bounds.e_hi));
        (arrival <= last).then(|| InOrder {
            window: self.window,
            here: *node,
            arrival,
            latest_start: self.latest_start.max(relation.s_hi).max(node.s_hi),
            certain: self.certain && self.hop_is_certain(relation, node),
        })
    }

    /// Every earlier start comes before the new ends, and the parts of the hop share a day, whatever their ends are.
    fn hop_is_certain(&self, relation: &Bounds, node: &Bounds) -> bool {
        let standing = self.here.e_lo.min(self.window.e_lo);
        !relation.doubtful
            && !node.doubtful
            && self.latest_start <= relation.e_lo.min(node.e_lo)
            && relation.s_hi <= standing.min(node.e_lo)
            && node.s_hi <= standing.min(relation.e_lo)
    }

    /// Whether whatever can follow another walk can follow this one, as surely; nodes that have no period.
    pub fn covers(&self, other: &InOrder) -> bool {
        self.arrival <= other.arrival
            && self.latest_start <= other.latest_start
            && self.certain >= other.certain
    }

    /// The earliest day on which the walk may have come this far; [`PAST`] when nothing bounds it.
    pub fn arrival(&self) -> i64 {
        self.arrival
    }

    /// The day by which the walk has come this far for certain, if it is certain at all.
    pub fn certain_arrival(&self) -> Option<i64> {
        self.certain.then_some(self.latest_start)
    }

    pub fn certainty(&self) -> Certainty {
        match self.certain {
            true => Certainty::Certain,
            false => Certainty::Possible,
        }
    }
}

fn max(a: (i64, i64), b: (i64, i64)) -> (i64, i64) {
    (a.0.max(b.0), a.1.max(b.1))
}

fn min(a: (i64, i64), b: (i64, i64)) -> (i64, i64) {
    (a.0.min(b.0), a.1.min(b.1))
}
