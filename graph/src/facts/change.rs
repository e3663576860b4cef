//! Changes as effects: what a log has to hold to make them again.

use crate::facts::Graph;
use crate::facts::journal::{Replaced, Savepoint, SchemaStep, Step};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
use crate::value::Value;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

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

/// New elements and nothing else: the ids from which on they were created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Created {
    pub first_node: u32,
    pub first_relation: u32,
}

impl Graph {
    /// What was created since `savepoint`, where at least that many steps were made and nothing happened to older
    /// elements; schema and names may have changed too.
    pub(crate) fn created_since(&self, savepoint: Savepoint, at_least: usize) -> Option<Created> {
        let steps = self.journal.since(savepoint);
        let mut created = Created {
            first_node: self.node_bound(),
            first_relation: self.relation_bound(),
        };
        for step in steps {
            match step {
                Step::NodeCreated(node) => created.first_node = created.first_node.min(node.0),
                Step::RelationCreated(relation) => {
                    created.first_relation = created.first_relation.min(relation.0);
                }
                Step::LabelSeen | Step::TypeSeen | Step::KeySeen | Step::Schema(_) => {}
                _ => return None,
            }
        }
        (steps.len() >= at_least).then_some(created)
    }

    /// Whether anything was done since `savepoint`, though it may have come to nothing.
    pub fn is_changed_since(&self, savepoint: Savepoint) -> bool {
        !self.journal.since(savepoint).is_empty()
    }

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
}

/// What is known of the steps after the one that is looked at, walking from the newest to the oldest.
#[derive(Default)]
struct Later {
    nodes: Elements<NodeId>,
    relations: Elements<RelationId>,
}

struct Elements<E> {
    /// Created in these steps: their creation tells all that they have, and nothing else of them needs telling.
    created: FxHashSet<E>,
    /// The value that a property had before the next later step on it.
    values: FxHashMap<(E, Symbol), Value>,
}

impl Later {
    fn of(steps: &[Step]) -> Later {
        let mut later = Later::default();
        for step in steps {
            match step {
                Step::NodeCreated(node) => drop(later.nodes.created.insert(*node)),
                Step::RelationCreated(relation) => {
                    later.relations.created.insert(*relation);
                }
                _ => {}
            }
        }
        later
    }

    /// The change that a step made, if it needs telling.
    fn change(&mut self, graph: &Graph, step: &Step) -> Option<Change> {
        match step {
            Step::NodeCreated(node) => created_node(graph, *node),
            Step::RelationCreated(relation) => created_relation(graph, *relation),
            Step::NodeDeleted(node, properties) => {
                let told = self.nodes.delete(*node, properties);
                told.then_some(Change::DeleteNode(*node))
            }
            Step::RelationDeleted(relation, properties) => {
                let told = self.relations.delete(*relation, properties);
                told.then_some(Change::DeleteRelation(*relation))
            }
            Step::NodeProperty(node, key, replaced) => {
                let now = || graph.node_property(*node, *key);
                let value = self.nodes.set(*node, *key, replaced, now)?;
                Some(Change::SetNodeProperty(*node, *key, value))
            }
            Step::RelationProperty(relation, key, replaced) => {
                let now = || graph.relation_property(*relation, *key);
                let value = self.relations.set(*relation, *key, replaced, now)?;
                Some(Change::SetRelationProperty(*relation, *key, value))
            }
            Step::LabelAdded(node, label) => {
                let told = !self.nodes.created.contains(node);
                told.then_some(Change::AddLabel(*node, *label))
            }
            Step::LabelRemoved(node, label, _) => {
                let told = !self.nodes.created.contains(node);
                told.then_some(Change::RemoveLabel(*node, *label))
            }
            Step::LabelSeen | Step::TypeSeen | Step::KeySeen => None,
            Step::Schema(step) => Some(schema_change(step)),
        }
    }
}

impl<E: Copy + Eq + Hash> Elements<E> {
    /// Whether the deletion needs telling.
    fn delete(&mut self, element: E, properties: &[(Symbol, Value)]) -> bool {
        for (key, value) in properties {
            self.values.insert((element, *key), value.clone());
        }
        !self.created.contains(&element)
    }

    /// The value that a step set a property to, if it needs telling; `now` is its value after all steps.
    fn set(
        &mut self,
        element: E,
        key: Symbol,
        replaced: &Replaced,
        now: impl FnOnce() -> Value,
    ) -> Option<Value> {
        if self.created.contains(&element) {
            return None;
        }
        let before = replaced.as_ref().map_or(Value::Null, |old| old.0.clone());
        let after = self.values.insert((element, key), before);
        Some(after.unwrap_or_else(now))
    }
}

impl<E> Default for Elements<E> {
    fn default() -> Elements<E> {
        Elements {
            created: FxHashSet::default(),
            values: FxHashMap::default(),
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
