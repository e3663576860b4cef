//! A graph as GraphML, nothing lost.
//!
//! Every property is a `<key>` with the id `n0, n1, …` (nodes) or `e0, e1, …` (relations), its name in `attr.name` and its exact
//! type, by the names of [`crate::export::column`], in `<desc>`. The keys `labels` and `label` hold a node's labels (as in
//! [`crate::export::csv`]) and a relation's type; `statements`, on the graph, those of its definitions, a line each. Names,
//! types and labels that XML cannot say, that are empty or that begin with `"` are JSON strings. Values that XML cannot say make
//! their column `json`. Nodes and relations stand in the order of their ids, which follow `n` and `e`.

use crate::export::column::{self, Column};
use crate::export::selection::Selection;
use crate::export::{csv, schema, xml};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::io::{self, Write};

/// Writes the document.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    let nodes = columns(selection.node_properties(graph), graph);
    let relations = columns(selection.relation_properties(graph), graph);
    out.write_all(HEAD.as_bytes())?;
    keys(out, "node", 'n', &nodes, graph)?;
    keys(out, "edge", 'e', &relations, graph)?;
    writeln!(out, "  <graph id=\"factio\" edgedefault=\"directed\">")?;
    statements(out, selection, graph)?;
    for &node in &selection.nodes {
        writeln!(out, "    <node id=\"n{}\">", node.0)?;
        let labels = graph.node_labels(node);
        if !labels.is_empty() {
            data(out, "labels", &said(&csv::labels(labels, graph)))?;
        }
        properties(out, 'n', &nodes, graph.node_properties(node), graph)?;
        writeln!(out, "    </node>")?;
    }
    for &id in &selection.relations {
        let Some(relation) = graph.relation(id) else {
            continue;
        };
        let (start, end) = (relation.start.0, relation.end.0);
        writeln!(
            out,
            "    <edge id=\"e{}\" source=\"n{start}\" target=\"n{end}\">",
            id.0
        )?;
        data(out, "label", &said(&graph.symbols().text(relation.kind)))?;
        properties(out, 'e', &relations, graph.relation_properties(id), graph)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="statements" for="graph" attr.name="statements" attr.type="string"/>
  <key id="labels" for="node" attr.name="labels" attr.type="string"/>
  <key id="label" for="edge" attr.name="label" attr.type="string"/>
"#;

type Columns = IndexMap<Symbol, Column>;

/// The type of each property; JSON where XML cannot say a value.
fn columns(entries: impl Iterator<Item = (Symbol, Value)>, graph: &Graph) -> Columns {
    column::of_all(entries, |value| {
        let column = Column::of(value);
        match xml::can_say(&column.cell(value, graph)) {
            true => column,
            false => Column::Json,
        }
    })
}

fn keys(
    out: &mut dyn Write,
    what: &str,
    letter: char,
    columns: &Columns,
    graph: &Graph,
) -> io::Result<()> {
    for (place, (key, column)) in columns.iter().enumerate() {
        let name = xml::escaped(&said(&graph.symbols().text(*key)));
        let kind = match column.name() {
            "int" => "long",
            "float" => "double",
            "boolean" => "boolean",
            _ => "string",
        };
        writeln!(
            out,
            "  <key id=\"{letter}{place}\" for=\"{what}\" attr.name=\"{name}\" attr.type=\"{kind}\"><desc>{}</desc></key>",
            column.name()
        )?;
    }
    Ok(())
}

fn statements(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    let mut statements = schema::definitions(graph);
    if selection.whole {
        statements.extend(schema::indexes(graph));
    }
    if statements.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = statements.iter().map(|text| format!("{text};")).collect();
    data(out, "statements", &said(&lines.join("\n")))
}

fn properties(
    out: &mut dyn Write,
    letter: char,
    columns: &Columns,
    entries: Vec<(Symbol, Value)>,
    graph: &Graph,
) -> io::Result<()> {
    for (key, value) in entries {
        let Some((place, _, column)) = columns.get_full(&key) else {
            continue;
        };
        let cell = match column {
            Column::Json => sayable(&column.cell(&value, graph)),
            column => column.cell(&value, graph),
        };
        data(out, &format!("{letter}{place}"), &cell)?;
    }
    Ok(())
}

fn data(out: &mut dyn Write, key: &str, text: &str) -> io::Result<()> {
    writeln!(
        out,
        "      <data key=\"{key}\">{}</data>",
        xml::escaped(text)
    )
}

/// A name as it is, or as a JSON string.
fn said(name: &str) -> String {
    match xml::can_say(name) && !name.is_empty() && !name.starts_with('"') {
        true => name.to_string(),
        false => sayable(&Json::from(name).to_string()),
    }
}

/// JSON without the characters that JSON may say plainly and XML may not.
fn sayable(json: &str) -> String {
    json.replace('\u{fffe}', "\\ufffe")
        .replace('\u{ffff}', "\\uffff")
}
