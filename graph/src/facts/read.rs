//! Asking the graph.

use crate::adjacency::{Adjacency, Snapshot};
use crate::facts::cell::Cell;
use crate::facts::column::{Column, Pages};
use crate::facts::dictionary::Dictionary;
use crate::facts::page::Kind as NumberKind;
use crate::facts::properties::Properties;
use crate::facts::scan::Wanted;
use crate::facts::{Graph, Relation, VALID};
use crate::id::{NodeId, PeriodId, RelationId, Symbol};
use crate::time::Period;
use crate::value::Value;
use std::sync::Arc;

/// The values of one property key over all nodes, or over all relations.
#[derive(Clone, Copy, Debug)]
pub struct ColumnRef<'g> {
    pages: Option<&'g Pages>,
    values: u64,
    periods: &'g Dictionary<Period>,
}

impl Graph {
    /// How often the schema was changed: what was planned by it stands as long as this stays the same.
    pub fn schema_changes(&self) -> u64 {
        self.schema_changes
    }

    pub fn contains_node(&self, node: NodeId) -> bool {
        self.topology.contains_node(node)
    }

    pub fn contains_relation(&self, relation: RelationId) -> bool {
        self.topology.contains_relation(relation)
    }

    /// Whether the node was deleted since the last commit.
    pub fn node_deleted(&self, node: NodeId) -> bool {
        self.topology.node_deleted(node)
    }

    /// Whether the relation was deleted since the last commit.
    pub fn relation_deleted(&self, relation: RelationId) -> bool {
        self.topology.relation_deleted(relation)
    }

    /// The node's labels in the order in which they were given; empty for a node that does not exist.
    pub fn node_labels(&self, node: NodeId) -> &[Symbol] {
        self.label_sets.get(self.topology.label_set(node))
    }

    /// The number of the node's set of labels, to remember a decision by: nodes with the same number have the same labels.
    #[inline]
    pub fn label_set(&self, node: NodeId) -> u32 {
        self.topology.label_set(node)
    }

    /// The labels of a set that some node has.
    pub fn labels_of_set(&self, set: u32) -> &[Symbol] {
        self.label_sets.get(set)
    }

    pub fn has_label(&self, node: NodeId, label: Symbol) -> bool {
        self.node_labels(node).contains(&label)
    }

    /// Type and ends of a relation; `None` for one that does not exist.
    pub fn relation(&self, relation: RelationId) -> Option<Relation> {
        self.topology.relation(relation)
    }

    /// Type and ends of a relation that lives, or that was deleted since the last commit (a statement may still ask for its type).
    pub fn relation_or_deleted(&self, relation: RelationId) -> Option<Relation> {
        let alive = self.topology.relation(relation);
        alive.or_else(|| self.topology.deleted_relation(relation))
    }

    /// The value of a node's property; null when it has none.
    pub fn node_property(&self, node: NodeId, key: Symbol) -> Value {
        self.node_column(key).cell(node.0).to_value()
    }

    /// The node's properties in the order in which they were first set.
    pub fn node_properties(&self, node: NodeId) -> Vec<(Symbol, Value)> {
        let keys = self.node_properties.keys(node.0).iter();
        keys.map(|&key| (key, self.node_property(node, key)))
            .collect()
    }

    /// The node's property keys in the order in which they were first set.
    pub fn node_keys(&self, node: NodeId) -> &[Symbol] {
        self.node_properties.keys(node.0)
    }

    /// The value of a relation's property; null when it has none.
    pub fn relation_property(&self, relation: RelationId, key: Symbol) -> Value {
        self.relation_column(key).cell(relation.0).to_value()
    }

    /// The relation's properties in the order in which they were first set.
    pub fn relation_properties(&self, relation: RelationId) -> Vec<(Symbol, Value)> {
        let keys = self.relation_properties.keys(relation.0).iter();
        keys.map(|&key| (key, self.relation_property(relation, key)))
            .collect()
    }

    /// The relation's property keys in the order in which they were first set.
    pub fn relation_keys(&self, relation: RelationId) -> &[Symbol] {
        self.relation_properties.keys(relation.0)
    }

    /// Reads the values of a key of nodes from the file, where nobody has looked at them yet, for as long as `go_on` says so; whether all
    /// are there. Whoever looks at one waits for all.
    pub fn read_node_column(&self, key: Symbol, go_on: &mut dyn FnMut() -> bool) -> bool {
        let column = self.node_properties.column(key);
        column.is_none_or(|column| column.read_while(go_on))
    }

    /// As [`Graph::read_node_column`], of relations.
    pub fn read_relation_column(&self, key: Symbol, go_on: &mut dyn FnMut() -> bool) -> bool {
        let column = self.relation_properties.column(key);
        column.is_none_or(|column| column.read_while(go_on))
    }

