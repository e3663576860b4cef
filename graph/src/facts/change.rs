//! Changes as effects: what a log has to hold to make them again.

use crate::error::GraphError;
use crate::facts::journal::{Savepoint, SchemaStep, Step};
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
use crate::value::Value;
use rustc_hash::FxHashMap;

/// One change of a graph. Symbols are those of the graph's interner.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// With all that the node has by now.
    CreateNode {
        node: NodeId,
        labels: Vec<Symbol>,
        properties: Vec<(Symbol, Value)>,
    },
    /// With all that the relation has by now.
    CreateRelation {
        relation: RelationId,
        kind: Symbol,
        start: NodeId,
        end: NodeId,
        properties: Vec<(Symbol, Value)>,
    },
    DeleteNode(NodeId),
    DeleteRelation(RelationId),
    /// Null removes.
    SetNodeProperty(NodeId, Symbol, Value),
    /// Null removes.
    SetRelationProperty(RelationId, Symbol, Value),
    AddLabel(NodeId, Symbol),
    RemoveLabel(NodeId, Symbol),
    DefineRelation(Symbol, RelationDefinition),
    DefineLabel(Symbol, LabelDefinition),
    CreateIndex(String, Index),
    DropIndex(String),
    CreateConstraint(String, Constraint),
    DropConstraint(String),
}

impl Graph {
    /// What was changed since `savepoint`, oldest first. Applied in this order to a copy of the graph as it was then, it
    /// gives the graph as it is. An element that was created and deleted since leaves no trace.
    pub fn changes_since(&self, savepoint: Savepoint) -> Vec<Change> {
        let steps = self.journal.since(savepoint);
        let mut later = Later::of(steps);
        let mut changes: Vec<Change> = steps
            .iter()
            .rev()
            .filter_map(|step| later.change(self, step))
            .collect();
        changes.reverse();
        changes
    }

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
        self.create_node(labels)?;
        for (key, value) in properties {
            self.write_node_property(node, key, value)?;
        }
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
        self.create_relation(ends.kind, ends.start, ends.end)?;
        for (key, value) in properties {
            self.set_relation_property(relation, key, value)?;
        }
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

/// What is known of the steps after the one that is looked at, walking from the newest to the oldest.
struct Later {
    /// By node created in the steps: nothing else of it needs telling.
    nodes: rustc_hash::FxHashSet<NodeId>,
    relations: rustc_hash::FxHashSet<RelationId>,
    /// The value that a property had before the next later step on it.
    node_values: FxHashMap<(NodeId, Symbol), Value>,
    relation_values: FxHashMap<(RelationId, Symbol), Value>,
}

impl Later {
    fn of(steps: &[Step]) -> Later {
        let mut later = Later {
            nodes: Default::default(),
            relations: Default::default(),
            node_values: FxHashMap::default(),
            relation_values: FxHashMap::default(),
        };
        for step in steps {
            match step {
                Step::NodeCreated(node) => drop(later.nodes.insert(*node)),
                Step::RelationCreated(relation) => drop(later.relations.insert(*relation)),
                _ => {}
            }
        }
        later
    }

    fn change(&mut self, graph: &Graph, step: &Step) -> Option<Change> {
        match step {
            Step::NodeCreated(node) => created_node(graph, *node),
            Step::RelationCreated(relation) => created_relation(graph, *relation),
            Step::NodeDeleted(node, properties) => {
                if self.nodes.contains(node) {
                    return None;
                }
                for (key, value) in properties {
                    self.node_values.insert((*node, *key), value.clone());
                }
                Some(Change::DeleteNode(*node))
            }
            Step::RelationDeleted(relation, properties) => {
                if self.relations.contains(relation) {
                    return None;
                }
                for (key, value) in properties {
                    self.relation_values
                        .insert((*relation, *key), value.clone());
                }
                Some(Change::DeleteRelation(*relation))
            }
            Step::NodeProperty(node, key, replaced) => {
                if self.nodes.contains(node) {
                    return None;
                }
                let before = replaced.as_ref().map_or(Value::Null, |old| old.0.clone());
                let after = self.node_values.insert((*node, *key), before);
                let after = after.unwrap_or_else(|| graph.node_property(*node, *key));
                Some(Change::SetNodeProperty(*node, *key, after))
            }
            Step::RelationProperty(relation, key, replaced) => {
                if self.relations.contains(relation) {
                    return None;
                }
                let before = replaced.as_ref().map_or(Value::Null, |old| old.0.clone());
                let after = self.relation_values.insert((*relation, *key), before);
                let after = after.unwrap_or_else(|| graph.relation_property(*relation, *key));
                Some(Change::SetRelationProperty(*relation, *key, after))
            }
            Step::LabelAdded(node, label) => {
                (!self.nodes.contains(node)).then_some(Change::AddLabel(*node, *label))
            }
            Step::LabelRemoved(node, label, _) => {
                (!self.nodes.contains(node)).then_some(Change::RemoveLabel(*node, *label))
            }
            Step::LabelSeen | Step::TypeSeen | Step::KeySeen => None,
            Step::Schema(step) => Some(schema_change(step)),
        }
    }
}

fn created_node(graph: &Graph, node: NodeId) -> Option<Change> {
    graph.contains_node(node).then(|| Change::CreateNode {
        node,
        labels: graph.node_labels(node).to_vec(),
        properties: graph.node_properties(node),
    })
}

fn created_relation(graph: &Graph, relation: RelationId) -> Option<Change> {
    let ends = graph.relation(relation)?;
    Some(Change::CreateRelation {
        relation,
        kind: ends.kind,
        start: ends.start,
        end: ends.end,
        properties: graph.relation_properties(relation),
    })
}

fn schema_change(step: &SchemaStep) -> Change {
    match step.clone() {
        SchemaStep::RelationDefined { kind, new, .. } => Change::DefineRelation(kind, new),
        SchemaStep::LabelDefined { label, new, .. } => Change::DefineLabel(label, new),
        SchemaStep::IndexCreated(name, index) => Change::CreateIndex(name, index),
        SchemaStep::IndexDropped(name, ..) => Change::DropIndex(name),
        SchemaStep::ConstraintCreated(name, constraint) => {
            Change::CreateConstraint(name, constraint)
        }
        SchemaStep::ConstraintDropped(name, ..) => Change::DropConstraint(name),
    }
}
