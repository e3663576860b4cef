//! What was left to share at each node when a search met it: to come again with less leads nowhere new.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::pattern::instants::Instants;

/// What was left at each node when it was met.
#[derive(Default)]
pub(super) struct Met {
    /// By node: the latest of its links, and one more.
    heads: Vec<u32>,
    touched: Vec<u32>,
    /// What was left, and the link before.
    links: Vec<(u32, u32)>,
    held: Held,
}

impl Met {
    /// How many nodes there is room for.
    pub fn room(&self) -> usize {
        self.heads.len()
    }

    /// Forgets all, and makes room for a graph's nodes.
    ///
    /// # Errors
    /// The statement would hold more memory than it may.
    pub fn forget(&mut self, context: &Context<'_>) -> Result<()> {
        for node in self.touched.drain(..) {
            self.heads[node as usize] = 0;
        }
        self.links.clear();
        let bound = context.graph().node_bound() as usize;
        if self.heads.len() < bound {
            self.held.set((bound * size_of::<u32>()) as u64, context)?;
            self.heads.resize(bound, 0);
        }
        Ok(())
    }

    /// Whether a node was not met before with as much left.
    pub fn meet(&mut self, node: u32, left: u32, instants: &Instants) -> bool {
        let mut link = self.heads[node as usize];
        if link == 0 {
            self.touched.push(node);
        }
        while let Some(&(met, before)) = link
            .checked_sub(1)
            .and_then(|at| self.links.get(at as usize))
        {
            if instants.covers(met, left) {
                return false;
            }
            link = before;
        }
        self.links.push((left, self.heads[node as usize]));
        self.heads[node as usize] = self.links.len() as u32;
        true
    }
}
