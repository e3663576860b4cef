//! Counts the pairs of relations that two relation patterns of a path find through a node between them and that hold together in a
//! slice, where nobody reads any of the nodes: in the order of time, and without binding what is met on the way.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::instants::{Instants, Together};
use crate::exec::pattern::lanes::{Lanes, count_of};
use crate::exec::pattern::step::{Coincide, Step};
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
use factio_graph::adjacency::DatedRow;
use factio_graph::facts::Graph;
use std::cell::RefCell;
use std::rc::Rc;

/// After so many rows it is asked whether the statement was stopped.
const CHECKED: usize = 64;

/// The step. Binds nothing; a row weighs as many pairs as there are.
pub(in crate::exec::pattern) struct TallyDated {
    /// Whatever is bound: the node between, or the far node of the first.
    from: Slot,
    start: Start,
    first: Lanes,
    /// From the node between.
    second: Lanes,
    coincide: Coincide,
    instants: Rc<RefCell<Instants>>,
    row: usize,
}

/// Where the first relation pattern is followed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec::pattern) enum Start {
    Middle,
    End,
}

impl TallyDated {
    pub fn new(
        (from, start): (Slot, Start),
        [first, second]: [Lanes; 2],
        coincide: Coincide,
        instants: Rc<RefCell<Instants>>,
    ) -> TallyDated {
        TallyDated {
            from,
            start,
            first,
            second,
            coincide,
            instants,
            row: 0,
        }
    }
}

impl Step for TallyDated {
    fn word(&self) -> &'static str {
        "tally in time"
    }

    fn rewind(&mut self) {
        self.row = 0;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let from = view.ids(self.from);
        let mut instants = self.instants.borrow_mut();
        let mut tally = Tally {
            step: self,
            instants: &mut instants,
            graph: context.graph(),
            doubted: false,
        };
        let mut row = self.row;
        while row < from.len() && out.len() < limit {
            let weight = match self.start {
                Start::Middle => tally.through(from[row]),
                Start::End => tally.at_end(from[row]),
            };
            if weight > 0 {
                out.parent.push(row as u32);
                out.weights.push(weight);
            }
            row += 1;
            if row.is_multiple_of(CHECKED) {
                context.check()?;
            }
        }
        context.sight().admitted(tally.doubted);
        self.row = row;
        Ok(row < from.len())
    }
}

/// The step at work.
struct Tally<'t> {
    step: &'t TallyDated,
    instants: &'t mut Instants,
    graph: &'t Graph,
    /// A pair was counted that only possibly holds together.
    doubted: bool,
}

