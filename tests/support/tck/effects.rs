//! Side effects: the difference between the graph before and after a query, as the TCK counts it.
//!
//! Nodes and relations count by identity, labels by name over the whole graph, properties as triples of element, key and value.

use super::literal::Literal;
use factio::Session;
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the TCK can see of a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    nodes: BTreeSet<u32>,
    relations: BTreeSet<u32>,
    labels: BTreeSet<String>,
    properties: BTreeSet<(Element, String, Literal)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Element {
    Node(u32),
    Relation(u32),
}

/// Counts by the TCK's names: `+nodes`, `-properties`, .. Zeros are left out.
pub type Effects = BTreeMap<String, usize>;

impl Snapshot {
    pub fn of(session: &Session) -> Snapshot {
        let graph = session.graph();
        let mut snapshot = Snapshot::default();
        for node in graph.nodes() {
            snapshot.nodes.insert(node.0);
            let labels = graph.node_labels(node).iter();
            let texts = labels.map(|label| graph.symbols().text(*label).to_string());
            snapshot.labels.extend(texts);
            snapshot.add(Element::Node(node.0), graph.node_properties(node), session);
        }
        for relation in graph.relations() {
            snapshot.relations.insert(relation.0);
            let properties = graph.relation_properties(relation);
            snapshot.add(Element::Relation(relation.0), properties, session);
        }
        snapshot
    }

    fn add(&mut self, element: Element, properties: Vec<(Symbol, Value)>, session: &Session) {
        for (key, value) in properties {
            let key = session.graph().symbols().text(key).to_string();
            let value = Literal::of(&value, session);
            self.properties.insert((element, key, value));
        }
    }

    /// What came and went between this snapshot and a later one.
    pub fn effects(&self, after: &Snapshot) -> Effects {
        let mut effects = Effects::new();
        count(&mut effects, "nodes", &self.nodes, &after.nodes);
        count(
            &mut effects,
            "relationships",
            &self.relations,
            &after.relations,
        );
        count(&mut effects, "labels", &self.labels, &after.labels);
        count(
            &mut effects,
            "properties",
            &self.properties,
            &after.properties,
        );
        effects
    }
}

fn count<T: Ord>(effects: &mut Effects, what: &str, before: &BTreeSet<T>, after: &BTreeSet<T>) {
    let mut add = |sign: &str, count: usize| {
        if count > 0 {
            effects.insert(format!("{sign}{what}"), count);
        }
    };
    add("+", after.difference(before).count());
    add("-", before.difference(after).count());
}
