//! Making the changes of a log again.

use crate::error::GraphError;
use crate::facts::write::storable;
use crate::facts::{Change, Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::value::Value;

impl Graph {
    /// Makes a change of a log again. The change was checked when it was first made, and is not checked again for uniqueness.
    ///
    /// # Errors
    /// It names an element that does not exist, or creates one whose id was given already.
    pub fn apply(&mut self, change: Change) -> Result<(), GraphError> {
        match change {
            Change::CreateNode {
                node,
                labels,
                properties,
            } => self.apply_node(node, &labels, properties),
            Change::CreateRelation {
                relation,
                kind,
                start,
                end,
                properties,
            } => self.apply_relation(relation, Relation { kind, start, end }, properties),
            Change::DeleteNode(node) => self.delete_node(node).map(drop),
            Change::DeleteRelation(relation) => self.delete_relation(relation).map(drop),
            Change::SetNodeProperty(node, key, value) => {
                self.write_node_property(node, key, value).map(drop)
            }
            Change::SetRelationProperty(relation, key, value) => {
                self.set_relation_property(relation, key, value).map(drop)
            }
            Change::AddLabel(node, label) => self.apply_label(node, label),
            Change::RemoveLabel(node, label) => self.remove_label(node, label).map(drop),
            Change::DefineRelation(kind, definition) => self.define_relation(kind, definition),
            Change::DefineLabel(label, definition) => self.define_label(label, definition),
            Change::CreateIndex(name, index) => self.create_index(&name, index),
            Change::DropIndex(name) => self.drop_index(&name),
            Change::CreateConstraint(name, constraint) => self.write_constraint(&name, constraint),
            Change::DropConstraint(name) => self.drop_constraint(&name),
        }
    }

    /// Leaves out ids below these, as if they had been given and their elements deleted.
    pub fn skip_ids(&mut self, nodes: u32, relations: u32) {
        self.topology.skip_ids(nodes, relations);
    }

    fn apply_node(
        &mut self,
        node: NodeId,
        labels: &[Symbol],
        properties: Vec<(Symbol, Value)>,
    ) -> Result<(), GraphError> {
        if node.0 < self.node_bound() {
            let message = format!("node {} was created already", node.0);
            return Err(GraphError::Schema(message));
        }
        self.topology.skip_ids(node.0, 0);
        let properties = storable(&properties)?;
        self.create_node(labels)?;
        self.put_node_properties(node, &properties);
        Ok(())
    }

    fn apply_relation(
        &mut self,
        relation: RelationId,
        ends: Relation,
        properties: Vec<(Symbol, Value)>,
    ) -> Result<(), GraphError> {
        if relation.0 < self.relation_bound() {
            let message = format!("relation {} was created already", relation.0);
            return Err(GraphError::Schema(message));
        }
        self.topology.skip_ids(0, relation.0);
        self.create_relation_with(ends.kind, ends.start, ends.end, &properties)?;
        Ok(())
    }

    fn apply_label(&mut self, node: NodeId, label: Symbol) -> Result<(), GraphError> {
        if !self.contains_node(node) {
            return Err(GraphError::NoSuchNode(node));
        }
        if !self.has_label(node, label) {
            self.write_label(node, label);
        }
        Ok(())
    }
}
