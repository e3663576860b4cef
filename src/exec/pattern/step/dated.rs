//! Follows two relation patterns of a path through their common node in a slice, where only their number is wanted and they have
//! to hold together: in the order of time, so that of the second only those are met that share an instant with the first.

use crate::context::Context;
use crate::error::Result;
use crate::exec::batch::NULL_ID;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::instants::{Instants, Together};
use crate::exec::pattern::lanes::{Lanes, Next, count_of};
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
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
    spans: SpansKept,
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
    pub spans: SpansKept,
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

/// Which of the spans in which relations lead to a node are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec::pattern) enum SpansKept {
    All,
    /// One that leaves as much as any other; it is not asked how many relations there are.
    Best,
}

impl First {
    pub fn new(
        from: Slot,
        lanes: Lanes,
        (far, spans): (Far, SpansKept),
        instants: Rc<RefCell<Instants>>,
    ) -> First {
        First {
            from,
            lanes,
            far,
            spans,
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
        let in_order = instants.daily() == Some(Together::InOrder);
        let best = in_order && (self.spans, self.far) == (SpansKept::Best, Far::Bound);
        while self.row < from.len() {
            if out.len() >= limit {
                break;
            }
            let (row, node) = (self.row as u32, from[self.row]);
            if best {
                self.bind_earliest(node, &instants, out, context);
                self.row += 1;
                continue;
            }
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

impl First {
    /// Adds each node that a relation leads to once, with the day after which most can follow: the earliest, or any.
    fn bind_earliest(
        &self,
        node: u32,
        instants: &Instants,
        out: &mut Chunk,
        context: &Context<'_>,
    ) {
        for lane in 0..self.lanes.len() {
            let Some(row) = self.lanes.row(lane, node, context.graph()) else {
                continue;
            };
            for (neighbour, spans) in row.grouped().each() {
                let always = spans.last().filter(|&&span| span == instants.undated());
                if let Some(&span) = always.or(spans.first())
                    && !(self.lanes.skips_loops(lane) && neighbour == node)
                {
                    add(out, self.row as u32, &[neighbour, span], 1);
                }
            }
        }
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
        let in_order = instants.daily() == Some(Together::InOrder);
        let best = in_order && self.spans == SpansKept::Best;
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
                Far::Bound if best => self.bind_later(first, row, &instants, out, context),
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
        let mut doubted = false;
        let graph = context.graph();
        let count = self.lanes.count(node, span, instants, graph, &mut doubted);
        context.sight().admitted(doubted);
        let same = match self.coincide {
            Coincide::Never => false,
            Coincide::Loops => other == node,
            Coincide::All => true,
        };
        count - u64::from(same && instants.join(span, span).is_some())
    }

    /// Adds each node that a relation leads to on the day of the first or later, once for each lane.
    fn bind_later(
        &self,
        (node, other, day): (u32, u32, u32),
        row: usize,
        instants: &Instants,
        out: &mut Chunk,
        context: &Context<'_>,
    ) {
        let undated = instants.undated();
        for lane in 0..self.lanes.len() {
            let Some(list) = self.lanes.row(lane, node, context.graph()) else {
                continue;
            };
            let follow = |last: u32| day == undated || last >= day;
            for &(last, neighbour) in list.lasts().iter().take_while(|it| follow(it.0)) {
                let same = match self.coincide {
                    Coincide::Never => false,
                    Coincide::Loops => other == node && neighbour == node,
                    Coincide::All => neighbour == other,
                };
                let skipped = self.lanes.skips_loops(lane) && neighbour == node;
                let to = (node, neighbour, day);
                let alone = || last == day && self.is_only(to, undated, context);
                if skipped || (same && alone()) {
                    continue;
                }
                add(out, row as u32, &[neighbour], 1);
            }
        }
    }

    /// Whether one relation alone leads to a neighbour on a day, or at all where that is any.
    fn is_only(
        &self,
        (node, neighbour, day): (u32, u32, u32),
        undated: u32,
        context: &Context<'_>,
    ) -> bool {
        let near = match day == undated {
            true => (0, u32::MAX),
            false => (day, day + 1),
        };
        let mut count = 0;
        for lane in 0..self.lanes.len() {
            let skipped = self.lanes.skips_loops(lane) && neighbour == node;
            let row = self.lanes.row(lane, node, context.graph());
            if let Some(row) = row.filter(|_| !skipped) {
                let runs = row.near(near, undated);
                count += runs
                    .map(|run| count_of(run.neighbours, neighbour))
                    .sum::<usize>();
            }
        }
        count < 2
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
