//! Follows a variable-length pattern where only the nodes that it leads to are wanted, each once.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;

/// A search of the nodes that can be reached from one.
pub(in crate::exec::pattern) trait Search {
    /// What EXPLAIN calls a step that searches so.
    const WORD: &'static str;

    /// Finds the nodes within reach of `start`. Whether it is reached itself.
    ///
    /// # Errors
    /// The statement was stopped.
    fn search(&mut self, start: u32, context: &Context<'_>) -> Result<bool>;

    /// The start, and then the nodes found, nearest first.
    fn found(&self) -> &[u32];
}

/// The step. Binds the far node where `target` binds one.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Reach<S> {
    from: Slot,
    target: Target,
    search: S,
    row: usize,
    /// What is left to hand on of the row at hand, and whether it was searched.
    position: usize,
    searched: bool,
}

impl<S: Search> Reach<S> {
    pub fn new(from: Slot, target: Target, search: S) -> Reach<S> {
        Reach {
            from,
            target,
            search,
            row: 0,
            position: 0,
            searched: false,
        }
    }

    /// Hands on what was found for the row at hand; whether that was all.
    fn hand_on(&mut self, view: View<'_>, out: &mut Chunk, limit: usize) -> bool {
        let found = &self.search.found()[self.position..];
        if let Target::Reach(slot) = self.target {
            if found.contains(&view.id(slot, self.row)) {
                out.parent.push(self.row as u32);
            }
            return true;
        }
        let room = limit.saturating_sub(out.len()).min(found.len());
        for &node in &found[..room] {
            out.push_id(0, node);
            out.parent.push(self.row as u32);
        }
        self.position += room;
        room == found.len()
    }
}

impl<S: Search> Step for Reach<S> {
    fn word(&self) -> &'static str {
        S::WORD
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.searched = false;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            if !self.searched {
                let start = view.id(self.from, self.row);
                let counts = self.search.search(start, context)?;
                self.position = if counts { 0 } else { 1 };
                self.searched = true;
            }
            if !self.hand_on(view, out, limit) {
                return Ok(true);
            }
            self.row += 1;
            self.searched = false;
        }
        Ok(false)
    }
}
