//! Finding elements by the value of an indexed property.

use crate::facts::Graph;
use crate::id::{NodeId, RelationId, Symbol};
use crate::value::Value;
use std::ops::Bound;

impl Graph {
    /// Whether an index stands on this property of this label.
    pub fn has_index(&self, label: Symbol, key: Symbol) -> bool {
        self.node_indexes.get(label, key).is_some()
    }

    /// The nodes of a label whose property equals `value`, ascending, by the index on (label, key); `None` without one.
    pub fn seek(&self, label: Symbol, key: Symbol, value: &Value) -> Option<&[NodeId]> {
        let index = self.node_indexes.get(label, key)?;
        Some(index.seek(value))
    }

    /// The nodes of a label whose property lies between the bounds, in the order of its values, by the index on
    /// (label, key); `None` without an index, without any bound, and for bounds that are lists.
    pub fn seek_range(
        &self,
        label: Symbol,
        key: Symbol,
        low: Bound<&Value>,
        high: Bound<&Value>,
    ) -> Option<Vec<NodeId>> {
        self.node_indexes.get(label, key)?.range(low, high)
    }

    /// The nodes of a label whose property is a text that starts with `prefix`, in the order of the texts, by the index on
    /// (label, key); `None` without one.
    pub fn seek_prefix(&self, label: Symbol, key: Symbol, prefix: &str) -> Option<Vec<NodeId>> {
        let index = self.node_indexes.get(label, key)?;
        Some(index.prefix(prefix))
    }

    /// Whether an index stands on this property of this relation type.
    pub fn has_relation_index(&self, kind: Symbol, key: Symbol) -> bool {
        self.relation_indexes.get(kind, key).is_some()
    }

    /// As [`Graph::seek`], for the relations of a type.
    pub fn seek_relations(
        &self,
        kind: Symbol,
        key: Symbol,
        value: &Value,
    ) -> Option<&[RelationId]> {
        let index = self.relation_indexes.get(kind, key)?;
        Some(index.seek(value))
    }

    /// As [`Graph::seek_range`], for the relations of a type.
    pub fn seek_relation_range(
        &self,
        kind: Symbol,
        key: Symbol,
        low: Bound<&Value>,
        high: Bound<&Value>,
    ) -> Option<Vec<RelationId>> {
        self.relation_indexes.get(kind, key)?.range(low, high)
    }
}
