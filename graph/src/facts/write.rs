//! Changing the graph: each write is checked, done in every part of the graph, and noted for undo.

use crate::error::GraphError;
use crate::facts::journal::Step;
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::value::Value;

impl Graph {
    /// A new node; labels given twice count once.
    ///
    /// # Errors
    /// All ids were used.
    pub fn create_node(&mut self, labels: &[Symbol]) -> Result<NodeId, GraphError> {
        if self.topology.is_full() {
            return Err(GraphError::Full);
        }
        let node = match labels {
            [] | [_] => self.add_node(labels),
            several => self.add_node(&distinct(several)),
        };
        self.journal.note(Step::NodeCreated(node));
        Ok(node)
    }

    /// A new relation between two live nodes.
    ///
    /// # Errors
    /// An end does not exist, or all ids were used.
    pub fn create_relation(
        &mut self,
        kind: Symbol,
        start: NodeId,
        end: NodeId,
    ) -> Result<RelationId, GraphError> {
        if self.topology.is_full() {
            return Err(GraphError::Full);
        }
        let added = self.add_relation(Relation { kind, start, end });
        let Some(relation) = added else {
            let missing = if self.contains_node(start) {
                end
            } else {
                start
            };
            return Err(GraphError::NoSuchNode(missing));
        };
        self.journal.note(Step::RelationCreated(relation));
        Ok(relation)
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
        self.check_node(node)?;
        self.check_unique(node, key, &value)?;
        self.write_node_property(node, key, value)
    }

    /// As [`Graph::set_node_property`], without a look at the constraints.
    pub(super) fn write_node_property(
        &mut self,
        node: NodeId,
        key: Symbol,
        value: Value,
    ) -> Result<Value, GraphError> {
        self.check_node(node)?;
        if value.is_null() {
            let taken = self.take_node_property(node, key);
            let old = taken.as_ref().map_or(Value::Null, |old| old.0.clone());
            if taken.is_some() && !self.journal.is_young_node(node) {
                self.journal.note(Step::NodeProperty(node, key, taken));
            }
            return Ok(old);
        }
        check_storable(&value)?;
        let old = self.put_node_property(node, key, value, None);
        if !self.journal.is_young_node(node) {
            let replaced = old.clone().map(|old| Box::new((old, 0)));
            self.journal.note(Step::NodeProperty(node, key, replaced));
        }
        Ok(old.unwrap_or_default())
    }

    /// As [`Graph::set_node_property`], for a relation.
    ///
    /// # Errors
    /// The value cannot be stored, or the relation does not exist.
    pub fn set_relation_property(
        &mut self,
        relation: RelationId,
        key: Symbol,
        value: Value,
    ) -> Result<Value, GraphError> {
        if !self.contains_relation(relation) {
            return Err(GraphError::NoSuchRelation(relation));
        }
        let young = self.journal.is_young_relation(relation);
        if value.is_null() {
            let taken = self.take_relation_property(relation, key);
            let old = taken.as_ref().map_or(Value::Null, |old| old.0.clone());
            if taken.is_some() && !young {
                let step = Step::RelationProperty(relation, key, taken);
                self.journal.note(step);
            }
            return Ok(old);
        }
        check_storable(&value)?;
        let old = self.put_relation_property(relation, key, value, None);
        if !young {
            let replaced = old.clone().map(|old| Box::new((old, 0)));
            let step = Step::RelationProperty(relation, key, replaced);
            self.journal.note(step);
        }
        Ok(old.unwrap_or_default())
    }

    /// Whether the label was not there before.
    ///
    /// # Errors
    /// The node does not exist, or a constraint of the label would be broken.
    pub fn add_label(&mut self, node: NodeId, label: Symbol) -> Result<bool, GraphError> {
        self.check_node(node)?;
        if self.has_label(node, label) {
            return Ok(false);
        }
        self.check_unique_in(node, label)?;
        self.write_label(node, label);
        Ok(true)
    }

    /// Adds a label that is not there, without a look at the constraints.
    pub(super) fn write_label(&mut self, node: NodeId, label: Symbol) {
        self.put_label(node, label, None);
        if !self.journal.is_young_node(node) {
            self.journal.note(Step::LabelAdded(node, label));
        }
    }

