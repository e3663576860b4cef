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

/// After so many rows it is asked whether the statement was stopped.
const CHECKED: usize = 64;

/// The step. Binds one column: the node.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Intersect<'p> {
    /// Bound nodes, and the walks from them to the new one. Two or more.
    edges: Vec<(Slot, Walk<'p>)>,
    row: usize,
    /// What is left of the row at hand, last first.
    candidates: Option<Vec<u32>>,
    spare: Vec<u32>,
}

impl<'p> Intersect<'p> {
    pub fn new(edges: Vec<(Slot, Walk<'p>)>) -> Intersect<'p> {
        Intersect {
            edges,
            row: 0,
            candidates: None,
            spare: Vec::new(),
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
        let mut ends = Vec::with_capacity(open.len());
        while self.row < view.len() {
            let mut left = match self.candidates.take() {
                Some(left) => left,
                None => {
                    let mut nodes = std::mem::take(&mut self.spare);
                    ends.clear();
                    ends.extend(open.iter().map(|(walk, from)| (walk, from[self.row])));
                    common(&mut ends, &mut nodes);
                    nodes
                }
            };
            while out.len() < limit
                && let Some(node) = left.pop()
            {
                out.parent.push(self.row as u32);
                out.push_id(0, node);
            }
            if !left.is_empty() {
                self.candidates = Some(left);
                return Ok(true);
            }
            self.spare = left;
            self.row += 1;
            if out.len() >= limit {
                return Ok(self.row < view.len());
            }
            if self.row.is_multiple_of(CHECKED) {
                context.check()?;
            }
        }
        Ok(false)
    }
}

/// Finds the distinct nodes that all walks lead to, descending: those of the shortest list, looked up in the others.
fn common(ends: &mut [(&OpenWalk<'_, '_>, u32)], nodes: &mut Vec<u32>) {
    nodes.clear();
    let shortest = (0..ends.len()).min_by_key(|&at| ends[at].0.degree(ends[at].1));
    let Some(shortest) = shortest else {
        return;
    };
    ends.swap(0, shortest);
    let (first, from) = ends[0];
    for strand in 0..first.strands() {
        nodes.extend_from_slice(first.strand(strand, from).neighbours());
    }
    if first.strands() > 1 {
        nodes.sort_unstable();
    }
    nodes.dedup();
    for (walk, from) in &ends[1..] {
        if nodes.is_empty() {
            return;
        }
        walk.retain_reached(*from, nodes);
    }
    nodes.reverse();
}
