//! How far a source is from every node, in moves of a path pattern: breadth first over pairs of a place in the pattern and a
//! node, a layer at a time and only as deep as is asked.
//!
//! The counts of a segment are kept exact up to its least number alone, and relations may repeat, so that a distance is never
//! more than the true one.

use crate::error::Result;
use crate::exec::pattern::select::segment::{At, NodeTest, Segment, Way};
use rustc_hash::FxHashMap;

/// Counts are told apart up to this number.
const COUNTED: u64 = 8;

/// How many moves of a segment were made, as far as it matters.
#[derive(Clone, Copy, Debug)]
struct Counts {
    /// The first place of the segment.
    first: u32,
    /// Counts from this on are one, or the last there is.
    cap: u32,
    /// From the cap one can move on.
    loops: bool,
}

/// A place in the pattern, the sign of the way there, and a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct State {
    place: u32,
    negative: bool,
    node: u32,
}

/// Distances from one source.
#[derive(Debug, Default)]
pub(super) struct Distances {
    counts: Vec<Counts>,
    /// The place at which the pattern is complete.
    last: u32,
    signed: bool,
    known: FxHashMap<State, u32>,
    /// States by distance.
    layers: Vec<Vec<State>>,
    /// Layers below this are complete.
    complete: u32,
    /// Nodes at which the pattern can end, with the sign of the way, nearest first.
    ends: Vec<(u32, bool)>,
}

impl Distances {
    /// Without a step made yet.
    pub fn new(segments: &[Segment<'_>], signed: bool, source: u32) -> Distances {
        let mut counts = Vec::with_capacity(segments.len());
        let mut last = 0;
        for segment in segments {
            let exact = segment.least == segment.most && segment.most <= COUNTED;
            let cap = segment.least.min(COUNTED) as u32;
            counts.push(Counts {
                first: last,
                cap,
                loops: !exact && segment.most > 0,
            });
            last += cap + 1;
        }
        let mut distances = Distances {
            counts,
            last,
            signed,
            ..Distances::default()
        };
        let start = State {
            place: 0,
            negative: false,
            node: source,
        };
        distances.settle(start, 0);
        distances
    }

    /// How far the end of the pattern at `node` is, after a way of that sign; searched up to `depth`.
    pub fn to_end(&self, node: u32, negative: bool) -> Option<u32> {
        let end = State {
            place: self.last,
            negative,
            node,
        };
        self.known.get(&end).copied()
    }

    /// How long the way to a node within a segment is at least, when `count` moves of that segment follow behind it.
    pub fn to(
        &self,
        segment: usize,
        count: u64,
        node: u32,
        negative: bool,
        least: u64,
    ) -> Option<u32> {
        let counts = self.counts[segment];
        let wanted = (least.saturating_sub(count)).min(u64::from(counts.cap)) as u32;
        let most = if counts.loops { counts.cap } else { wanted };
        let places = counts.first + wanted..=counts.first + most;
        let states = places.map(|place| State {
            place,
            negative,
            node,
        });
        states
            .filter_map(|state| self.known.get(&state).copied())
            .min()
    }

    /// Whether nothing lies beyond what is known.
    pub fn is_exhausted(&self) -> bool {
        self.complete as usize >= self.layers.len()
    }

    /// All distances up to this one are known.
    pub fn depth(&self) -> u32 {
        self.complete
    }

    /// The ends found so far, nearest first.
    pub fn ends(&self) -> &[(u32, bool)] {
        &self.ends
    }

    /// Makes the next layer known.
    pub fn deepen(
        &mut self,
        segments: &mut [Segment<'_>],
        tests: &mut [NodeTest<'_>],
        at: At<'_, '_>,
    ) -> Result<()> {
        at.context.check()?;
        let distance = self.complete;
        let mut position = 0;
        while let Some(&state) = self
            .layers
            .get(distance as usize)
            .and_then(|layer| layer.get(position))
        {
            position += 1;
            if self.known.get(&state) != Some(&distance) {
                continue;
            }
            match self
                .counts
                .iter()
                .rposition(|counts| counts.first <= state.place)
            {
                Some(segment) if state.place < self.last => {
                    self.leave(state, segment, distance, segments, tests, at)?;
                    self.advance(state, segment, distance, segments, at)?;
                }
                _ => self.ends.push((state.node, state.negative)),
            }
        }
        self.complete += 1;
        Ok(())
    }

    /// Goes over to the next segment, if this one can be left.
    fn leave(
        &mut self,
        state: State,
        segment: usize,
        distance: u32,
        segments: &[Segment<'_>],
        tests: &mut [NodeTest<'_>],
        at: At<'_, '_>,
    ) -> Result<()> {
        let counts = self.counts[segment];
        let enough = state.place - counts.first == counts.cap;
        if enough && tests[segment + 1].passes(state.node, at)? {
            let place = match segment + 1 < segments.len() {
                true => self.counts[segment + 1].first,
                false => self.last,
            };
            self.settle(State { place, ..state }, distance);
        }
        Ok(())
    }

    /// Makes each move of the segment.
    fn advance(
        &mut self,
        state: State,
        segment: usize,
        distance: u32,
        segments: &mut [Segment<'_>],
        at: At<'_, '_>,
    ) -> Result<()> {
        let counts = self.counts[segment];
        let count = state.place - counts.first;
        if count == counts.cap && !counts.loops {
            return Ok(());
        }
        let place = counts.first + (count + 1).min(counts.cap);
        let mut moves = Vec::new();
        segments[segment].moves(Way::Onward, state.node, self.signed, at, &mut moves)?;
        for next in moves {
            if next.sign != 0 {
                let negative = state.negative != (next.sign < 0);
                let to = State {
                    place,
                    negative,
                    node: next.node,
                };
                self.settle(to, distance + next.length);
            }
        }
        Ok(())
    }

    /// Notes a way to a state, unless one as short is known.
    fn settle(&mut self, state: State, distance: u32) {
        if self
            .known
            .get(&state)
            .is_some_and(|&known| known <= distance)
        {
            return;
        }
        self.known.insert(state, distance);
        let layer = distance as usize;
        if self.layers.len() <= layer {
            self.layers.resize_with(layer + 1, Vec::new);
        }
        self.layers[layer].push(state);
    }
}
