//! Commits too large for the log: what they created goes into its chunks at once.

use crate::facts::{Created, Graph};
use crate::id::Symbol;
use crate::store::piece::{CHUNK, Chunk, Kind, Of};
use crate::store::{Store, StoreError};
use std::ops::Range;

impl Store {
    /// Makes new elements durable, as one commit: with a checkpoint, which costs about half of what the log and a later
    /// checkpoint would.
    ///
    /// # Errors
    /// As for [`Store::append`].
    pub fn append_created(&mut self, graph: &Graph, created: Created) -> Result<(), StoreError> {
        self.check_writable()?;
        let keys: Vec<Symbol> = graph.seen_keys().collect();
        let nodes = chunks(created.first_node..graph.node_bound());
        let relations = chunks(created.first_relation..graph.relation_bound());
        for (kind, of, numbers) in [
            (Kind::Nodes, Of::Nodes, nodes),
            (Kind::Relations, Of::Relations, relations),
        ] {
            for number in numbers {
                self.dirty.mark(Chunk::new(kind, number));
                self.dirty.mark(Chunk::new(Kind::Orders(of), number));
                for &key in &keys {
                    self.dirty.mark(Chunk::new(Kind::Values(of, key), number));
                }
            }
        }
        self.dirty.mark(Chunk::SCHEMA);
        self.head.sequence += 1;
        self.checkpoint(graph)
    }
}

/// The numbers of the chunks that elements lie in.
fn chunks(elements: Range<u32>) -> Range<u32> {
    match elements.is_empty() {
        true => 0..0,
        false => elements.start / CHUNK..elements.end.div_ceil(CHUNK),
    }
}
