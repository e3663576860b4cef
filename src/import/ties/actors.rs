//! The actors of a tie list: who is in the graph already, by key and else by name, and who is new.

use crate::import::ties::row::{Row, Words};
use factio_graph::GraphError;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, KEY, NAME};
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;
use rustc_hash::FxHashMap;

pub(super) struct Actors {
    label: Symbol,
    keys: FxHashMap<Box<str>, Called>,
    names: FxHashMap<Box<str>, Called>,
    /// How many are new.
    pub made: u64,
}

#[derive(Clone, Copy, PartialEq)]
enum Called {
    One(NodeId),
    Several,
}

impl Actors {
    /// The nodes of a graph; new ones will have this label.
    pub fn of(graph: &Graph, label: &str) -> Actors {
        let called = |key: Symbol| {
            let mut called = FxHashMap::default();
            for node in graph.nodes() {
                if let Value::String(text) = graph.node_property(node, key) {
                    let found = called.entry(Box::from(&*text)).or_insert(Called::One(node));
                    if *found != Called::One(node) {
                        *found = Called::Several;
                    }
                }
            }
            called
        };
        Actors {
            label: graph.symbols().intern(label),
            keys: called(KEY),
            names: called(NAME),
            made: 0,
        }
    }

    /// The one who is called this, who is made when there is none.
    pub fn find(&mut self, text: &str, graph: &mut Graph) -> Result<NodeId, String> {
        match self.keys.get(text).or_else(|| self.names.get(text)) {
            Some(Called::One(node)) => return Ok(*node),
            Some(Called::Several) => return Err(format!("several nodes are called `{text}`")),
            None => {}
        }
        let value = Value::string(text);
        let properties = [(KEY, value.clone()), (NAME, value)];
        let node = graph.create_node_with(&[self.label], &properties);
        let node = node.map_err(|error| error.to_string())?;
        self.keys.insert(Box::from(text), Called::One(node));
        self.made += 1;
        Ok(node)
    }
}

/// Writes what a line tells of one actor. What is known already stays; sources are collected.
///
/// # Errors
/// Another line told it otherwise.
pub(super) fn tell(
    actor: NodeId,
    row: &Row<'_>,
    words: &Words,
    graph: &mut Graph,
) -> Result<(), String> {
    let told = row.properties.iter().find(|(key, _)| *key == row.kind);
    let known = graph.node_property(actor, row.kind);
    if !known.is_null() && told.is_some_and(|(_, told)| *told != known) {
        let name = graph.symbols().text(row.kind);
        let known = known.to_text();
        return Err(format!("`{name}` of {} is {known} already", row.source));
    }
    let refused = |error: GraphError| error.to_string();
    for (key, value) in &row.properties {
        let known = graph.node_property(actor, *key);
        let value = match (&known, value) {
            (Value::List(known), Value::List(told)) if *key == words.sources => {
                let new = told.iter().filter(|source| !known.contains(source));
                Value::list(known.iter().chain(new).cloned().collect())
            }
            (Value::Null, told) => told.clone(),
            _ => continue,
        };
        graph
            .set_node_property(actor, *key, value)
            .map_err(refused)?;
    }
    Ok(())
}