    /// The values of one key over all nodes: looked up once, then asked by node.
    pub fn node_column(&self, key: Symbol) -> ColumnRef<'_> {
        ColumnRef::of(&self.node_properties, key, &self.periods)
    }

    /// The values of one key over all relations: looked up once, then asked by relation.
    pub fn relation_column(&self, key: Symbol) -> ColumnRef<'_> {
        ColumnRef::of(&self.relation_properties, key, &self.periods)
    }

    /// How many nodes have a value for a key.
    pub(crate) fn node_values(&self, key: Symbol) -> u64 {
        self.node_properties.count(key)
    }

    /// How many relations have a value for a key.
    pub(crate) fn relation_values(&self, key: Symbol) -> u64 {
        self.relation_properties.count(key)
    }

    /// All nodes, ascending.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.topology.nodes()
    }

    /// All relations, ascending.
    pub fn relations(&self) -> impl Iterator<Item = RelationId> + '_ {
        self.topology.relations()
    }

    /// All nodes' ids lie below this: the size of a table by node.
    pub fn node_bound(&self) -> u32 {
        self.topology.node_bound()
    }

    /// All relations' ids lie below this: the size of a table by relation.
    pub fn relation_bound(&self) -> u32 {
        self.topology.relation_bound()
    }

    /// The nodes with a label, ascending.
    pub fn nodes_with_label(&self, label: Symbol) -> &[NodeId] {
        let nodes = self.labels.get(&label);
        nodes.map_or(&[], |nodes| nodes.as_slice())
    }

    /// The relations of a type, ascending.
    pub fn relations_of_type(&self, kind: Symbol) -> &[RelationId] {
        let position = self.types.get_index_of(&kind);
        position.map_or(&[], |position| self.relations_at(position))
    }

    /// How many relations start or end at the node (a self-loop counts twice).
    pub fn degree(&self, node: NodeId) -> usize {
        self.topology.degree(node) as usize
    }

    /// The live relations that start or end at a node, each once, ascending.
    pub fn incident(&self, node: NodeId) -> Vec<RelationId> {
        self.topology.incident(node)
    }

    /// The period of a number; `None` when nothing was ever valid in it.
    pub fn period(&self, period: PeriodId) -> Option<&Arc<Period>> {
        self.periods.lookup(period.0)
    }

    /// How many different periods are in use.
    pub fn period_count(&self) -> usize {
        self.periods.in_use()
    }

    /// All period numbers lie below this: the size of a table by period.
    pub fn period_bound(&self) -> u32 {
        self.periods.bound() as u32
    }

    /// The validity of a node: `None` when it is always valid.
    pub fn node_validity(&self, node: NodeId) -> Option<PeriodId> {
        self.node_column(VALID).period(node.0)
    }

    /// The validity of a relation: `None` when it is always valid.
    pub fn relation_validity(&self, relation: RelationId) -> Option<PeriodId> {
        self.relation_column(VALID).period(relation.0)
    }

    /// The read snapshot: sorted neighbour lists, built when first asked for and kept true by every write.
    pub fn adjacency(&self) -> Adjacency<'_> {
        Adjacency { graph: self }
    }

    /// How many nodes live.
    pub(crate) fn live_nodes(&self) -> usize {
        self.topology.node_count()
    }

    /// How many relations live.
    pub(crate) fn live_relations(&self) -> usize {
        self.topology.relation_count()
    }

    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The place of a type among all that were ever used.
    pub(crate) fn type_position(&self, kind: Symbol) -> Option<usize> {
        self.types.get_index_of(&kind)
    }

    /// Whether a relation has the type.
    pub(crate) fn is_used(&self, kind: Symbol) -> bool {
        let relations = self.types.get(&kind);
        relations.is_some_and(|relations| relations.len() > 0)
    }

    /// How many types have a relation.
    pub(crate) fn used_types(&self) -> usize {
        self.types
            .values()
            .filter(|relations| relations.len() > 0)
            .count()
    }

    /// The place of the type that all relations have, if it is one.
    pub(crate) fn only_type(&self) -> Option<usize> {
        let all = self.topology.relation_count();
        self.types
            .values()
            .position(|relations| relations.len() == all)
    }
}

impl<'g> ColumnRef<'g> {
    pub(super) fn of(
        properties: &'g Properties,
        key: Symbol,
        periods: &'g Dictionary<Period>,
    ) -> ColumnRef<'g> {
        let column = properties.column(key);
        ColumnRef {
            pages: column.map(Column::pages),
            values: column.map_or(0, Column::len),
            periods,
        }
    }

    /// The value of a node or relation, by the number of its id.
    pub fn cell(self, element: u32) -> Cell<'g> {
        match self.pages {
            Some(pages) => pages.get(element, self.periods),
            None => Cell::Missing,
        }
    }

    /// The value, when it is a period.
    pub fn period(self, element: u32) -> Option<PeriodId> {
        match self.cell(element) {
            Cell::Period(period, _) => Some(period),
            _ => None,
        }
    }

    /// How often values of the key were written: what was made of them is true as long as this stays the same.
    pub(crate) fn writes(self) -> u64 {
        self.pages.map_or(0, Pages::writes)
    }

    /// The number that stands for an element's value where it is kept packed: equal numbers of one kind and one key are equal values. `None`
    /// where it is kept otherwise, or there is none.
    #[inline]
    pub fn number(self, element: u32) -> Option<(NumberKind, i64)> {
        self.pages?.number(element)
    }

    /// The numbers that stand for the values of some elements, all packed and of one kind; `None` where that is not so, or one has no
    /// value. Quickest for neighbouring elements, one after the other.
    pub fn numbers(self, elements: &[u32]) -> Option<(NumberKind, Vec<i64>)> {
        self.pages?.numbers(elements)
    }

    /// Whether an element has a value.
    pub(crate) fn contains(self, element: u32) -> bool {
        self.pages.is_some_and(|pages| pages.contains(element))
    }

    pub(super) fn select(self, wanted: &Wanted) -> Vec<u32> {
        match self.pages {
            Some(pages) => pages.select(wanted, self.periods),
            None => Vec::new(),
        }
    }

    pub(super) fn strings(self) -> Option<&'g Dictionary<str>> {
        self.pages.map(Pages::strings)
    }

    /// How many elements have a value.
    pub fn len(self) -> u64 {
        self.values
    }

    /// Whether no element has a value.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}
