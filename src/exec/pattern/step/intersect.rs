//! Binds a node that several bound nodes lead to, by intersecting their sorted neighbour lists: worst-case optimal for
//! cycles (Ngo, Porat, Ré, Rudra: "Worst-case optimal join algorithms", 2012). Which relations lead there is bound afterwards.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;

/// The step. Binds one column: the node.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Intersect<'p> {
    /// Bound nodes, and the walks from them to the new one. Two or more.
    edges: Vec<(Slot, Walk<'p>)>,
    row: usize,
    /// What is left of the row at hand, last first.
    candidates: Option<Vec<u32>>,
}

impl<'p> Intersect<'p> {
    pub fn new(edges: Vec<(Slot, Walk<'p>)>) -> Intersect<'p> {
        Intersect {
            edges,
            row: 0,
            candidates: None,
        }
    }
}

impl Step for Intersect<'_> {
    fn word(&self) -> &'static str {
        "meet at"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.candidates = None;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let open: Vec<(OpenWalk<'_, '_>, _)> = self
            .edges
            .iter()
            .map(|(from, walk)| (walk.open(context), view.ids(*from)))
            .collect();
        while self.row < view.len() {
            let mut spare = self.candidates.take().unwrap_or_else(|| {
                let ends = open.iter().map(|(walk, from)| (walk, from[self.row]));
                common(ends.collect())
            });
            while out.len() < limit
                && let Some(node) = spare.pop()
            {
                out.parent.push(self.row as u32);
                out.push_id(0, node);
            }
            if !spare.is_empty() {
                self.candidates = Some(spare);
                return Ok(true);
            }
            self.row += 1;
            if out.len() >= limit {
                return Ok(self.row < view.len());
            }
            context.check()?;
        }
        Ok(false)
    }
}

/// The distinct nodes that all walks lead to, descending: those of the shortest list, looked up in the others.
fn common(mut ends: Vec<(&OpenWalk<'_, '_>, u32)>) -> Vec<u32> {
    ends.sort_by_key(|(walk, from)| walk.degree(*from));
    let Some(((first, from), others)) = ends.split_first() else {
        return Vec::new();
    };
    let mut nodes = Vec::new();
    for strand in 0..first.strands() {
        nodes.extend_from_slice(first.strand(strand, *from).neighbours());
    }
    if first.strands() > 1 {
        nodes.sort_unstable();
    }
    nodes.dedup();
    for (walk, from) in others {
        walk.retain_reached(*from, &mut nodes);
    }
    nodes.reverse();
    nodes
}