    /// Whether the label was there.
    ///
    /// # Errors
    /// The node does not exist.
    pub fn remove_label(&mut self, node: NodeId, label: Symbol) -> Result<bool, GraphError> {
        self.check_node(node)?;
        let Some(place) = self.take_label(node, label) else {
            return Ok(false);
        };
        if !self.journal.is_young_node(node) {
            let step = Step::LabelRemoved(node, label, place as u32);
            self.journal.note(step);
        }
        Ok(true)
    }

    /// Deletes a node without relations. Returns whether it still existed.
    ///
    /// # Errors
    /// The node has relations.
    pub fn delete_node(&mut self, node: NodeId) -> Result<bool, GraphError> {
        if !self.contains_node(node) {
            return Ok(false);
        }
        if self.degree(node) > 0 {
            return Err(GraphError::Connected(node));
        }
        let properties = self.bury_node(node);
        self.journal.note(Step::NodeDeleted(node, properties));
        Ok(true)
    }

    /// Returns whether the relation still existed.
    ///
    /// # Errors
    /// None today.
    pub fn delete_relation(&mut self, relation: RelationId) -> Result<bool, GraphError> {
        if !self.contains_relation(relation) {
            return Ok(false);
        }
        let properties = self.bury_relation(relation);
        let step = Step::RelationDeleted(relation, properties);
        self.journal.note(step);
        Ok(true)
    }

    fn check_node(&self, node: NodeId) -> Result<(), GraphError> {
        match self.contains_node(node) {
            true => Ok(()),
            false => Err(GraphError::NoSuchNode(node)),
        }
    }

    /// That no other node of a constrained label has this value.
    fn check_unique(&self, node: NodeId, key: Symbol, value: &Value) -> Result<(), GraphError> {
        if !self.node_indexes.cover(key) {
            return Ok(());
        }
        for (name, constraint) in &self.schema.constraints {
            if constraint.property == key && self.has_label(node, constraint.label) {
                self.check_free(name, node, constraint.label, key, value)?;
            }
        }
        Ok(())
    }

    /// That the node may carry this label.
    fn check_unique_in(&self, node: NodeId, label: Symbol) -> Result<(), GraphError> {
        for (name, constraint) in &self.schema.constraints {
            if constraint.label == label {
                let value = self.node_property(node, constraint.property);
                self.check_free(name, node, label, constraint.property, &value)?;
            }
        }
        Ok(())
    }

    fn check_free(
        &self,
        constraint: &str,
        node: NodeId,
        label: Symbol,
        key: Symbol,
        value: &Value,
    ) -> Result<(), GraphError> {
        let holders = self.seek(label, key, value).unwrap_or_default();
        match holders.iter().find(|&&holder| holder != node) {
            Some(&holder) => Err(GraphError::NotUnique {
                constraint: constraint.to_string(),
                node: holder,
            }),
            None => Ok(()),
        }
    }
}

/// The labels without repetitions, in their order.
fn distinct(labels: &[Symbol]) -> Vec<Symbol> {
    let mut once: Vec<Symbol> = Vec::with_capacity(labels.len());
    for &label in labels {
        if !once.contains(&label) {
            once.push(label);
        }
    }
    once
}

/// That a value may be a property: anything but null, elements, paths, maps, and lists that hold one of the last three.
fn check_storable(value: &Value) -> Result<(), GraphError> {
    /// How deep lists may nest.
    const DEEPEST: usize = 128;
    let mut open: Vec<(&Value, usize)> = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        let refused = match value {
            Value::Node(_) => "node",
            Value::Relation(_) => "relation",
            Value::Path(_) => "path",
            Value::Map(_) => "map",
            Value::List(_) if depth == DEEPEST => "list of more than 128 levels",
            Value::List(items) => {
                open.extend(items.iter().map(|item| (item, depth + 1)));
                continue;
            }
            _ => continue,
        };
        return Err(GraphError::NotStorable(refused));
    }
    Ok(())
}
