//! Follows a relation pattern from a bound node to each node it leads to, however many relations lead there.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::gate::{AT_ONCE, Gate, Passing};
use crate::exec::pattern::step::Step;
use crate::exec::pattern::step::strands::{Strands, Stretch};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use factio_graph::adjacency::{Neighbours as ListEntries, Runs};

/// The step. Binds one column, the node; a row weighs as many relations as lead there. A node may come once for each strand.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Neighbours<'p> {
    from: Slot,
    walk: Walk<'p>,
    gate: Gate<'p>,
    strands: Strands,
}

impl<'p> Neighbours<'p> {
    /// For a walk in which every relation counts that passes the gate.
    pub fn new(from: Slot, walk: Walk<'p>, gate: Gate<'p>) -> Neighbours<'p> {
        Neighbours {
            from,
            walk,
            gate,
            strands: Strands::default(),
        }
    }
}

impl Step for Neighbours<'_> {
    fn word(&self) -> &'static str {
        "neighbours along"
    }

    fn rewind(&mut self) {
        self.strands = Strands::default();
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        self.gate.learn(view, context)?;
        let open = self.walk.open(context);
        let gate = self.gate.open(&open, context.graph());
        let (from, strands) = (view.ids(self.from), open.strands());
        let strand = |at: Stretch, out: &mut Chunk| {
            let listed = open.distinct(at.strand, at.node);
            let skips = open.skips_loops(at.strand);
            match gate.at(at.strand, at.node) {
                Passing::All => copy(&listed.runs(), (at, skips), out, limit),
                passing => {
                    let entries = listed.neighbours();
                    let stopped = admit(&entries, &passing, (at, skips), out, limit);
                    gate.count(at.strand, stopped - at.position);
                    (stopped, entries.neighbours.len())
                }
            }
        };
        self.strands
            .go_on(&from, strands, (out, limit), context, strand)
    }
}

/// Copies the neighbours to which relations lead that pass, each with how many, until the chunk is full; the position where it
/// stopped. Of a strand that skips loops not the node itself.
fn admit(
    entries: &ListEntries<'_>,
    passing: &Passing<'_, '_>,
    (at, skips): (Stretch, bool),
    out: &mut Chunk,
    limit: usize,
) -> usize {
    let [Cells::Ids(nodes)] = out.columns.as_mut_slice() else {
        return entries.neighbours.len();
    };
    let len = entries.neighbours.len();
    let mut found = [0; AT_ONCE];
    let mut last = None;
    let mut position = at.position;
    'all: while position < len {
        let end = len.min(position + AT_ONCE);
        let count = passing.select(position..end, entries.relations, &mut found);
        for &place in &found[..count] {
            let neighbour = entries.neighbours[place as usize];
            if last == Some(neighbour) {
                out.weights.last_mut().into_iter().for_each(|it| *it += 1);
            } else if neighbour != at.node || !skips {
                if nodes.len() >= limit {
                    position = place as usize;
                    break 'all;
                }
                nodes.push(neighbour);
                out.weights.push(1);
                last = Some(neighbour);
            }
        }
        position = end;
    }
    out.parent.resize(nodes.len(), at.row as u32);
    position
}

/// Copies runs until the chunk is full; the place where it stopped, and how many there are. Of a strand that skips loops not the node
/// itself.
fn copy(
    runs: &Runs<'_>,
    (at, skips): (Stretch, bool),
    out: &mut Chunk,
    limit: usize,
) -> (usize, usize) {
    let room = limit.saturating_sub(out.len());
    let end = runs.len().min(at.position + room);
    let [Cells::Ids(nodes)] = out.columns.as_mut_slice() else {
        return (end, runs.len());
    };
    for index in at.position..end {
        let neighbour = runs.neighbours[index];
        if neighbour != at.node || !skips {
            nodes.push(neighbour);
            out.weights.push(runs.range(index).len() as u64);
        }
    }
    out.parent.resize(nodes.len(), at.row as u32);
    (end, runs.len())
}
