//! A graph as a script of the language: statements that build it again, exactly.
//!
//! Definitions first, then nodes, then relations, each in the order of their ids; indexes and constraints last. Relations find
//! their ends by handle, where a key names one node; nodes without such a key carry a label and a number for as long as the
//! script runs. Run it with `factio NEW.factio -f FILE`.

use crate::export::selection::Selection;
use crate::export::{literal, schema};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, KEY};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// How many nodes or relations one statement creates.
const TOGETHER: usize = 100;

/// Writes the script.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    for definition in schema::definitions(graph) {
        writeln!(out, "{definition};")?;
    }
    let calling = Calling::of(selection, graph);
    if calling.marks() {
        writeln!(
            out,
            "CREATE INDEX {0} FOR (n:{0}) ON (n.{0});",
            calling.mark
        )?;
    }
    let nodes: Vec<NodeId> = selection.nodes.iter().copied().collect();
    for nodes in nodes.chunks(TOGETHER) {
        let nodes: Vec<String> = nodes.iter().map(|&id| node(id, &calling, graph)).collect();
        writeln!(out, "CREATE\n  {};", nodes.join(",\n  "))?;
    }
    let relations: Vec<RelationId> = selection.relations.iter().copied().collect();
    for relations in relations.chunks(TOGETHER) {
        connect(out, relations, &calling, graph)?;
    }
    if calling.marks() {
        writeln!(out, "MATCH (n:{0}) REMOVE n:{0}, n.{0};", calling.mark)?;
        writeln!(out, "DROP INDEX {};", calling.mark)?;
    }
    if selection.whole {
        for index in schema::indexes(graph) {
            writeln!(out, "{index};")?;
        }
    }
    Ok(())
}

/// How the script calls the nodes that relations end at.
struct Calling {
    /// By node: the key that no other node has.
    keys: BTreeMap<NodeId, Arc<str>>,
    /// Nodes that are marked while the script runs.
    marked: BTreeMap<NodeId, usize>,
    /// Name of the label, of the property and of the index that mark; nothing in the graph is called so.
    mark: String,
}

impl Calling {
    fn of(selection: &Selection, graph: &Graph) -> Calling {
        let mut called: BTreeMap<Arc<str>, Vec<NodeId>> = BTreeMap::new();
        for &node in &selection.nodes {
            if let Value::String(key) = graph.node_property(node, KEY) {
                called.entry(key).or_default().push(node);
            }
        }
        let keys: BTreeMap<NodeId, Arc<str>> = called
            .into_iter()
            .filter(|(key, nodes)| nodes.len() == 1 && !key.is_empty())
            .map(|(key, nodes)| (nodes[0], key))
            .collect();
        let mut marked = BTreeMap::new();
        for relation in selection
            .relations
            .iter()
            .filter_map(|&id| graph.relation(id))
        {
            for end in [relation.start, relation.end] {
                if !keys.contains_key(&end) {
                    let next = marked.len();
                    marked.entry(end).or_insert(next);
                }
            }
        }
        let mark = free_name(graph);
        Calling { keys, marked, mark }
    }

    fn marks(&self) -> bool {
        !self.marked.is_empty()
    }

    /// What stands for a node in the pattern of a statement that creates relations.
    fn call(&self, node: NodeId) -> String {
        match self.keys.get(&node) {
            Some(key) => literal::handle(key),
            None => format!("n{}", self.marked.get(&node).copied().unwrap_or(0)),
        }
    }
}

/// A name that the graph does not use.
fn free_name(graph: &Graph) -> String {
    let taken = |name: &str| {
        graph.symbols().get(name).is_some() || graph.schema().indexes.contains_key(name)
    };
    let mut name = "exported".to_string();
    while taken(&name) {
        name.push('_');
    }
    name
}

fn node(id: NodeId, calling: &Calling, graph: &Graph) -> String {
    let mut labels: String = graph
        .node_labels(id)
        .iter()
        .map(|label| format!(":{}", literal::name(&graph.symbols().text(*label))))
        .collect();
    let mut entries = named(graph.node_properties(id), graph);
    if let Some(number) = calling.marked.get(&id) {
        labels.push_str(&format!(":{}", calling.mark));
        entries.push((
            Arc::from(calling.mark.as_str()),
            Value::Integer(*number as i64),
        ));
    }
    format!("({labels}{})", literal::properties(&entries))
}

fn connect(
    out: &mut dyn Write,
    relations: &[RelationId],
    calling: &Calling,
    graph: &Graph,
) -> io::Result<()> {
    let mut lines = Vec::new();
    let mut wanted = BTreeMap::new();
    for &id in relations {
        let Some(relation) = graph.relation(id) else {
            continue;
        };
        let kind = literal::name(&graph.symbols().text(relation.kind));
        let entries = literal::properties(&named(graph.relation_properties(id), graph));
        let (start, end) = (calling.call(relation.start), calling.call(relation.end));
        lines.push(format!("({start})-[:{kind}{entries}]->({end})"));
        for end in [relation.start, relation.end] {
            if let Some(number) = calling.marked.get(&end) {
                wanted.insert(*number, ());
            }
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    if !wanted.is_empty() {
        let mark = &calling.mark;
        let nodes: Vec<String> = wanted
            .keys()
            .map(|number| format!("(n{number}:{mark} {{{mark}: {number}}})"))
            .collect();
        writeln!(out, "MATCH\n  {}", nodes.join(",\n  "))?;
    }
    writeln!(out, "CREATE\n  {};", lines.join(",\n  "))
}

fn named(entries: Vec<(Symbol, Value)>, graph: &Graph) -> Vec<(Arc<str>, Value)> {
    entries
        .into_iter()
        .map(|(key, value)| (graph.symbols().text(key), value))
        .collect()
}
