//! A graph as JSON lines: an object a line, values in the JSON of answers ([`crate::export::json`]), nothing lost.
//!
//! ```text
//! {"type": "statement", "text": "DEFINE RELATION opposed {sign: -1}"}
//! {"type": "node", "id": 0, "labels": ["Person"], "properties": {"key": "stalin", "born": {"~date": "1878-12-18"}}}
//! {"type": "relationship", "id": 0, "label": "led", "start": 0, "end": 1, "properties": {"valid": {"~period": "1922/1953"}}}
//! {"type": "statement", "text": "CREATE INDEX names FOR (n:Person) ON (n.name)"}
//! ```
//!
//! Definitions come first, then nodes and relations in the order of their ids, then indexes and constraints. An `id` says which
//! node is meant within the file. `start` and `end` are ids of nodes that stand above.

use crate::export::selection::Selection;
use crate::export::{json, schema};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use serde_json::Value as Json;
use std::io::{self, Write};

/// Writes the lines.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    for definition in schema::definitions(graph) {
        statement(out, &definition)?;
    }
    for &node in &selection.nodes {
        let labels: Vec<Json> = graph
            .node_labels(node)
            .iter()
            .map(|label| Json::from(&*graph.symbols().text(*label)))
            .collect();
        writeln!(
            out,
            "{{\"type\": \"node\", \"id\": {}, \"labels\": {}, \"properties\": {}}}",
            node.0,
            Json::from(labels),
            json::properties(graph.node_properties(node), graph)
        )?;
    }
    for &id in &selection.relations {
        let Some(relation) = graph.relation(id) else {
            continue;
        };
        writeln!(
            out,
            "{{\"type\": \"relationship\", \"id\": {}, \"label\": {}, \"start\": {}, \"end\": {}, \"properties\": {}}}",
            id.0,
            Json::from(&*graph.symbols().text(relation.kind)),
            relation.start.0,
            relation.end.0,
            json::properties(graph.relation_properties(id), graph)
        )?;
    }
    if selection.whole {
        for index in schema::indexes(graph) {
            statement(out, &index)?;
        }
    }
    Ok(())
}

fn statement(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(
        out,
        "{{\"type\": \"statement\", \"text\": {}}}",
        Json::from(text)
    )
}
