//! Changing the graph.

use crate::error::GraphError;
use crate::facts::Graph;
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
use crate::value::Value;

impl Graph {
    /// A new node; labels given twice count once.
    pub fn create_node(&mut self, labels: &[Symbol]) -> Result<NodeId, GraphError> {
        let _ = labels;
        Err(GraphError::Full)
    }

    /// A new relation between two live nodes.
    pub fn create_relation(
        &mut self,
        kind: Symbol,
        start: NodeId,
        end: NodeId,
    ) -> Result<RelationId, GraphError> {
        let _ = (kind, start, end);
        Err(GraphError::Full)
    }

    /// Sets a property; null removes it. Returns the old value.
    ///
    /// # Errors
    /// The value cannot be stored, the node does not exist, or a constraint would be broken.
    pub fn set_node_property(
        &mut self,
        node: NodeId,
        key: Symbol,
        value: Value,
    ) -> Result<Value, GraphError> {
        let _ = (node, key, value);
        Err(GraphError::Full)
    }

    /// As [`Graph::set_node_property`], for a relation.
    pub fn set_relation_property(
        &mut self,
        relation: RelationId,
        key: Symbol,
        value: Value,
    ) -> Result<Value, GraphError> {
        let _ = (relation, key, value);
        Err(GraphError::Full)
    }

    /// Whether the label was not there before.
    pub fn add_label(&mut self, node: NodeId, label: Symbol) -> Result<bool, GraphError> {
        let _ = (node, label);
        Err(GraphError::Full)
    }

    /// Whether the label was there.
    pub fn remove_label(&mut self, node: NodeId, label: Symbol) -> Result<bool, GraphError> {
        let _ = (node, label);
        Err(GraphError::Full)
    }

    /// Deletes a node without relations. Returns whether it still existed.
    pub fn delete_node(&mut self, node: NodeId) -> Result<bool, GraphError> {
        let _ = node;
        Err(GraphError::Full)
    }

    /// Returns whether the relation still existed.
    pub fn delete_relation(&mut self, relation: RelationId) -> Result<bool, GraphError> {
        let _ = relation;
        Err(GraphError::Full)
    }

    /// The live relations that start or end at a node, each once, ascending.
    pub fn incident(&self, node: NodeId) -> Vec<RelationId> {
        let _ = node;
        Vec::new()
    }

    /// Defines a relation type, or defines it anew.
    pub fn define_relation(
        &mut self,
        kind: Symbol,
        definition: RelationDefinition,
    ) -> Result<(), GraphError> {
        let _ = (kind, definition);
        Err(GraphError::Full)
    }

    /// Defines a label, or defines it anew.
    pub fn define_label(
        &mut self,
        label: Symbol,
        definition: LabelDefinition,
    ) -> Result<(), GraphError> {
        let _ = (label, definition);
        Err(GraphError::Full)
    }

    /// Builds an index.
    ///
    /// # Errors
    /// One of that name, or over the same property, exists.
    pub fn create_index(&mut self, name: &str, index: Index) -> Result<(), GraphError> {
        let _ = (name, index);
        Err(GraphError::Full)
    }

    pub fn drop_index(&mut self, name: &str) -> Result<(), GraphError> {
        let _ = name;
        Err(GraphError::Full)
    }

    /// Adds a uniqueness constraint.
    ///
    /// # Errors
    /// One of that name exists, or two nodes share a value already.
    pub fn create_constraint(
        &mut self,
        name: &str,
        constraint: Constraint,
    ) -> Result<(), GraphError> {
        let _ = (name, constraint);
        Err(GraphError::Full)
    }

    pub fn drop_constraint(&mut self, name: &str) -> Result<(), GraphError> {
        let _ = name;
        Err(GraphError::Full)
    }
}
