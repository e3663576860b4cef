//! What the planner may know of the graph: names, counts, definitions, handles.

use crate::catalog::{Catalog, HandleError};
use crate::facts::Graph;
use crate::id::{NodeId, Symbol};
use crate::schema::Schema;
use crate::symbols::Symbols;

impl Graph {
    /// Whether an index knows that each node with the label has a value of its own: `a.property <> b.property` then holds of any two
    /// of them, and never of one and itself. Costs nothing.
    pub fn tells_apart(&self, label: Symbol, property: Symbol) -> bool {
        let index = self.node_indexes.get(label, property);
        index.is_some_and(|index| {
            index.is_plain() && index.distinct() as u64 == self.label_count(label)
        })
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
        self.topology.node_count() as u64
    }

    fn relation_count(&self) -> u64 {
        self.topology.relation_count() as u64
    }

    fn label_count(&self, label: Symbol) -> u64 {
        self.labels
            .get(&label)
            .map_or(0, |nodes| nodes.len() as u64)
    }

    fn type_count(&self, kind: Symbol) -> u64 {
        let relations = self.types.get(&kind);
        relations.map_or(0, |relations| relations.len() as u64)
    }

    fn labels(&self) -> Vec<Symbol> {
        let used = self.labels.iter().filter(|(_, nodes)| nodes.len() > 0);
        used.map(|(label, _)| *label).collect()
    }

    fn types(&self) -> Vec<Symbol> {
        let used = self
            .types
            .iter()
            .filter(|(_, relations)| relations.len() > 0);
        used.map(|(kind, _)| *kind).collect()
    }

    fn property_keys(&self) -> Vec<Symbol> {
        let counts =
            |key: Symbol| self.node_properties.count(key) + self.relation_properties.count(key);
        let used = self.keys.iter().filter(|&&key| counts(key) > 0);
        used.copied().collect()
    }

    fn distinct_values(&self, label: Symbol, property: Symbol) -> Option<u64> {
        let on_nodes = self.node_indexes.get(label, property);
        let nodes = on_nodes.map(|index| index.distinct() as u64);
        nodes.or_else(|| {
            let on_relations = self.relation_indexes.get(label, property);
            on_relations.map(|index| index.distinct() as u64)
        })
    }

    fn handle(&self, text: &str) -> Result<NodeId, HandleError> {
        self.find_handle(text)
    }
}
