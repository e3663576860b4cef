//! Answers as a line a value: for rows that are too wide for a table.

use crate::outcome::Outcome;
use crate::report::doubt::{Doubts, MARK};
use crate::report::text::{self, Detail};
use factio_graph::facts::Graph;
use std::io::{self, Write};

/// `column: value` for each value, an empty line between rows; `?: only possible` below a row that is not certain.
pub fn write(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    let width = outcome
        .columns
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let doubts = Doubts::of(outcome);
    for (index, row) in outcome.rows.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        for (name, value) in outcome.columns.iter().zip(row) {
            let name = text::harmless(name);
            let value = text::cell(value, graph, Detail::Full);
            writeln!(out, "{name:>width$}: {value}")?;
        }
        if doubts.marks(index) {
            writeln!(out, "{MARK:>width$}: only possible")?;
        }
    }
    Ok(())
}
