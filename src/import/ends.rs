//! Finding the nodes that relations name as their ends.

use crate::import::source::Tables;
use crate::import::texts::Column;
use factio_graph::GraphError;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;
use rustc_hash::FxHashMap;

/// Who is called what, among the nodes of the graph and of the files read so far.
pub struct Ends {
    /// Properties by which nodes are called.
    keys: Vec<String>,
    /// Names that are no property.
    named: Vec<(Box<str>, NodeId)>,
    /// By label; over all nodes for none. Built when relations first ask.
    called: FxHashMap<Option<Symbol>, FxHashMap<Box<str>, Called>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Called {
    One(NodeId),
    Several,
}

/// The properties by which nodes are called that no file tells of.
const USUAL: [&str; 3] = ["key", "id", "name"];

impl Ends {
    /// Nodes that are in the graph are called by the key of the import; without files of nodes, by the usual keys.
    pub fn new(tables: &Tables, graph: &Graph) -> Ends {
        let usual = || match tables.nodes.is_empty() && graph.nodes().next().is_some() {
            true => USUAL.map(String::from).to_vec(),
            false => Vec::new(),
        };
        Ends {
            keys: tables.key.clone().map_or_else(usual, |key| vec![key]),
            named: Vec::new(),
            called: FxHashMap::default(),
        }
    }

    /// New nodes, row by row, are called by the texts of a column, which is also that property.
    pub fn see_nodes(
        &mut self,
        property: Option<&str>,
        column: &Column,
        made: &[Result<NodeId, GraphError>],
    ) {
        self.called.clear();
        if let Some(property) = property {
            if !self.keys.iter().any(|key| key == property) {
                self.keys.push(property.to_string());
            }
            return;
        }
        for (row, node) in made.iter().enumerate() {
            if let Ok(node) = node {
                self.named.push((column.get(row).into(), *node));
            }
        }
    }

    /// By the number of each text of the column the node that it calls, or why there is none.
    pub fn find(
        &mut self,
        graph: &Graph,
        label: Option<&str>,
        column: &Column,
    ) -> Vec<Result<NodeId, String>> {
        let symbol = label.map(|label| graph.symbols().intern(label));
        let Ends {
            keys,
            named,
            called,
        } = self;
        let called = called
            .entry(symbol)
            .or_insert_with(|| all(graph, symbol, keys, named));
        let what = label.unwrap_or("node");
        let find = |text: &str| match called.get(text) {
            _ if text.is_empty() => Err("it is missing".to_string()),
            Some(Called::One(node)) => Ok(*node),
            Some(Called::Several) => Err(format!("several nodes are called `{text}`")),
            None => Err(format!("no {what} has the {} `{text}`", keys.join(" or "))),
        };
        column.texts.iter().map(find).collect()
    }
}

/// What the nodes of a label are called.
fn all(
    graph: &Graph,
    label: Option<Symbol>,
    keys: &[String],
    named: &[(Box<str>, NodeId)],
) -> FxHashMap<Box<str>, Called> {
    let mut called = FxHashMap::default();
    for key in keys {
        let column = graph.node_column(graph.symbols().intern(key));
        let mut see = |node: NodeId| {
            if let Some(text) = text(column.cell(node.0).to_value()) {
                call(&mut called, text, node);
            }
        };
        match label {
            Some(label) => graph
                .nodes_with_label(label)
                .iter()
                .copied()
                .for_each(&mut see),
            None => graph.nodes().for_each(&mut see),
        }
    }
    for (text, node) in named {
        if label.is_none_or(|label| graph.has_label(*node, label)) {
            call(&mut called, text.clone(), *node);
        }
    }
    called
}

fn call(called: &mut FxHashMap<Box<str>, Called>, text: Box<str>, node: NodeId) {
    let found = called.entry(text).or_insert(Called::One(node));
    if *found != Called::One(node) {
        *found = Called::Several;
    }
}

/// A value as a table would name it.
fn text(value: Value) -> Option<Box<str>> {
    match value {
        Value::String(text) => Some(text.as_ref().into()),
        Value::Integer(number) => Some(number.to_string().into()),
        Value::Float(number) => Some(number.to_string().into()),
        Value::Boolean(truth) => Some(truth.to_string().into()),
        Value::Date(date) => Some(date.to_string().into()),
        _ => None,
    }
}
