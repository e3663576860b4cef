//! Follows a relation pattern from a bound node to a new one.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::gate::{AT_ONCE, Gate, Passing};
use crate::exec::pattern::open::Entries;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::step::strands::{Strands, Stretch};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;

/// The step. Binds two columns: the relation, and the node it leads to.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Extend<'p> {
    from: Slot,
    walk: Walk<'p>,
    gate: Gate<'p>,
    strands: Strands,
}

impl<'p> Extend<'p> {
    /// Follows the relations that pass the gate.
    pub fn new(from: Slot, walk: Walk<'p>, gate: Gate<'p>) -> Extend<'p> {
        Extend {
            from,
            walk,
            gate,
            strands: Strands::default(),
        }
    }
}

impl Step for Extend<'_> {
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
            let entries = open.strand(at.strand, at.node);
            let stopped = match gate.at(at.strand, at.node) {
                Passing::All => copy(&entries, at.position, at.row, out, limit),
                passing => {
                    let stopped = admit(&entries, &passing, at, out, limit);
                    gate.count(at.strand, stopped - at.position);
                    stopped
                }
            };
            (stopped, entries.len())
        };
        self.strands
            .go_on(&from, strands, (out, limit), context, strand)
    }
}

/// As [`copy`], those entries whose relation passes.
fn admit(
    entries: &Entries<'_>,
    passing: &Passing<'_, '_>,
    at: Stretch,
    out: &mut Chunk,
    limit: usize,
) -> usize {
    let [Cells::Ids(relations), Cells::Ids(nodes)] = out.columns.as_mut_slice() else {
        return entries.len();
    };
    let (listed, len) = (entries.relations(), entries.len());
    let mut found = [0; AT_ONCE];
    let mut position = at.position;
    'all: while position < len {
        let end = len.min(position + AT_ONCE);
        let count = passing.select(position..end, listed, &mut found);
        for &place in &found[..count] {
            if nodes.len() >= limit {
                position = place as usize;
                break 'all;
            }
            if let Some((node, relation)) = entries.get(place as usize) {
                relations.push(relation);
                nodes.push(node);
            }
        }
        position = end;
    }
    out.parent.resize(nodes.len(), at.row as u32);
    position
}

/// Copies entries from a position on until the chunk is full; the position where it stopped.
fn copy(entries: &Entries<'_>, start: usize, row: usize, out: &mut Chunk, limit: usize) -> usize {
    let [Cells::Ids(relations), Cells::Ids(nodes)] = out.columns.as_mut_slice() else {
        return entries.len();
    };
    let room = limit.saturating_sub(nodes.len());
    if entries.plain {
        let end = entries.len().min(start + room);
        relations.extend_from_slice(&entries.relations()[start..end]);
        nodes.extend_from_slice(&entries.neighbours()[start..end]);
        out.parent.resize(nodes.len(), row as u32);
        return end;
    }
    let mut position = start;
    while position < entries.len() && nodes.len() < limit {
        if let Some((node, relation)) = entries.get(position) {
            relations.push(relation);
            nodes.push(node);
        }
        position += 1;
    }
    out.parent.resize(nodes.len(), row as u32);
    position
}
