//! Binds the relations between two bound nodes, each parallel one in turn.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;

/// The step. Binds one column: the relation.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Between<'p> {
    left: Slot,
    right: Slot,
    rightward: Walk<'p>,
    leftward: Walk<'p>,
    row: usize,
    /// Strand and position to go on from within the row.
    at: (usize, usize),
}

impl<'p> Between<'p> {
    pub fn new(left: Slot, right: Slot, rightward: Walk<'p>, leftward: Walk<'p>) -> Between<'p> {
        Between {
            left,
            right,
            rightward,
            leftward,
            row: 0,
            at: (0, 0),
        }
    }
}

impl Step for Between<'_> {
    fn word(&self) -> &'static str {
        "check"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.at = (0, 0);
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let rightward = self.rightward.open(context);
        let leftward = self.leftward.open(context);
        let (lefts, rights) = (view.ids(self.left), view.ids(self.right));
        while self.row < view.len() {
            let (left, right) = (lefts[self.row], rights[self.row]);
            let (open, from, to) = match leftward.degree(right) < rightward.degree(left) {
                true => (&leftward, right, left),
                false => (&rightward, left, right),
            };
            let (first, start) = self.at;
            for strand in first..open.strands() {
                let entries = open.strand(strand, from);
                let range = entries.positions(to);
                let start = if strand == first {
                    start.max(range.start)
                } else {
                    range.start
                };
                for position in start..range.end {
                    if out.len() >= limit {
                        self.at = (strand, position);
                        return Ok(true);
                    }
                    if let Some((_, relation)) = entries.get(position) {
                        out.parent.push(self.row as u32);
                        out.push_id(0, relation);
                    }
                }
            }
            self.row += 1;
            self.at = (0, 0);
        }
        Ok(false)
    }
}
