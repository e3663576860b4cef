//! The words of the graph in front of us: what completion offers beside the language's own.

use crate::repl::shell::Shell;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, fold};
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many nodes of a label, and relations in all, are looked at for their property keys.
const LOOKED_AT: usize = 2_000;

/// Names that may be completed, each list sorted.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub labels: Vec<String>,
    pub types: Vec<String>,
    pub keys: Vec<String>,
    /// The property keys of a label or type.
    pub keys_of: BTreeMap<String, BTreeSet<String>>,
    pub parameters: Vec<String>,
    pub procedures: Vec<String>,
    /// Gathered when someone asks for a name: it costs a walk over the nodes.
    pub entities: OnceCell<Vec<Entity>>,
    /// Shared with the session while someone types.
    pub graph: Option<Arc<Graph>>,
}

/// A node with a name or key.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    pub name: String,
    pub key: Option<String>,
    pub labels: Vec<String>,
    /// Its period, as it was written.
    pub valid: Option<String>,
    /// Its name and aliases, folded.
    pub folded: Vec<String>,
}

impl Vocabulary {
    /// The words of a session's graph.
    pub fn of(shell: &Shell) -> Vocabulary {
        let graph = shell.session.shared_graph();
        let names = |symbols: Vec<Symbol>| -> Vec<String> {
            let names = symbols.into_iter().map(|symbol| name(symbol, &graph));
            names.collect::<BTreeSet<String>>().into_iter().collect()
        };
        let parameters = shell.session.parameters.keys();
        let procedures = shell.session.procedures.iter();
        Vocabulary {
            labels: names(graph.labels()),
            types: names(graph.types()),
            keys: names(graph.property_keys()),
            keys_of: keys_of(&graph),
            parameters: parameters.map(|name| name.to_string()).collect(),
            procedures: procedures.map(|found| found.name.clone()).collect(),
            entities: OnceCell::new(),
            graph: Some(graph),
        }
    }

    /// The nodes that have a name, sorted by it.
    pub fn entities(&self) -> &[Entity] {
        self.entities
            .get_or_init(|| self.graph.as_deref().map_or_else(Vec::new, entities))
    }

    /// Lets the graph go, so that it can be changed without a copy; what was gathered stays.
    pub fn release(&mut self) {
        self.graph = None;
    }

    /// Takes the graph of the session again.
    pub fn regain(&mut self, shell: &Shell) {
        self.graph = Some(shell.session.shared_graph());
    }
}

fn name(symbol: Symbol, graph: &Graph) -> String {
    graph.symbols().text(symbol).to_string()
}

fn keys_of(graph: &Graph) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for label in graph.labels() {
        let keys = keys_of.entry(name(label, graph)).or_default();
        for node in graph.nodes_with_label(label).iter().take(LOOKED_AT) {
            let properties = graph.node_properties(*node).into_iter();
            keys.extend(properties.map(|(key, _)| name(key, graph)));
        }
    }
    for id in graph.relations().take(LOOKED_AT) {
        if let Some(relation) = graph.relation(id) {
            let keys = keys_of.entry(name(relation.kind, graph)).or_default();
            let properties = graph.relation_properties(id).into_iter();
            keys.extend(properties.map(|(key, _)| name(key, graph)));
        }
    }
    keys_of
}

fn entities(graph: &Graph) -> Vec<Entity> {
    let mut entities: Vec<Entity> = graph
        .nodes()
        .filter_map(|node| entity(node, graph))
        .collect();
    entities.sort();
    entities
}

fn entity(node: NodeId, graph: &Graph) -> Option<Entity> {
    let property = |key: &str| {
        let key = graph.symbols().get(key)?;
        Some(graph.node_property(node, key))
    };
    let text = |key: &str| match property(key) {
        Some(Value::String(text)) => Some(text.to_string()),
        _ => None,
    };
    let key = text("key");
    let name_of_it = text("name").or_else(|| key.clone())?;
    let labels = graph.node_labels(node).iter();
    let valid = match property("valid") {
        Some(Value::Period(period)) => Some(period.to_string()),
        _ => None,
    };
    let mut folded = vec![fold(&name_of_it)];
    if let Some(Value::List(aliases)) = property("aliases") {
        folded.extend(aliases.iter().map(|alias| fold(&alias.to_text())));
    }
    Some(Entity {
        name: name_of_it,
        key,
        labels: labels.map(|label| name(*label, graph)).collect(),
        valid,
        folded,
    })
}
