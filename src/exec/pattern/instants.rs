//! What the relations that a path has met can still share of a slice, each such remainder once, by number.

use factio_graph::adjacency::Spans;
use factio_graph::time::{Certainty, Shared};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The remainders met so far. The first ones are what single relations leave: a relation's span is the number of its own.
pub(super) struct Instants {
    spans: Arc<Spans>,
    left: Vec<Shared>,
    /// For each, the spans that may share a day with it, from and to.
    near: Vec<(u32, u32)>,
    known: FxHashMap<Shared, u32>,
    /// Only what is certain counts.
    certainly: bool,
}

impl Instants {
    pub fn new(spans: Arc<Spans>, certainly: bool) -> Instants {
        let left = spans.all().to_vec();
        Instants {
            near: left.iter().map(|left| spans.near(left)).collect(),
            known: (0..)
                .zip(&left)
                .map(|(number, left)| (*left, number))
                .collect(),
            left,
            spans,
            certainly,
        }
    }

    /// The spans that may be met after what is left: those that may not lie outside of them.
    pub fn near(&self, left: u32) -> (u32, u32) {
        self.near[left as usize]
    }

    /// What is left when a relation of a span comes after; `None` where it may not.
    pub fn join(&mut self, left: u32, span: u32) -> Option<u32> {
        let (one, other) = (&self.left[left as usize], &self.left[span as usize]);
        let met = one.meet(other)?;
        if met == *one {
            return Some(left);
        }
        if met == *other {
            return Some(span);
        }
        if self.certainly && met.certainty() != Certainty::Certain {
            return None;
        }
        Some(self.number(met))
    }

    /// Whether it is only possible that what is left is shared.
    pub fn is_doubted(&self, left: u32) -> bool {
        self.left[left as usize].certainty() != Certainty::Certain
    }

    /// Whether whatever can follow the second can follow the first.
    pub fn covers(&self, one: u32, other: u32) -> bool {
        one == other || self.left[one as usize].covers(&self.left[other as usize])
    }

    fn number(&mut self, left: Shared) -> u32 {
        if let Some(&number) = self.known.get(&left) {
            return number;
        }
        let number = self.left.len() as u32;
        self.near.push(self.spans.near(&left));
        self.left.push(left);
        self.known.insert(left, number);
        number
    }
}
