//! Matches a variable-length pattern against a list of relations that an earlier clause bound, hop by hop.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use factio_graph::id::RelationId;

/// The step. Binds a column for each end that is not bound yet, the left one first.
#[derive(Debug)]
pub(in crate::exec::pattern) struct BoundList<'p> {
    pub relations: Slot,
    pub left: Target,
    pub right: Target,
    /// Both ends are one new variable.
    pub loops: bool,
    pub rightward: Walk<'p>,
    pub hop: Hop<'p>,
    pub least: u64,
    pub most: u64,
    /// The relations may repeat.
    pub repeats: bool,
    pub row: usize,
    /// Nodes where the row at hand may still start, last first.
    pub starts: Option<Vec<u32>>,
}

impl BoundList<'_> {
    /// Where the list can start: ascending from the back.
    fn starts(&self, view: View<'_>, context: &Context<'_>) -> Vec<u32> {
        let graph = context.graph();
        if let Target::Reach(slot) = self.left {
            return vec![view.id(slot, self.row)];
        }
        let first = view.relations(self.relations, self.row).first();
        let mut starts: Vec<u32> = match first {
            None => match self.right {
                Target::Reach(slot) => vec![view.id(slot, self.row)],
                Target::Bind => graph.nodes().map(|node| node.0).collect(),
            },
            Some(&relation) => {
                let ends = graph.relation(RelationId(relation));
                ends.map_or(Vec::new(), |ends| vec![ends.start.0, ends.end.0])
            }
        };
        starts.sort_unstable();
        starts.dedup();
        starts.reverse();
        starts
    }

    /// Whether the list as a whole can match.
    fn admits(&mut self, view: View<'_>, context: &Context<'_>) -> Result<bool> {
        let list = view.relations(self.relations, self.row);
        let length = list.len() as u64;
        if length < self.least || length > self.most || !(self.repeats || all_different(list)) {
            return Ok(false);
        }
        for &relation in list {
            if !self.hop.passes(view, self.row, relation, context)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn emit(&self, left: u32, view: View<'_>, out: &mut Chunk, context: &Context<'_>) {
        let list = view.relations(self.relations, self.row);
        let graph = context.graph();
        let end = list
            .iter()
            .try_fold(left, |node, &hop| self.rightward.across(graph, node, hop));
        let Some(right) = end else {
            return;
        };
        let reached = match self.right {
            Target::Reach(slot) => view.id(slot, self.row) == right,
            Target::Bind => !self.loops || left == right,
        };
        if !reached {
            return;
        }
        out.parent.push(self.row as u32);
        let mut column = 0;
        if self.left == Target::Bind {
            out.push_id(column, left);
            column += 1;
        }
        if self.right == Target::Bind && !self.loops {
            out.push_id(column, right);
        }
    }
}

fn all_different(list: &[u32]) -> bool {
    let mut sorted = list.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}

impl Step for BoundList<'_> {
    fn word(&self) -> &'static str {
        "ends of"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.starts = None;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            let mut starts = match self.starts.take() {
                Some(starts) => starts,
                None if self.admits(view, context)? => self.starts(view, context),
                None => Vec::new(),
            };
            while out.len() < limit
                && let Some(left) = starts.pop()
            {
                self.emit(left, view, out, context);
            }
            if !starts.is_empty() {
                self.starts = Some(starts);
                return Ok(true);
            }
            self.row += 1;
        }
        Ok(false)
    }
}
