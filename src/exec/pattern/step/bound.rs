//! Matches a relation that an earlier clause bound: its type is checked and its ends are bound or compared.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;

/// The step. Binds a column for each end that is not bound yet, the left one first.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Bound<'p> {
    relation: Slot,
    left: Target,
    /// `Reach(left)` where both ends are one variable.
    right: Target,
    /// Both ends are one new variable.
    loops: bool,
    rightward: Walk<'p>,
    row: usize,
}

impl<'p> Bound<'p> {
    pub fn new(
        relation: Slot,
        left: Target,
        right: Target,
        loops: bool,
        rightward: Walk<'p>,
    ) -> Bound<'p> {
        Bound {
            relation,
            left,
            right,
            loops,
            rightward,
            row: 0,
        }
    }

    fn fits(target: Target, node: u32, view: View<'_>, row: usize) -> bool {
        match target {
            Target::Bind => true,
            Target::Reach(slot) => view.id(slot, row) == node,
        }
    }
}

impl Step for Bound<'_> {
    fn word(&self) -> &'static str {
        "ends of"
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
        let graph = context.graph();
        let relations = view.ids(self.relation);
        while self.row < relations.len() && out.len() < limit {
            let row = self.row;
            self.row += 1;
            let relation = relations[row];
            for (left, right) in self.rightward.readings(graph, relation) {
                let fits = Bound::fits(self.left, left, view, row)
                    && Bound::fits(self.right, right, view, row)
                    && (!self.loops || left == right);
                if fits {
                    let bound = [(self.left, left), (self.right, right)];
                    let new = bound.iter().filter(|(target, _)| *target == Target::Bind);
                    let count = if self.loops { 1 } else { 2 };
                    for (column, (_, node)) in new.take(count).enumerate() {
                        out.push_id(column, *node);
                    }
                    out.parent.push(row as u32);
                }
            }
        }
        Ok(self.row < relations.len())
    }
}
