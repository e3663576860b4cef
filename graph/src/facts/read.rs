//! Asking the graph.

use crate::adjacency::Adjacency;
use crate::catalog::{Catalog, HandleError};
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::Schema;
use crate::symbols::Symbols;
use crate::value::Value;

impl Graph {
    pub fn new() -> Graph {
        Graph::default()
    }

    pub fn contains_node(&self, node: NodeId) -> bool {
        let _ = node;
        false
    }

    pub fn contains_relation(&self, relation: RelationId) -> bool {
        let _ = relation;
        false
    }

    /// The node's labels in the order in which they were given; empty for a node that does not exist.
    pub fn node_labels(&self, node: NodeId) -> &[Symbol] {
        let _ = node;
        &[]
    }

    pub fn has_label(&self, node: NodeId, label: Symbol) -> bool {
        self.node_labels(node).contains(&label)
    }

    /// Type and ends of a relation; `None` for one that does not exist.
    pub fn relation(&self, relation: RelationId) -> Option<Relation> {
        let _ = relation;
        None
    }

    /// Type and ends of a relation that lives, or that was deleted since the last commit (a statement may still ask for its type).
    pub fn relation_or_deleted(&self, relation: RelationId) -> Option<Relation> {
        self.relation(relation)
    }

    /// The value of a node's property; null when it has none.
    pub fn node_property(&self, node: NodeId, key: Symbol) -> Value {
        let _ = (node, key);
        Value::Null
    }

    /// The node's properties in the order in which they were first set.
    pub fn node_properties(&self, node: NodeId) -> Vec<(Symbol, Value)> {
        let _ = node;
        Vec::new()
    }

    /// The value of a relation's property; null when it has none.
    pub fn relation_property(&self, relation: RelationId, key: Symbol) -> Value {
        let _ = (relation, key);
        Value::Null
    }

    /// The relation's properties in the order in which they were first set.
    pub fn relation_properties(&self, relation: RelationId) -> Vec<(Symbol, Value)> {
        let _ = relation;
        Vec::new()
    }

    /// All nodes, ascending.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::empty()
    }

    /// All relations, ascending.
    pub fn relations(&self) -> impl Iterator<Item = RelationId> + '_ {
        std::iter::empty()
    }

    /// The nodes with a label, ascending.
    pub fn nodes_with_label(&self, label: Symbol) -> &[NodeId] {
        let _ = label;
        &[]
    }

    /// How many relations start or end at the node (a self-loop counts twice).
    pub fn degree(&self, node: NodeId) -> usize {
        let _ = node;
        0
    }

    /// Whether an index stands on this property of this label.
    pub fn has_index(&self, label: Symbol, key: Symbol) -> bool {
        let _ = (label, key);
        false
    }

    /// The nodes of a label whose property equals `value`, ascending, by the index on (label, key); `None` without one.
    pub fn seek(&self, label: Symbol, key: Symbol, value: &Value) -> Option<&[NodeId]> {
        let _ = (label, key, value);
        None
    }

    /// The read snapshot: sorted neighbour lists, built when first asked for and kept true by every write.
    pub fn adjacency(&self) -> Adjacency<'_> {
        Adjacency { graph: self }
    }
}

impl Catalog for Graph {
    fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn node_count(&self) -> u64 {
        0
    }

    fn relation_count(&self) -> u64 {
        0
    }

    fn label_count(&self, label: Symbol) -> u64 {
        let _ = label;
        0
    }

    fn type_count(&self, kind: Symbol) -> u64 {
        let _ = kind;
        0
    }

    fn labels(&self) -> Vec<Symbol> {
        Vec::new()
    }

    fn types(&self) -> Vec<Symbol> {
        Vec::new()
    }

    fn property_keys(&self) -> Vec<Symbol> {
        Vec::new()
    }

    fn distinct_values(&self, label: Symbol, property: Symbol) -> Option<u64> {
        let _ = (label, property);
        None
    }

    fn handle(&self, text: &str) -> Result<NodeId, HandleError> {
        let _ = text;
        Err(HandleError::Unknown {
            nearest: Vec::new(),
        })
    }
}
