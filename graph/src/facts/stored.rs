//! What a store asks of a graph: the order in which names came into use, and putting back what was read from a file.
//!
//! What is put back is noted nowhere; the store commits when it is done.

use crate::error::GraphError;
use crate::facts::cell::Shared;
use crate::facts::column::Column;
use crate::facts::dictionary::Dictionary;
use crate::facts::journal::Step;
use crate::facts::page::Kind;
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::time::Period;
use crate::value::Value;
use std::hash::Hash;
use std::sync::Arc;

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

    /// Gives nodes the orders of their keys; the values come by [`Graph::restore_node_values`].
    pub(crate) fn restore_node_keys<'o>(
        &mut self,
        orders: impl Iterator<Item = (u32, &'o Arc<[Symbol]>)>,
    ) {
        self.node_properties.put_orders(orders);
    }

    /// As [`Graph::restore_node_keys`], for relations.
    pub(crate) fn restore_relation_keys<'o>(
        &mut self,
        orders: impl Iterator<Item = (u32, &'o Arc<[Symbol]>)>,
    ) {
        self.relation_properties.put_orders(orders);
    }

    /// Puts values of a key back, to nodes that ascend and that lie in other pages than those which have one.
    pub(crate) fn restore_node_values(&mut self, key: Symbol, elements: &[u32], values: Stored) {
        let column = self.node_properties.column_mut(key);
        restore_values(column, elements, values, &mut self.shared);
    }

    /// As [`Graph::restore_node_values`], for relations.
    pub(crate) fn restore_relation_values(
        &mut self,
        key: Symbol,
        elements: &[u32],
        values: Stored,
    ) {
        let column = self.relation_properties.column_mut(key);
        restore_values(column, elements, values, &mut self.shared);
    }
}

/// Values as a file has them, one an element, none null.
#[derive(Debug)]
pub(crate) enum Stored {
    Each(Vec<Value>),
    Strings(Shares<str>),
    Periods(Shares<Period>),
}

/// Items, and which of them each element has.
#[derive(Debug)]
pub(crate) struct Shares<T: ?Sized> {
    pub items: Vec<Arc<T>>,
    /// Places among the items.
    pub places: Vec<u32>,
}

impl Stored {
    pub fn len(&self) -> usize {
        match self {
            Stored::Each(values) => values.len(),
            Stored::Strings(shares) => shares.places.len(),
            Stored::Periods(shares) => shares.places.len(),
        }
    }
}

fn restore_values(column: &mut Column, elements: &[u32], values: Stored, shared: &mut Shared) {
    match values {
        Stored::Each(values) => {
            for (element, value) in elements.iter().zip(values) {
                column.set(*element, value, shared);
            }
        }
        Stored::Strings(shares) => {
            let numbers = shares.acquire(&mut shared.strings);
            column.fill(Kind::String, elements, &numbers);
        }
        Stored::Periods(shares) => {
            let numbers = shares.acquire(&mut shared.periods);
            column.fill(Kind::Period, elements, &numbers);
        }
    }
}

impl<T: ?Sized + Eq + Hash> Shares<T> {
    /// Counts the uses; returns the number that each element has.
    fn acquire(&self, dictionary: &mut Dictionary<T>) -> Vec<i64> {
        let mut uses = vec![0u32; self.items.len()];
        for &place in &self.places {
            uses[place as usize] += 1;
        }
        let items = self.items.iter().zip(uses);
        let numbers: Vec<i64> = items
            .map(|(item, uses)| match uses {
                0 => 0,
                uses => i64::from(dictionary.acquire_many(item, uses)),
            })
            .collect();
        let places = self.places.iter();
        places.map(|&place| numbers[place as usize]).collect()
    }
}