impl Tally<'_> {
    /// The pairs through a node.
    fn through(&mut self, node: u32) -> u64 {
        let mut weight = 0u64;
        for lane in 0..self.step.first.len() {
            let Some(row) = self.step.first.row(lane, node, self.graph) else {
                continue;
            };
            let pairs = match self.instants.daily() {
                Some(together) if self.meets_no_loops(row, node) => {
                    self.by_day(row, node, together)
                }
                _ => self.by_span(row, self.step.first.skips_loops(lane), node),
            };
            weight = weight.saturating_add(pairs);
        }
        weight
    }

    /// Whether no self-loop matters where a row of the first comes to a node.
    fn meets_no_loops(&self, row: &DatedRow, node: u32) -> bool {
        let second = &self.step.second;
        let mut lanes = 0..second.len();
        let loops = |lane| {
            second
                .row(lane, node, self.graph)
                .is_some_and(DatedRow::has_loops)
        };
        !row.has_loops() && !lanes.any(|lane| second.skips_loops(lane) && loops(lane))
    }

    fn by_day(&self, row: &DatedRow, node: u32, together: Together) -> u64 {
        let undated = self.instants.undated();
        let lanes = 0..self.step.second.len();
        let rows = lanes.filter_map(|lane| self.step.second.row(lane, node, self.graph));
        let pairs = rows.map(|other| match together {
            Together::AtOnce => at_once(row, other, undated),
            Together::InOrder => in_order(row, other, undated),
        });
        let pairs = pairs.fold(0, u64::saturating_add);
        match self.step.coincide {
            Coincide::All => pairs.saturating_sub(row.len() as u64),
            Coincide::Never | Coincide::Loops => pairs,
        }
    }

    fn by_span(&mut self, row: &DatedRow, skips_loops: bool, node: u32) -> u64 {
        let mut weight = 0u64;
        for run in row.near((0, u32::MAX), self.instants.undated()) {
            let loops = count_of(run.neighbours, node);
            let others = (run.neighbours.len() - loops) as u64;
            let loops = if skips_loops { 0 } else { loops as u64 };
            let all = self.following(node, run.span);
            let same = u64::from(self.follows_itself(run.span));
            let (of_loops, of_others) = match self.step.coincide {
                Coincide::Never => (all, all),
                Coincide::Loops => (all - same, all),
                Coincide::All => (all - same, all - same),
            };
            let pairs = loops.saturating_mul(of_loops);
            weight = weight.saturating_add(pairs.saturating_add(others.saturating_mul(of_others)));
        }
        weight
    }

    /// The pairs of which the first relation is at its far node.
    fn at_end(&mut self, node: u32) -> u64 {
        let mut weight = 0u64;
        for lane in 0..self.step.first.len() {
            let Some(row) = self.step.first.row(lane, node, self.graph) else {
                continue;
            };
            let skips_loops = self.step.first.skips_loops(lane);
            for run in row.near((0, u32::MAX), self.instants.undated()) {
                let itself = u64::from(self.follows_itself(run.span));
                for same in run.neighbours.chunk_by(|a, b| a == b) {
                    let (middle, count) = (same[0], same.len() as u64);
                    if skips_loops && middle == node {
                        continue;
                    }
                    let taken = match self.step.coincide {
                        Coincide::Never => 0,
                        Coincide::Loops if middle != node => 0,
                        Coincide::Loops | Coincide::All => itself,
                    };
                    let following = self.following(middle, run.span) - taken;
                    weight = weight.saturating_add(count.saturating_mul(following));
                }
            }
        }
        weight
    }

    fn following(&mut self, node: u32, left: u32) -> u64 {
        let (second, graph) = (&self.step.second, self.graph);
        second.count(node, left, self.instants, graph, &mut self.doubted)
    }

    /// Whether a relation of a span may follow itself, so that it is among those that follow it.
    fn follows_itself(&mut self, span: u32) -> bool {
        self.step.coincide != Coincide::Never && self.instants.join(span, span).is_some()
    }
}

/// The pairs of relations of two rows that share a day; what has no period shares each.
fn at_once(one: &DatedRow, other: &DatedRow, undated: u32) -> u64 {
    let mut pairs = 0u64;
    let mut others = other.lengths(0).peekable();
    let (mut always, mut dated) = (0, 0);
    for (span, count) in one.lengths(0) {
        if span == undated {
            always = u64::from(count);
            continue;
        }
        dated += u64::from(count);
        while others.next_if(|(other, _)| *other < span).is_some() {}
        if let Some((_, same)) = others.next_if(|(other, _)| *other == span) {
            pairs = pairs.saturating_add(u64::from(count) * u64::from(same));
        }
    }
    let unbound = other
        .run(other.from(undated))
        .map_or(0, |run| run.relations.len() as u64);
    pairs
        .saturating_add(always.saturating_mul(other.len() as u64))
        .saturating_add(dated.saturating_mul(unbound))
}

/// The pairs of a relation of the one row and one of the other that is not before it.
fn in_order(one: &DatedRow, other: &DatedRow, undated: u32) -> u64 {
    let mut pairs = 0u64;
    let mut later = other.len() as u64;
    let mut others = other.lengths(0).peekable();
    for (span, count) in one.lengths(0) {
        let follow = match span == undated {
            true => other.len() as u64,
            false => {
                while let Some((_, before)) = others.next_if(|(other, _)| *other < span) {
                    later -= u64::from(before);
                }
                later
            }
        };
        pairs = pairs.saturating_add(u64::from(count).saturating_mul(follow));
    }
    pairs
}
