//! Which chunks a checkpoint has to write anew.

use crate::facts::{Change, Created, Graph};
use crate::id::{NodeId, RelationId, Symbol};
use crate::store::piece::{CHUNK, Chunk, Kind, Of};
use std::collections::BTreeSet;

/// Chunks that changed since the last checkpoint.
#[derive(Debug, Default)]
pub(super) struct Dirty {
    chunks: BTreeSet<Chunk>,
    /// Chunk numbers in which elements were deleted: every key of theirs may have lost values.
    wiped: BTreeSet<(Of, u32)>,
}

impl Dirty {
    pub fn clear(&mut self) {
        *self = Dirty::default();
    }

    pub fn mark(&mut self, chunk: Chunk) {
        self.chunks.insert(chunk);
    }

    pub fn note(&mut self, change: &Change) {
        match change {
            Change::CreateNode {
                node, properties, ..
            } => {
                self.mark(Chunk::of(Kind::Nodes, node.0));
                self.note_properties(Of::Nodes, node.0, properties.iter().map(|(key, _)| *key));
            }
            Change::CreateRelation {
                relation,
                properties,
                ..
            } => {
                self.mark(Chunk::of(Kind::Relations, relation.0));
                let keys = properties.iter().map(|(key, _)| *key);
                self.note_properties(Of::Relations, relation.0, keys);
            }
            Change::DeleteNode(NodeId(id)) => {
                self.mark(Chunk::of(Kind::Nodes, *id));
                self.wipe(Of::Nodes, *id);
            }
            Change::DeleteRelation(RelationId(id)) => {
                self.mark(Chunk::of(Kind::Relations, *id));
                self.wipe(Of::Relations, *id);
            }
            Change::SetNodeProperty(NodeId(id), key, _) => {
                self.note_properties(Of::Nodes, *id, [*key].into_iter());
            }
            Change::SetRelationProperty(RelationId(id), key, _) => {
                self.note_properties(Of::Relations, *id, [*key].into_iter());
            }
            Change::AddLabel(node, _) | Change::RemoveLabel(node, _) => {
                self.mark(Chunk::of(Kind::Nodes, node.0));
            }
            _ => self.mark(Chunk::SCHEMA),
        }
    }

    /// All that may have come with new elements.
    pub fn note_created(&mut self, graph: &Graph, created: Created) {
        let keys: Vec<Symbol> = graph.seen_keys().collect();
        let nodes = created.first_node..graph.node_bound();
        let relations = created.first_relation..graph.relation_bound();
        for (kind, of, new) in [
            (Kind::Nodes, Of::Nodes, nodes),
            (Kind::Relations, Of::Relations, relations),
        ] {
            if new.is_empty() {
                continue;
            }
            for number in new.start / CHUNK..new.end.div_ceil(CHUNK) {
                self.mark(Chunk::new(kind, number));
                self.mark(Chunk::new(Kind::Orders(of), number));
                for &key in &keys {
                    self.mark(Chunk::new(Kind::Values(of, key), number));
                }
            }
        }
        self.mark(Chunk::SCHEMA);
    }

    /// Symbols from one number on, up to another.
    pub fn note_symbols(&mut self, from: usize, to: usize) {
        for number in from as u32 / CHUNK..(to as u32).div_ceil(CHUNK) {
            self.mark(Chunk::new(Kind::Symbols, number));
        }
    }

    /// All chunks to write, of which these are stored now.
    pub fn chunks<'c>(&self, stored: impl Iterator<Item = &'c Chunk>) -> BTreeSet<Chunk> {
        let wiped = stored.filter(|chunk| match chunk.kind {
            Kind::Values(of, _) => self.wiped.contains(&(of, chunk.number)),
            _ => false,
        });
        let mut chunks = self.chunks.clone();
        chunks.extend(wiped);
        chunks
    }

    fn note_properties(&mut self, of: Of, element: u32, keys: impl Iterator<Item = Symbol>) {
        let mut any = false;
        for key in keys {
            any = true;
            self.mark(Chunk::of(Kind::Values(of, key), element));
        }
        if any {
            self.mark(Chunk::of(Kind::Orders(of), element));
        }
    }

    fn wipe(&mut self, of: Of, element: u32) {
        self.mark(Chunk::of(Kind::Orders(of), element));
        self.wiped.insert((of, element / CHUNK));
    }
}
