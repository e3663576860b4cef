//! What the lists of a graph take, with all that is kept beside them.

use crate::adjacency::Adjacency;
use crate::adjacency::lists::Lists;

/// A neighbour and its relation.
pub(super) const PAIR: u64 = 8;

impl Adjacency<'_> {
    /// The bytes that the lists hold which were asked for so far, and what is kept of them sifted or beside them, about. It
    /// belongs to the graph: the last few of each are kept, whoever asked.
    pub fn bytes(self) -> u64 {
        self.graph.snapshot().bytes()
    }
}

impl Lists {
    pub(super) fn bytes(&self) -> u64 {
        self.len() as u64 * PAIR
    }
}
