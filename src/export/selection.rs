//! What is exported: some nodes of a graph and relations between them, ascending.

use crate::outcome::Outcome;
use factio_graph::facts::{Graph, Relation};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::Value;
use std::collections::BTreeSet;

/// Nodes and relations; the ends of every relation are among the nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub nodes: BTreeSet<NodeId>,
    pub relations: BTreeSet<RelationId>,
    /// Nothing of the graph is left out: its indexes and constraints belong to it.
    pub whole: bool,
}

impl Selection {
    /// All of a graph.
    pub fn all(graph: &Graph) -> Selection {
        Selection {
            nodes: graph.nodes().collect(),
            relations: graph.relations().collect(),
            whole: true,
        }
    }

    /// The nodes, relations and paths in the rows of an answer, also those in lists and maps.
    pub fn of(outcome: &Outcome, graph: &Graph) -> Selection {
        let mut found = Selection::default();
        for value in outcome.rows.iter().flatten() {
            found.take(value, graph);
        }
        found
    }

    /// All properties of the nodes.
    pub fn node_properties(&self, graph: &Graph) -> impl Iterator<Item = (Symbol, Value)> {
        let nodes = self.nodes.iter();
        nodes.flat_map(|&node| graph.node_properties(node))
    }

    /// All properties of the relations.
    pub fn relation_properties(&self, graph: &Graph) -> impl Iterator<Item = (Symbol, Value)> {
        let relations = self.relations.iter();
        relations.flat_map(|&relation| graph.relation_properties(relation))
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn take(&mut self, value: &Value, graph: &Graph) {
        match value {
            Value::Node(node) if graph.contains_node(*node) => _ = self.nodes.insert(*node),
            Value::Relation(relation) => {
                if let Some(Relation { start, end, .. }) = graph.relation(*relation) {
                    self.nodes.extend([start, end]);
                    self.relations.insert(*relation);
                }
            }
            Value::Path(path) => {
                for node in &path.nodes {
                    self.take(&Value::Node(*node), graph);
                }
                for relation in &path.relations {
                    self.take(&Value::Relation(*relation), graph);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.take(item, graph)),
            Value::Map(entries) => entries.values().for_each(|item| self.take(item, graph)),
            _ => {}
        }
    }
}
