//! Follows a relation pattern from a bound node to each node it leads to, however many relations lead there.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::step::Step;
use crate::exec::pattern::step::strands::{Strands, Stretch};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use factio_graph::adjacency::Runs;

/// The step. Binds one column, the node; a row weighs as many relations as lead there. A node may come once for each strand.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Neighbours<'p> {
    from: Slot,
    walk: Walk<'p>,
    strands: Strands,
}

impl<'p> Neighbours<'p> {
    /// For a walk in which every relation counts.
    pub fn new(from: Slot, walk: Walk<'p>) -> Neighbours<'p> {
        Neighbours {
            from,
            walk,
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
        let open = self.walk.open(context.graph());
        let (from, strands) = (view.ids(self.from), open.strands());
        let strand = |at: Stretch, out: &mut Chunk| {
            let runs = open.distinct(at.strand, at.node);
            let room = limit.saturating_sub(out.len());
            let end = runs.len().min(at.position + room);
            let skips = open.skips_loops(at.strand);
            copy(&runs, at, end, skips, out);
            (end, runs.len())
        };
        self.strands
            .go_on(&from, strands, (out, limit), context, strand)
    }
}

/// Copies runs up to a place; of a strand that skips loops not the node itself.
fn copy(runs: &Runs<'_>, at: Stretch, end: usize, skips: bool, out: &mut Chunk) {
    let [Cells::Ids(nodes)] = out.columns.as_mut_slice() else {
        return;
    };
    for index in at.position..end {
        let neighbour = runs.neighbours[index];
        if neighbour != at.node || !skips {
            nodes.push(neighbour);
            out.weights.push(runs.range(index).len() as u64);
        }
    }
    out.parent.resize(nodes.len(), at.row as u32);
}
