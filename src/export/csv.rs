//! A graph as a pair of tables, in the headers of Neo4j's importer: nodes and relations.
//!
//! Nodes: `:ID`, `:LABEL` (joined by `;`), and a column a property as `name:type` (see [`crate::export::column`]). Relations:
//! `:START_ID`, `:END_ID`, `:TYPE`, and their properties. An empty cell is no value. Labels that hold `;`, `:` or `,`, or are empty or
//! have space around them, make the cell a JSON list of all labels, which begins with `[`. Rows stand in the order of the ids.
//! Definitions, indexes and constraints are no table: they are written beside as a script.

use crate::export::column::{self, Column};
use crate::export::schema;
use crate::export::selection::Selection;
use csv::Writer;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::Value;
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::io::{self, Write};

/// Writes the table of nodes.
///
/// # Errors
/// Those of the writer.
pub fn nodes(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    let of = |node: &NodeId| graph.node_properties(*node);
    let columns = column::of_all(selection.nodes.iter().flat_map(of), Column::of);
    let mut table = Writer::from_writer(out);
    table.write_record(header(&[":ID", ":LABEL"], &columns, graph))?;
    for node in &selection.nodes {
        let mut row = vec![node.0.to_string(), labels(graph.node_labels(*node), graph)];
        cells(&mut row, &columns, of(node), graph);
        table.write_record(row)?;
    }
    table.flush()
}

/// Writes the table of relations.
///
/// # Errors
/// Those of the writer.
pub fn relations(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    let of = |relation: &RelationId| graph.relation_properties(*relation);
    let columns = column::of_all(selection.relations.iter().flat_map(of), Column::of);
    let mut table = Writer::from_writer(out);
    table.write_record(header(&[":START_ID", ":END_ID", ":TYPE"], &columns, graph))?;
    for id in &selection.relations {
        let Some(relation) = graph.relation(*id) else {
            continue;
        };
        let mut row = vec![
            relation.start.0.to_string(),
            relation.end.0.to_string(),
            graph.symbols().text(relation.kind).to_string(),
        ];
        cells(&mut row, &columns, of(id), graph);
        table.write_record(row)?;
    }
    table.flush()
}

/// Writes the definitions, indexes and constraints.
///
/// # Errors
/// Those of the writer.
pub fn definitions(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    let mut statements = schema::definitions(graph);
    if selection.whole {
        statements.extend(schema::indexes(graph));
    }
    for statement in statements {
        writeln!(out, "{statement};")?;
    }
    Ok(())
}

/// The labels of a node in one cell.
pub fn labels(labels: &[Symbol], graph: &Graph) -> String {
    let labels: Vec<_> = labels
        .iter()
        .map(|label| graph.symbols().text(*label))
        .collect();
    let odd =
        |label: &str| label.is_empty() || label.contains([';', ':', ',']) || label.trim() != label;
    if labels.iter().any(|label| odd(label))
        || labels.first().is_some_and(|first| first.starts_with('['))
    {
        return Json::from_iter(labels.iter().map(|label| &**label)).to_string();
    }
    labels.join(";")
}

fn header(special: &[&str], columns: &IndexMap<Symbol, Column>, graph: &Graph) -> Vec<String> {
    let special = special.iter().map(|name| name.to_string());
    let columns = columns
        .iter()
        .map(|(key, column)| format!("{}:{}", graph.symbols().text(*key), column.name()));
    special.chain(columns).collect()
}

fn cells(
    row: &mut Vec<String>,
    columns: &IndexMap<Symbol, Column>,
    entries: Vec<(Symbol, Value)>,
    graph: &Graph,
) {
    let before = row.len();
    row.resize(before + columns.len(), String::new());
    for (key, value) in entries {
        if let Some((place, _, column)) = columns.get_full(&key) {
            row[before + place] = column.cell(&value, graph);
        }
    }
}
