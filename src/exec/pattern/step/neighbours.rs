//! Follows a relation pattern from a bound node to each node it leads to, however many relations lead there.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;

/// The step. Binds one column, the node; a row weighs as many relations as lead there. A node may come once for each strand.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Neighbours<'p> {
    from: Slot,
    walk: Walk<'p>,
    row: usize,
    strand: usize,
    position: usize,
}

impl<'p> Neighbours<'p> {
    /// For a walk in which every relation counts.
    pub fn new(from: Slot, walk: Walk<'p>) -> Neighbours<'p> {
        Neighbours {
            from,
            walk,
            row: 0,
            strand: 0,
            position: 0,
        }
    }
}

impl Step for Neighbours<'_> {
    fn rewind(&mut self) {
        self.row = 0;
        self.strand = 0;
        self.position = 0;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let open = self.walk.open(context.graph());
        let from = view.ids(self.from);
        let [Cells::Ids(nodes)] = out.columns.as_mut_slice() else {
            return Ok(false);
        };
        while self.row < from.len() {
            let node = from[self.row];
            while self.strand < open.strands() {
                let runs = open.distinct(self.strand, node);
                let room = limit.saturating_sub(nodes.len());
                let end = runs.len().min(self.position + room);
                for index in self.position..end {
                    let neighbour = runs.neighbours[index];
                    if neighbour != node || !open.skips_loops(self.strand) {
                        nodes.push(neighbour);
                        out.weights.push(runs.range(index).len() as u64);
                    }
                }
                out.parent.resize(nodes.len(), self.row as u32);
                self.position = end;
                if end < runs.len() {
                    return Ok(true);
                }
                self.strand += 1;
                self.position = 0;
            }
            self.row += 1;
            self.strand = 0;
            if nodes.len() >= limit {
                return Ok(self.row < from.len());
            }
            context.check()?;
        }
        Ok(false)
    }
}
