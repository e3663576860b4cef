//! A start from a relation: binds relations that were looked up, and their ends.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::lookup::Lookup;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;

/// The step. Binds the relation, its left end, and its right end where that is another variable.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Relations<'p> {
    lookup: Lookup<'p>,
    rightward: Walk<'p>,
    /// Both ends are one variable.
    loops: bool,
    row: usize,
    position: usize,
    found: Option<Vec<u32>>,
}

impl<'p> Relations<'p> {
    pub fn new(lookup: Lookup<'p>, rightward: Walk<'p>, loops: bool) -> Relations<'p> {
        Relations {
            lookup,
            rightward,
            loops,
            row: 0,
            position: 0,
            found: None,
        }
    }

    /// Adds a relation in each reading that the pattern allows.
    fn emit(&self, relation: u32, out: &mut Chunk, context: &Context<'_>) {
        for (left, right) in self.rightward.readings(context.graph(), relation) {
            if self.loops && left != right {
                continue;
            }
            out.parent.push(self.row as u32);
            out.push_id(0, relation);
            out.push_id(1, left);
            if !self.loops {
                out.push_id(2, right);
            }
        }
    }

    fn forget(&mut self) {
        self.position = 0;
        if !self.lookup.is_constant() {
            self.found = None;
        }
    }
}

impl Step for Relations<'_> {
    fn word(&self) -> &'static str {
        "seek"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.forget();
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            let found = match self.found.take() {
                Some(found) => found,
                None => self.lookup.find(view, self.row, context)?,
            };
            while out.len() < limit
                && let Some(&relation) = found.get(self.position)
            {
                self.emit(relation, out, context);
                self.position += 1;
            }
            let complete = self.position >= found.len();
            self.found = Some(found);
            if !complete {
                return Ok(true);
            }
            self.row += 1;
            self.forget();
        }
        Ok(false)
    }
}
