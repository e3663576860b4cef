//! The words of the graph in front of us: what completion offers beside the language's own.

use crate::repl::shell::Shell;
use factio_graph::catalog::Catalog;
use factio_graph::value::Value;
use std::collections::BTreeSet;

/// Names that may be completed, each list sorted.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub labels: Vec<String>,
    pub types: Vec<String>,
    pub keys: Vec<String>,
    pub entities: Vec<Entity>,
    pub parameters: Vec<String>,
    pub procedures: Vec<String>,
}

/// A node with a name or key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    pub name: String,
    pub key: Option<String>,
    /// What tells it from another of that name: its label and its period.
    pub about: String,
}

impl Vocabulary {
    /// The words of a session's graph. Costs a walk over the nodes.
    pub fn of(shell: &Shell) -> Vocabulary {
        let graph = shell.session.graph();
        let texts = |symbols: Vec<factio_graph::id::Symbol>| {
            let texts: BTreeSet<String> = symbols
                .into_iter()
                .map(|symbol| graph.symbols().text(symbol).to_string())
                .collect();
            texts.into_iter().collect()
        };
        Vocabulary {
            labels: texts(graph.labels()),
            types: texts(graph.types()),
            keys: texts(graph.property_keys()),
            entities: entities(shell),
            parameters: shell
                .session
                .parameters
                .keys()
                .map(|name| name.to_string())
                .collect(),
            procedures: shell
                .session
                .procedures
                .iter()
                .map(|procedure| procedure.name.clone())
                .collect(),
        }
    }
}

fn entities(shell: &Shell) -> Vec<Entity> {
    let graph = shell.session.graph();
    let symbol = |text: &str| graph.symbols().get(text);
    let (key, name, valid) = (symbol("key"), symbol("name"), symbol("valid"));
    let text = |node, key: Option<_>| match key.map(|key| graph.node_property(node, key)) {
        Some(Value::String(text)) => Some(text.to_string()),
        _ => None,
    };
    let mut entities: Vec<Entity> = graph
        .nodes()
        .filter_map(|node| {
            let key = text(node, key);
            let name = text(node, name).or_else(|| key.clone())?;
            let label = graph.node_labels(node).first();
            let mut about = label.map_or(String::new(), |label| {
                graph.symbols().text(*label).to_string()
            });
            if let Some(Value::Period(period)) = valid.map(|valid| graph.node_property(node, valid))
            {
                about.push_str(&format!(" {period}"));
            }
            Some(Entity { name, key, about })
        })
        .collect();
    entities.sort();
    entities
}
