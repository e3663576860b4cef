//! What a store asks of a graph: the order in which names came into use, and putting back what was read from a file.
//!
//! What is put back is noted nowhere; the store commits when it is done.

use crate::error::GraphError;
use crate::facts::journal::Step;
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::value::Value;

impl Graph {
    /// Labels in the order in which they were first used, also those that nothing carries any more.
    pub(crate) fn seen_labels(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.labels.keys().copied()
    }

    /// As [`Graph::seen_labels`], of relation types.
    pub(crate) fn seen_types(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.types.keys().copied()
    }

    /// As [`Graph::seen_labels`], of property keys.
    pub(crate) fn seen_keys(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.keys.iter().copied()
    }

    /// Takes a label for used, in this place of the order.
    pub(crate) fn see_label(&mut self, label: Symbol) {
        if !self.labels.contains_key(&label) {
            self.labels.entry(label).or_default();
            self.journal.note(Step::LabelSeen);
        }
    }

    /// As [`Graph::see_label`], for a relation type.
    pub(crate) fn see_type(&mut self, kind: Symbol) {
        if !self.types.contains_key(&kind) {
            self.types.entry(kind).or_default();
            self.snapshot.see_type();
            self.journal.note(Step::TypeSeen);
        }
    }

    /// As [`Graph::see_label`], for a property key.
    pub(crate) fn see_property_key(&mut self, key: Symbol) {
        if self.keys.insert(key) {
            self.journal.note(Step::KeySeen);
        }
    }

    /// Puts a node back; nodes come in ascending order.
    ///
    /// # Errors
    /// The id was given already.
    pub(crate) fn restore_node(
        &mut self,
        node: NodeId,
        labels: &[Symbol],
    ) -> Result<(), GraphError> {
        if node.0 < self.node_bound() {
            return Err(GraphError::Schema(format!("node {} comes twice", node.0)));
        }
        self.topology.skip_ids(node.0, 0);
        self.add_node(labels);
        Ok(())
    }

    /// Puts a relation back; relations come in ascending order.
    ///
    /// # Errors
    /// The id was given already, or an end does not live.
    pub(crate) fn restore_relation(
        &mut self,
        id: RelationId,
        relation: Relation,
    ) -> Result<(), GraphError> {
        if id.0 < self.relation_bound() {
            let message = format!("relation {} comes twice", id.0);
            return Err(GraphError::Schema(message));
        }
        self.topology.skip_ids(0, id.0);
        let added = self.add_relation(relation);
        let missing = match self.contains_node(relation.start) {
            true => relation.end,
            false => relation.start,
        };
        added.map(drop).ok_or(GraphError::NoSuchNode(missing))
    }

    /// Gives a node the order of its keys; their values come by [`Graph::restore_node_values`].
    pub(crate) fn restore_node_keys(&mut self, node: NodeId, keys: &[Symbol]) {
        self.node_properties.set_order(node.0, keys);
    }

    /// As [`Graph::restore_node_keys`], for a relation.
    pub(crate) fn restore_relation_keys(&mut self, relation: RelationId, keys: &[Symbol]) {
        self.relation_properties.set_order(relation.0, keys);
    }

    /// Puts values of a key back, none null, to nodes that have none.
    pub(crate) fn restore_node_values(
        &mut self,
        key: Symbol,
        values: impl Iterator<Item = (u32, Value)>,
    ) {
        let column = self.node_properties.column_mut(key);
        for (node, value) in values {
            column.set(node, value, &mut self.shared);
        }
    }

    /// As [`Graph::restore_node_values`], for relations.
    pub(crate) fn restore_relation_values(
        &mut self,
        key: Symbol,
        values: impl Iterator<Item = (u32, Value)>,
    ) {
        let column = self.relation_properties.column_mut(key);
        for (relation, value) in values {
            column.set(relation, value, &mut self.shared);
        }
    }
}
