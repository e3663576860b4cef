//! Laying out answers, notes and errors for people (and rows for other programs).

mod doubt;
mod error;
mod lines;
mod separated;
mod table;
pub mod text;

use crate::export::{dot, json};
use crate::outcome::{Note, Outcome};
pub use doubt::{Doubts, MARK};
pub use error::error;
use factio_graph::facts::Graph;
use std::io::{self, Write};
pub use table::{Extent, framed as table};

/// How the rows of an answer are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Mode {
    /// Columns in a frame
    Table,
    /// A line a value
    Line,
    /// Comma-separated values with a header (RFC 4180)
    Csv,
    /// Tab-separated values with a header
    Tsv,
    /// One JSON array of objects
    Json,
    /// One JSON object a line
    Jsonl,
    /// A table for a Markdown page
    Markdown,
    /// A Graphviz diagram of the nodes, relations and paths in the answer
    Dot,
}

impl Mode {
    /// Whether it is laid out for a person: then rows that are possible and not certain are marked.
    pub fn is_for_people(self) -> bool {
        matches!(self, Mode::Table | Mode::Line | Mode::Markdown)
    }
}

/// What a drawing says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The statement that gave the answer: the caption of a diagram.
    pub query: &'a str,
}

/// Writes the rows of an answer. An answer without columns writes nothing.
pub fn write(
    out: &mut dyn Write,
    outcome: &Outcome,
    graph: &Graph,
    mode: Mode,
    about: About<'_>,
) -> io::Result<()> {
    if outcome.columns.is_empty() {
        return Ok(());
    }
    match mode {
        Mode::Table => table::framed(out, outcome, graph, Extent::Whole, None),
        Mode::Markdown => table::markdown(out, outcome, graph),
        Mode::Line => lines::write(out, outcome, graph),
        Mode::Csv => separated::csv(out, outcome, graph),
        Mode::Tsv => separated::tsv(out, outcome, graph),
        Mode::Json => array(out, outcome, graph),
        Mode::Jsonl => objects(out, outcome, graph),
        Mode::Dot => out.write_all(dot::draw(outcome, graph, about.query).as_bytes()),
    }
}

/// A note as one line, with its hints.
pub fn note(note: &Note) -> String {
    let mut line = format!("note: {}", note.message);
    for hint in &note.hints {
        line.push_str("; ");
        line.push_str(hint);
    }
    text::harmless(&line)
}

fn objects(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    for row in &outcome.rows {
        writeln!(out, "{}", json::row(&outcome.columns, row, graph))?;
    }
    Ok(())
}

fn array(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, row) in outcome.rows.iter().enumerate() {
        let before = if index == 0 { "\n  " } else { ",\n  " };
        write!(out, "{before}{}", json::row(&outcome.columns, row, graph))?;
    }
    out.write_all(if outcome.rows.is_empty() {
        b"]\n"
    } else {
        b"\n]\n"
    })
}
