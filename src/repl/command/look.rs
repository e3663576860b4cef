//! `:schema`, `:labels`, `:types`, `:stats`: what is in the graph.

use crate::error::Result;
use crate::repl::command::{Command, say};
use crate::repl::shell::{After, Shell, unwritten};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use std::collections::BTreeMap;
use std::io::Write;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["schema"],
        "",
        "labels, relation types and how they connect",
        schema,
    )
    .more("SHOW DEFINITIONS; tells the same of the definitions alone, as a table."),
    Command::new(
        &["labels"],
        "",
        "labels, how many nodes carry them, and their properties",
        labels,
    ),
    Command::new(
        &["types"],
        "",
        "relation types, how many relations have them, and what they mean",
        types,
    ),
    Command::new(&["stats"], "", "how much there is of everything", stats),
];

/// Labels with their properties, types with their ends.
fn schema(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    let graph = shell.session.graph();
    labels_of(graph, out)?;
    writeln!(out).map_err(unwritten)?;
    let ends = ends(graph);
    for kind in graph.types() {
        let about = definition(graph, kind);
        let name = graph.symbols().text(kind);
        writeln!(out, "[:{name}] {}{about}", graph.type_count(kind)).map_err(unwritten)?;
        for ((start, end), number) in ends.get(&kind).into_iter().flatten() {
            writeln!(out, "    (:{start})-->(:{end})  {number}").map_err(unwritten)?;
        }
    }
    Ok(After::Stay)
}

/// Labels and counts.
fn labels(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    labels_of(shell.session.graph(), out)
}

/// Types and counts.
fn types(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    let graph = shell.session.graph();
    for kind in graph.types() {
        let about = definition(graph, kind);
        let name = graph.symbols().text(kind);
        writeln!(out, "[:{name}] {}{about}", graph.type_count(kind)).map_err(unwritten)?;
    }
    Ok(After::Stay)
}

/// Totals.
fn stats(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    let graph = shell.session.graph();
    say(
        out,
        &format!(
            "{} nodes with {} labels, {} relations of {} types, {} property keys",
            graph.node_count(),
            graph.labels().len(),
            graph.relation_count(),
            graph.types().len(),
            graph.property_keys().len()
        ),
    )?;
    match graph.adjacency().bytes() {
        0 => Ok(After::Stay),
        bytes => say(
            out,
            &format!(
                "{} kB of neighbour lists, as far as they were asked for",
                bytes.div_ceil(1_000)
            ),
        ),
    }
}

fn labels_of(graph: &Graph, out: &mut dyn Write) -> Result<After> {
    for label in graph.labels() {
        let mut keys: Vec<Symbol> = Vec::new();
        for node in graph.nodes_with_label(label) {
            for (key, _) in graph.node_properties(*node) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        let keys: Vec<String> = keys
            .iter()
            .map(|key| graph.symbols().text(*key).to_string())
            .collect();
        let name = graph.symbols().text(label);
        let line = format!(
            "(:{name}) {}  {}",
            graph.label_count(label),
            keys.join(", ")
        );
        writeln!(out, "{}", line.trim_end()).map_err(unwritten)?;
    }
    Ok(After::Stay)
}

type Ends = BTreeMap<(String, String), u64>;

fn ends(graph: &Graph) -> BTreeMap<Symbol, Ends> {
    let first_label = |node| {
        graph
            .node_labels(node)
            .first()
            .map(|label| graph.symbols().text(*label).to_string())
            .unwrap_or_default()
    };
    let mut ends: BTreeMap<Symbol, Ends> = BTreeMap::new();
    for relation in graph.relations().filter_map(|id| graph.relation(id)) {
        let pair = (first_label(relation.start), first_label(relation.end));
        *ends
            .entry(relation.kind)
            .or_default()
            .entry(pair)
            .or_default() += 1;
    }
    ends
}

fn definition(graph: &Graph, kind: Symbol) -> String {
    let Some(defined) = graph.schema().relations.get(&kind) else {
        return String::new();
    };
    let mut words = Vec::new();
    match defined.sign {
        1 => words.push("ally".to_string()),
        -1 => words.push("rival".to_string()),
        _ => {}
    }
    for (holds, word) in [
        (defined.symmetric, "symmetric"),
        (defined.transitive, "transitive"),
        (defined.affiliation, "affiliation"),
        (defined.leadership, "leadership"),
        (defined.functional, "one end for each start"),
    ] {
        if holds {
            words.push(word.to_string());
        }
    }
    if let Some(inverse) = defined.inverse {
        words.push(format!("read backwards: {}", graph.symbols().text(inverse)));
    }
    match words.is_empty() {
        true => String::new(),
        false => format!("  {}", words.join(", ")),
    }
}
