//! Follows two relation patterns of a path through their common node in a slice, where only their number is wanted and they have
//! to hold together: in the order of time, so that of the second only those are met that share an instant with the first.

use crate::context::Context;
use crate::error::Result;
use crate::exec::batch::NULL_ID;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::instants::Instants;
use crate::exec::pattern::lanes::{Lanes, Next};
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
use factio_graph::facts::Graph;
use std::cell::RefCell;
use std::rc::Rc;

/// How two relation patterns of a path could find the same relation at the node between them, which they must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec::pattern) enum Coincide {
    /// They find different ones.
    Never,
    /// Self-loops of the node: the one finds what leads to it, the other what leads away.
    Loops,
    /// All: both find the same relations.
    All,
}

/// The first of the two. Binds the far node and the span of the relations to it; a row weighs as many as there are.
pub(in crate::exec::pattern) struct First {
    from: Slot,
    lanes: Lanes,
    far: Far,
    instants: Rc<RefCell<Instants>>,
    row: usize,
}

/// The second. Binds the far node where it is read.
pub(in crate::exec::pattern) struct Second {
    /// The node between, the far node of the first, and the span of the first.
    pub middle: Slot,
    pub other: Slot,
    pub span: Slot,
    pub lanes: Lanes,
    pub far: Far,
    pub coincide: Coincide,
    pub instants: Rc<RefCell<Instants>>,
    pub row: usize,
}

/// What is asked of a far node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec::pattern) enum Far {
    /// Which it is.
    Bound,
    /// Whether it is the node itself, at most.
    Unread,
}

impl First {
    pub fn new(from: Slot, lanes: Lanes, far: Far, instants: Rc<RefCell<Instants>>) -> First {
        First {
            from,
            lanes,
            far,
            instants,
            row: 0,
        }
    }
}

impl Step for First {
    fn word(&self) -> &'static str {
        "follow in time"
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
        let mut doubted = false;
        while self.row < from.len() {
            if out.len() >= limit {
                break;
            }
            let (row, node) = (self.row as u32, from[self.row]);
            let mut spans = Vec::new();
            self.lanes
                .each(node, None, &mut instants, context.graph(), |next| {
                    spans.push(next.left);
                    match self.far {
                        Far::Bound => each_neighbour(next, node, |neighbour, count| {
                            add(out, row, &[neighbour, next.left], count);
                        }),
                        Far::Unread => {
                            let loops = count_of(next.run.neighbours, node);
                            let others = next.run.neighbours.len() - loops;
                            let loops = if next.skips_loops { 0 } else { loops };
                            add(out, row, &[NULL_ID, next.left], others as u64);
                            add(out, row, &[node, next.left], loops as u64);
                        }
                    }
                });
            doubted |= spans.iter().any(|&span| instants.is_doubted(span));
            self.row += 1;
        }
        context.sight().admitted(doubted);
        context.check()?;
        Ok(self.row < from.len())
    }
}

impl Step for Second {
    fn word(&self) -> &'static str {
        "follow in time"
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
        let (middles, others) = (view.ids(self.middle), view.ids(self.other));
        let spans = view.ids(self.span);
        let mut instants = self.instants.borrow_mut();
        while self.row < middles.len() {
            if out.len() >= limit {
                break;
            }
            let row = self.row;
            let first = (middles[row], others[row], spans[row]);
            match self.far {
                Far::Unread => {
                    let count = self.count(first, &mut instants, context);
                    add(out, row as u32, &[], count);
                }
                Far::Bound => self.bind(first, row, &mut instants, out, context),
            }
            self.row += 1;
        }
        context.check()?;
        Ok(self.row < middles.len())
    }
}

impl Second {
    /// How many relations can follow the first.
    fn count(
        &self,
        (node, other, span): (u32, u32, u32),
        instants: &mut Instants,
        context: &Context<'_>,
    ) -> u64 {
        let (mut count, mut doubted, mut among) = (0, false, false);
        let graph: &Graph = context.graph();
        for lane in 0..self.lanes.len() {
            let Some(row) = self.lanes.row(lane, node, graph) else {
                continue;
            };
            let (from, to) = instants.near(span);
            let mut place = row.from(from);
            while let Some(run) = row.run(place)
                && run.span < to
            {
                place += 1;
                let Some(left) = instants.join(span, run.span) else {
                    continue;
                };
                doubted |= instants.is_doubted(left);
                among |= run.span == span;
                count += run.neighbours.len() as u64;
                if self.lanes.skips_loops(lane) {
                    count -= count_of(run.neighbours, node) as u64;
                }
            }
        }
        context.sight().admitted(doubted);
        let same = match self.coincide {
            Coincide::Never => false,
            Coincide::Loops => other == node,
            Coincide::All => true,
        };
        count - u64::from(same && among)
    }

    /// Adds each node that a relation leads to after the first.
    fn bind(
        &self,
        (node, other, span): (u32, u32, u32),
        row: usize,
        instants: &mut Instants,
        out: &mut Chunk,
        context: &Context<'_>,
    ) {
        let mut met = Vec::new();
        // The first is among them once.
        let mut owed = 1;
        let graph = context.graph();
        self.lanes.each(node, Some(span), instants, graph, |next| {
            met.push(next.left);
            each_neighbour(next, node, |neighbour, count| {
                let same = next.run.span == span
                    && match self.coincide {
                        Coincide::Never => false,
                        Coincide::Loops => other == node && neighbour == node,
                        Coincide::All => neighbour == other,
                    };
                let taken = if same { std::mem::take(&mut owed) } else { 0 };
                add(out, row as u32, &[neighbour], count - taken);
            });
        });
        let doubted = met.iter().any(|&left| instants.is_doubted(left));
        context.sight().admitted(doubted);
    }
}

/// Adds a row of some ids that stands for so many matches; none for none.
fn add(out: &mut Chunk, row: u32, ids: &[u32], count: u64) {
    if count == 0 {
        return;
    }
    for (column, &id) in out.columns.iter_mut().zip(ids) {
        if let Cells::Ids(column) = column {
            column.push(id);
        }
    }
    out.parent.push(row);
    out.weights.push(count);
}

/// Each distinct neighbour of a run, and how many relations lead to it; not the node itself on a lane that skips loops.
fn each_neighbour(next: Next<'_>, node: u32, mut meet: impl FnMut(u32, u64)) {
    for run in next.run.neighbours.chunk_by(|a, b| a == b) {
        if !(next.skips_loops && run[0] == node) {
            meet(run[0], run.len() as u64);
        }
    }
}

/// How often a number stands in an ascending list.
fn count_of(sorted: &[u32], wanted: u32) -> usize {
    let start = sorted.partition_point(|&other| other < wanted);
    sorted[start..].partition_point(|&other| other == wanted)
}
