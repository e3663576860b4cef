//! Changing the graph: each write is checked, done in every part of the graph, and noted for undo.

use crate::error::GraphError;
use crate::facts::journal::Step;
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::Constraint;
use crate::value::Value;
use indexmap::IndexMap;
use std::borrow::Cow;

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

    /// A new node with these properties, keys in this order; null is no property. Quicker than one write after the other.
    ///
    /// # Errors
    /// All ids were used, a value cannot be stored, or a constraint would be broken: then there is no new node.
    pub fn create_node_with(
        &mut self,
        labels: &[Symbol],
        properties: &[(Symbol, Value)],
    ) -> Result<NodeId, GraphError> {
        let properties = storable(properties)?;
        for &label in labels {
            for (key, value) in properties.iter() {
                self.check_unheld(label, *key, value)?;
            }
        }
        let node = self.create_node(labels)?;
        self.put_node_properties(node, &properties);
        Ok(node)
    }

    /// A new relation between two live nodes with these properties, as [`Graph::create_node_with`].
    ///
    /// # Errors
    /// An end does not exist, all ids were used, or a value cannot be stored: then there is no new relation.
    pub fn create_relation_with(
        &mut self,
        kind: Symbol,
        start: NodeId,
        end: NodeId,
        properties: &[(Symbol, Value)],
    ) -> Result<RelationId, GraphError> {
        let properties = storable(properties)?;
        let relation = self.create_relation(kind, start, end)?;
        self.put_relation_properties(relation, &properties);
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

    /// That no node of a label has this value, where that is constrained.
    fn check_unheld(&self, label: Symbol, key: Symbol, value: &Value) -> Result<(), GraphError> {
        if !self.node_indexes.cover(key) {
            return Ok(());
        }
        let wanted = Constraint {
            label,
            property: key,
        };
        let mut constraints = self.schema.constraints.iter();
        let Some((name, _)) = constraints.find(|(_, constraint)| **constraint == wanted) else {
            return Ok(());
        };
        match self.seek(label, key, value).unwrap_or_default() {
            [] => Ok(()),
            [holder, ..] => Err(GraphError::NotUnique {
                constraint: name.clone(),
                node: *holder,
            }),
        }
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

/// The properties without nulls, each key once with its last value; refuses what can't be one.
pub(super) fn storable(
    properties: &[(Symbol, Value)],
) -> Result<Cow<'_, [(Symbol, Value)]>, GraphError> {
    /// So many keys are quickest compared one by one.
    const FEW: usize = 32;
    for (_, value) in properties {
        check_storable(value)?;
    }
    let is_plain = |(at, (key, value)): (usize, &(Symbol, Value))| {
        let mut before = properties[..at].iter();
        !value.is_null() && before.all(|(other, _)| other != key)
    };
    if properties.len() <= FEW && properties.iter().enumerate().all(is_plain) {
        return Ok(Cow::Borrowed(properties));
    }
    let mut once: IndexMap<Symbol, &Value> = IndexMap::new();
    for (key, value) in properties {
        match value.is_null() {
            true => once.shift_remove(key),
            false => once.insert(*key, value),
        };
    }
    let once = once.into_iter().map(|(key, value)| (key, value.clone()));
    Ok(Cow::Owned(once.collect()))
}

/// That a value may be a property: anything but null, elements, paths, maps, and lists that hold one of the last three.
pub(super) fn check_storable(value: &Value) -> Result<(), GraphError> {
    /// How deep lists may nest.
    const DEEPEST: usize = 128;
    if let Value::Boolean(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) = value {
        return Ok(());
    }
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

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::error::GraphError;
    use crate::facts::{Graph, KEY, NAME};
    use crate::id::{NodeId, RelationId};
    use crate::value::Value;

    #[test]
    fn what_is_no_property_is_refused_however_deep_it_hides() {
        let mut graph = Graph::new();
        let node = graph.create_node(&[]).unwrap();
        let hidden = Value::list(vec![Value::list(vec![Value::Node(node)])]);
        for (value, kind) in [
            (Value::map([]), "map"),
            (Value::Relation(RelationId(0)), "relation"),
            (hidden, "node"),
        ] {
            let refused = Err(GraphError::NotStorable(kind));
            assert_eq!(graph.set_node_property(node, KEY, value), refused);
        }
        let mut deep = Value::Null;
        for _ in 0..200 {
            deep = Value::list(vec![deep]);
        }
        assert!(graph.set_node_property(node, KEY, deep).is_err());
        assert_eq!(graph.node_properties(node), []);
    }

    #[test]
    fn a_node_with_relations_is_not_deleted_and_a_loop_is_one_relation() {
        let mut graph = Graph::new();
        let kind = graph.symbols().intern("T");
        let node = graph.create_node(&[kind, kind]).unwrap();
        assert_eq!(graph.node_labels(node), [kind]);
        let itself = graph.create_relation(kind, node, node).unwrap();
        assert_eq!(graph.degree(node), 2);
        assert_eq!(graph.incident(node), [itself]);
        assert_eq!(graph.delete_node(node), Err(GraphError::Connected(node)));
        graph.delete_relation(itself).unwrap();
        assert_eq!(graph.relation(itself), None);
        assert!(graph.relation_or_deleted(itself).is_some());
        assert_eq!(graph.delete_node(node), Ok(true));
        assert!(graph.node_deleted(node));
        graph.commit();
        assert_eq!(graph.relation_or_deleted(itself), None);
        assert!(!graph.node_deleted(node));
        assert_eq!(graph.create_node(&[]), Ok(NodeId(1)));
    }

    #[test]
    fn of_a_key_that_is_given_twice_the_last_value_counts_and_null_is_none() {
        let mut graph = Graph::new();
        let properties = [
            (NAME, Value::from("a")),
            (KEY, Value::from("k")),
            (NAME, Value::from("b")),
            (KEY, Value::Null),
        ];
        let node = graph.create_node_with(&[], &properties).unwrap();
        assert_eq!(graph.node_properties(node), [(NAME, Value::from("b"))]);
        let refused = graph.create_node_with(&[], &[(NAME, Value::Node(node))]);
        assert_eq!(refused, Err(GraphError::NotStorable("node")));
        assert_eq!(graph.node_count(), 1);
    }

    #[test]
    fn writes_to_what_does_not_exist_are_refused() {
        let mut graph = Graph::new();
        let (nowhere, kind) = (NodeId(7), graph.symbols().intern("T"));
        let here = graph.create_node(&[]).unwrap();
        let missing = GraphError::NoSuchNode(nowhere);
        assert_eq!(
            graph.create_relation(kind, here, nowhere),
            Err(missing.clone())
        );
        assert_eq!(graph.add_label(nowhere, kind), Err(missing.clone()));
        let set = graph.set_node_property(nowhere, NAME, Value::Null);
        assert_eq!(set, Err(missing));
        let set = graph.set_relation_property(RelationId(0), NAME, Value::Null);
        assert_eq!(set, Err(GraphError::NoSuchRelation(RelationId(0))));
    }
}
