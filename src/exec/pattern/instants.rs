//! What is left of a slice for the rest of a path, after the relations that it has met: an instant that all share, or one after
//! another. Each such remainder stands here once, by number.

use factio_graph::adjacency::Spans;
use factio_graph::id::PeriodId;
use factio_graph::time::{Bounds, Certainty, InOrder, Shared, Slice};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How a path's relations have to hold in a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Together {
    AtOnce,
    /// Each at an instant that is not before the one of the relation before.
    InOrder,
}

/// The remainders met so far. The first ones are what single relations leave: a relation's span is the number of its own.
///
/// Where each span is one certain day there are no others: relations share a day or none, and in order the later day is left.
pub(super) struct Instants {
    spans: Arc<Spans>,
    /// How relations follow each other where each span is one certain day; nothing else is written down then.
    daily: Option<Together>,
    left: Vec<Left>,
    /// For each, the spans that may follow, from and to.
    near: Vec<(u32, u32)>,
    known: FxHashMap<Left, u32>,
    /// Only what is certain counts.
    certainly: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Left {
    Shared(Shared),
    InOrder(InOrder),
}

impl Instants {
    /// `None` where nothing lies in the slice.
    pub fn new(
        spans: Arc<Spans>,
        slice: Slice,
        together: Together,
        certainly: bool,
    ) -> Option<Instants> {
        let start = InOrder::starting(&slice.window, &Bounds::ALWAYS)?;
        if spans.are_days() {
            return Some(Instants {
                spans,
                daily: Some(together),
                left: Vec::new(),
                near: Vec::new(),
                known: FxHashMap::default(),
                certainly,
            });
        }
        let first = |span: &Shared| match together {
            Together::AtOnce => Some(Left::Shared(*span)),
            Together::InOrder => {
                let arrived = start.hop(&span.bounds(), &Bounds::ALWAYS);
                arrived.map(Left::InOrder)
            }
        };
        let left: Vec<Left> = spans.all().iter().map(first).collect::<Option<_>>()?;
        Some(Instants {
            near: left.iter().map(|left| left.near(&spans)).collect(),
            known: (0..)
                .zip(&left)
                .map(|(number, left)| (*left, number))
                .collect(),
            left,
            spans,
            daily: None,
            certainly,
        })
    }

    /// How relations follow each other where each span is one certain day: on the same one, or on a later one, too.
    pub fn daily(&self) -> Option<Together> {
        self.daily
    }

    /// The span of what has a period; `None` where it does not count.
    pub fn span_of(&self, period: Option<PeriodId>) -> Option<u32> {
        self.spans.number(period)
    }

    /// The span of what has no period.
    pub fn undated(&self) -> u32 {
        self.spans.undated()
    }

    /// The numbers of the spans of periods that may follow: some of them may not, and those outside do not.
    pub fn near(&self, left: u32) -> (u32, u32) {
        match self.daily {
            Some(_) if left == self.undated() => (0, u32::MAX),
            Some(Together::AtOnce) => (left, left.saturating_add(1)),
            Some(Together::InOrder) => (left, u32::MAX),
            None => self.near[left as usize],
        }
    }

    /// What is left when a relation of a span follows; `None` where it cannot.
    pub fn join(&mut self, left: u32, span: u32) -> Option<u32> {
        match self.daily {
            Some(together) => self.join_days(left, span, together),
            None => self.join_spans(left, span),
        }
    }

    fn join_days(&self, left: u32, span: u32, together: Together) -> Option<u32> {
        let undated = self.undated();
        if span == undated {
            return Some(left);
        }
        let follows = match together {
            Together::AtOnce => left == span,
            Together::InOrder => left <= span,
        };
        (left == undated || follows).then_some(span)
    }

    fn join_spans(&mut self, left: u32, span: u32) -> Option<u32> {
        let one = self.left[left as usize];
        let other = &self.spans.all()[span as usize];
        let met = match one {
            Left::Shared(shared) => Left::Shared(shared.meet(other)?),
            Left::InOrder(walk) => Left::InOrder(walk.hop(&other.bounds(), &Bounds::ALWAYS)?),
        };
        if self.certainly && met.certainty() != Certainty::Certain {
            return None;
        }
        if met == one {
            return Some(left);
        }
        if met == self.left[span as usize] {
            return Some(span);
        }
        Some(self.number(met))
    }

    /// Whether it is only possible that something is left.
    pub fn is_doubted(&self, left: u32) -> bool {
        self.daily.is_none() && self.left[left as usize].certainty() != Certainty::Certain
    }

    /// Whether whatever can follow the second can follow the first.
    pub fn covers(&self, one: u32, other: u32) -> bool {
        let undated = self.undated();
        one == other
            || match self.daily {
                Some(Together::AtOnce) => one == undated,
                Some(Together::InOrder) => one == undated || (one <= other && other != undated),
                None => self.left[one as usize].covers(&self.left[other as usize]),
            }
    }

    fn number(&mut self, left: Left) -> u32 {
        if let Some(&number) = self.known.get(&left) {
            return number;
        }
        let number = self.left.len() as u32;
        self.near.push(left.near(&self.spans));
        self.left.push(left);
        self.known.insert(left, number);
        number
    }
}

impl Left {
    fn near(&self, spans: &Spans) -> (u32, u32) {
        match self {
            Left::Shared(shared) => spans.near(shared.days()),
            Left::InOrder(walk) => spans.near((walk.arrival(), i64::MAX)),
        }
    }

    fn certainty(&self) -> Certainty {
        match self {
            Left::Shared(shared) => shared.certainty(),
            Left::InOrder(walk) => walk.certainty(),
        }
    }

    fn covers(&self, other: &Left) -> bool {
        match (self, other) {
            (Left::Shared(one), Left::Shared(other)) => one.covers(other),
            (Left::InOrder(one), Left::InOrder(other)) => one.covers(other),
            _ => false,
        }
    }
}
