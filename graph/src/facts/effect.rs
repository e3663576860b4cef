//! What a change does to every part of the graph: facts, columns, lists, indexes, handles, snapshot.
//!
//! Nothing is checked here and nothing is noted for undo, save the first use of a name: [`super::write`] does that
//! before, and [`super::undo`] calls the opposites.

use crate::facts::journal::{Replaced, Step};
use crate::facts::read::ColumnRef;
use crate::facts::{ALIASES, Graph, KEY, NAME, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::value::Value;

impl Graph {
    pub(super) fn add_node(&mut self, labels: &[Symbol]) -> NodeId {
        let set = self.label_sets.acquire_copy(labels);
        let node = self.topology.add_node(set);
        for &label in labels {
            self.list_label(node, label);
        }
        node
    }

    /// Undoes [`Graph::add_node`], whatever was done to the node since.
    pub(super) fn forget_node(&mut self, node: NodeId) {
        self.take_node_properties(node);
        let set = self.topology.label_set(node);
        self.unlist_labels(node, set);
        self.topology.forget_node(node);
        self.label_sets.release(set);
    }

    /// Returns the properties that the node had.
    pub(super) fn bury_node(&mut self, node: NodeId) -> Box<[(Symbol, Value)]> {
        let properties = self.take_node_properties(node);
        self.unlist_labels(node, self.topology.label_set(node));
        self.topology.bury_node(node);
        properties
    }

    pub(super) fn revive_node(&mut self, node: NodeId, properties: Box<[(Symbol, Value)]>) {
        self.topology.revive_node(node);
        let set = self.topology.label_set(node);
        for label in self.label_sets.get(set).to_vec() {
            self.list_label(node, label);
        }
        self.put_node_properties(node, &properties);
    }

    /// Gives a node without properties these, each key once, none null.
    pub(super) fn put_node_properties(&mut self, node: NodeId, properties: &[(Symbol, Value)]) {
        self.node_properties
            .put_all(node.0, properties, &mut self.periods);
        for (key, value) in properties {
            self.see_key(*key);
            if self.node_indexes.cover(*key) {
                self.index_node(node, *key, value);
            }
        }
        if !properties.is_empty() {
            self.call(node, self.handles.get().is_some());
        }
    }

    /// `None` when an end does not live.
    pub(super) fn add_relation(&mut self, relation: Relation) -> Option<RelationId> {
        self.list_relations();
        let id = self.topology.add_relation(relation)?;
        self.list_relation(id, relation);
        Some(id)
    }

    /// Undoes [`Graph::add_relation`], whatever was done to the relation since.
    pub(super) fn forget_relation(&mut self, relation: RelationId) {
        self.list_relations();
        self.take_relation_properties(relation);
        self.unlist_relation(relation);
        self.topology.forget_relation(relation);
    }

    /// Returns the properties that the relation had.
    pub(super) fn bury_relation(&mut self, relation: RelationId) -> Box<[(Symbol, Value)]> {
        self.list_relations();
        let properties = self.take_relation_properties(relation);
        self.unlist_relation(relation);
        self.topology.bury_relation(relation);
        properties
    }

    pub(super) fn revive_relation(
        &mut self,
        relation: RelationId,
        properties: Box<[(Symbol, Value)]>,
    ) {
        self.list_relations();
        self.topology.revive_relation(relation);
        if let Some(ends) = self.topology.relation(relation) {
            self.list_relation(relation, ends);
        }
        self.put_relation_properties(relation, &properties);
    }

    /// Gives a relation without properties these, each key once, none null.
    pub(super) fn put_relation_properties(
        &mut self,
        relation: RelationId,
        properties: &[(Symbol, Value)],
    ) {
        self.relation_properties
            .put_all(relation.0, properties, &mut self.periods);
        for (key, value) in properties {
            self.see_key(*key);
            self.snapshot.change_property(*key);
            if self.relation_indexes.cover(*key) {
                self.reindex_relation(relation, *key, None, Some(value.clone()));
            }
        }
    }

    /// Adds a label at this place; at the end with `None`.
    pub(super) fn put_label(&mut self, node: NodeId, label: Symbol, place: Option<usize>) {
        let mut labels = self.node_labels(node).to_vec();
        labels.insert(place.unwrap_or(labels.len()), label);
        self.set_labels(node, &labels);
        self.list_label(node, label);
        self.index_label(node, label);
    }

    /// Returns the place that the label had, if the node had it.
    pub(super) fn take_label(&mut self, node: NodeId, label: Symbol) -> Option<usize> {
        let mut labels = self.node_labels(node).to_vec();
        let place = labels.iter().position(|&other| other == label)?;
        labels.remove(place);
        self.unindex_label(node, label);
        self.set_labels(node, &labels);
        if let Some(nodes) = self.labels.get_mut(&label) {
            nodes.remove(node);
        }
        Some(place)
    }

    /// Sets a property to a value that is not null. A new key takes this place in the order; the last with `None`.
    pub(super) fn put_node_property(
        &mut self,
        node: NodeId,
        key: Symbol,
        value: Value,
        place: Option<usize>,
    ) -> Option<Value> {
        self.see_key(key);
        let named = self.uncall(node, key);
        let indexed = self.node_indexes.cover(key).then(|| value.clone());
        let properties = &mut self.node_properties;
        let old = properties.set(node.0, key, value, place, &mut self.periods);
        if let Some(new) = indexed {
            self.unindex_node(node, key, old.as_ref());
            self.index_node(node, key, &new);
        }
        self.call(node, named);
        old
    }

    pub(super) fn take_node_property(&mut self, node: NodeId, key: Symbol) -> Replaced {
        let named = self.uncall(node, key);
        let taken = self.node_properties.remove(node.0, key, &mut self.periods);
        self.call(node, named);
        let (old, place) = taken?;
        if self.node_indexes.cover(key) {
            self.unindex_node(node, key, Some(&old));
        }
        Some(Box::new((old, place as u32)))
    }

    pub(super) fn put_relation_property(
        &mut self,
        relation: RelationId,
        key: Symbol,
        value: Value,
        place: Option<usize>,
    ) -> Option<Value> {
        self.see_key(key);
        self.snapshot.change_property(key);
        let indexed = self.relation_indexes.cover(key).then(|| value.clone());
        let properties = &mut self.relation_properties;
        let old = properties.set(relation.0, key, value, place, &mut self.periods);
        if let Some(new) = indexed {
            self.reindex_relation(relation, key, old.as_ref(), Some(new));
        }
        old
    }

    pub(super) fn take_relation_property(&mut self, relation: RelationId, key: Symbol) -> Replaced {
        self.snapshot.change_property(key);
        let properties = &mut self.relation_properties;
        let (old, place) = properties.remove(relation.0, key, &mut self.periods)?;
        if self.relation_indexes.cover(key) {
            self.reindex_relation(relation, key, Some(&old), None);
        }
        Some(Box::new((old, place as u32)))
    }

    /// Fills an index that is new.
    pub(super) fn fill_node_index(&mut self, label: Symbol, key: Symbol) {
        let Some(nodes) = self.labels.get(&label) else {
            return;
        };
        let Some(index) = self.node_indexes.get_mut(label, key) else {
            return;
        };
        let column = ColumnRef::of(&self.node_properties, key, &self.periods);
        for &node in nodes.as_slice() {
            let value = column.cell(node.0).to_value();
            if !value.is_null() {
                index.insert(value, node);
            }
        }
    }

    /// As [`Graph::fill_node_index`], over the relations of a type.
    pub(super) fn fill_relation_index(&mut self, kind: Symbol, key: Symbol) {
        self.list_relations();
        let Some(relations) = self.types.get(&kind) else {
            return;
        };
        let Some(index) = self.relation_indexes.get_mut(kind, key) else {
            return;
        };
        let column = ColumnRef::of(&self.relation_properties, key, &self.periods);
        for &relation in relations.as_slice() {
            let value = column.cell(relation.0).to_value();
            if !value.is_null() {
                index.insert(value, relation);
            }
        }
    }

    /// Takes a node's old names from the handles, when this key may change them; `true` then.
    fn uncall(&mut self, node: NodeId, key: Symbol) -> bool {
        if ![KEY, NAME, ALIASES].contains(&key) || self.handles.get().is_none() {
            return false;
        }
        let called = self.called(node);
        if let Some(handles) = self.handles.get_mut() {
            handles.remove(node, &called);
        }
        true
    }

    /// Gives a node's names to the handles, when they were taken before.
    pub(super) fn call(&mut self, node: NodeId, named: bool) {
        if named {
            let called = self.called(node);
            if let Some(handles) = self.handles.get_mut() {
                handles.insert(node, called);
            }
        }
    }

    fn take_node_properties(&mut self, node: NodeId) -> Box<[(Symbol, Value)]> {
        self.uncall(node, NAME);
        let taken = self.node_properties.take_all(node.0, &mut self.periods);
        for (key, value) in &taken {
            if self.node_indexes.cover(*key) {
                self.unindex_node(node, *key, Some(value));
            }
        }
        taken
    }

    fn take_relation_properties(&mut self, relation: RelationId) -> Box<[(Symbol, Value)]> {
        let properties = &mut self.relation_properties;
        let taken = properties.take_all(relation.0, &mut self.periods);
        for (key, value) in &taken {
            self.snapshot.change_property(*key);
            if self.relation_indexes.cover(*key) {
                self.reindex_relation(relation, *key, Some(value), None);
            }
        }
        taken
    }

    fn set_labels(&mut self, node: NodeId, labels: &[Symbol]) {
        let set = self.label_sets.acquire_copy(labels);
        let old = self.topology.label_set(node);
        self.topology.set_label_set(node, set);
        self.label_sets.release(old);
        self.snapshot.change_labels();
    }

    fn list_label(&mut self, node: NodeId, label: Symbol) {
        if let Some(nodes) = self.labels.get_mut(&label) {
            return nodes.insert(node);
        }
        self.labels.entry(label).or_default().insert(node);
        self.journal.note(Step::LabelSeen);
    }

    fn unlist_labels(&mut self, node: NodeId, set: u32) {
        for label in self.label_sets.get(set).iter() {
            if let Some(nodes) = self.labels.get_mut(label) {
                nodes.remove(node);
            }
        }
    }

    fn list_relation(&mut self, id: RelationId, relation: Relation) {
        let entry = self.types.entry(relation.kind);
        let position = entry.index();
        if let indexmap::map::Entry::Vacant(_) = entry {
            self.snapshot.see_type();
            self.journal.note(Step::TypeSeen);
        }
        entry.or_default().insert(id);
        self.snapshot.add(position, id, relation);
    }

    fn unlist_relation(&mut self, id: RelationId) {
        let Some(relation) = self.topology.relation(id) else {
            return;
        };
        if let Some((position, _, relations)) = self.types.get_full_mut(&relation.kind) {
            relations.remove(id);
            self.snapshot.remove(position, id, relation);
        }
    }

    fn see_key(&mut self, key: Symbol) {
        if !self.keys.contains(&key) {
            self.keys.insert(key);
            self.journal.note(Step::KeySeen);
        }
    }

    pub(super) fn index_node(&mut self, node: NodeId, key: Symbol, value: &Value) {
        for label in self.label_sets.get(self.topology.label_set(node)).iter() {
            if let Some(index) = self.node_indexes.get_mut(*label, key) {
                index.insert(value.clone(), node);
            }
        }
    }

    fn unindex_node(&mut self, node: NodeId, key: Symbol, value: Option<&Value>) {
        let Some(value) = value else {
            return;
        };
        for label in self.label_sets.get(self.topology.label_set(node)).iter() {
            if let Some(index) = self.node_indexes.get_mut(*label, key) {
                index.remove(value, node);
            }
        }
    }

    fn index_label(&mut self, node: NodeId, label: Symbol) {
        for key in self.node_indexes.keys_of(label) {
            let value = self.node_property(node, key);
            if let Some(index) = self.node_indexes.get_mut(label, key)
                && !value.is_null()
            {
                index.insert(value, node);
            }
        }
    }

    fn unindex_label(&mut self, node: NodeId, label: Symbol) {
        for key in self.node_indexes.keys_of(label) {
            let value = self.node_property(node, key);
            if let Some(index) = self.node_indexes.get_mut(label, key)
                && !value.is_null()
            {
                index.remove(&value, node);
            }
        }
    }

    pub(super) fn reindex_relation(
        &mut self,
        relation: RelationId,
        key: Symbol,
        old: Option<&Value>,
        new: Option<Value>,
    ) {
        let Some(ends) = self.topology.relation(relation) else {
            return;
        };
        if let Some(index) = self.relation_indexes.get_mut(ends.kind, key) {
            if let Some(old) = old {
                index.remove(old, relation);
            }
            if let Some(new) = new {
                index.insert(new, relation);
            }
        }
    }
}
