//! Answers as tables: framed on a terminal, piped in Markdown.

use crate::outcome::Outcome;
use crate::report::text::{self, Detail};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::io::{self, Write};

/// How many of the rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Whole,
    /// The first rows and the last ones, and a row of dots between.
    Ends {
        head: usize,
        tail: usize,
    },
}

/// Columns in a frame, fitted to a width where there is one; numbers to the right.
pub fn framed(
    out: &mut dyn Write,
    outcome: &Outcome,
    graph: &Graph,
    extent: Extent,
    width: Option<u16>,
) -> io::Result<()> {
    let mut table = Table::new();
    table
        .force_no_tty()
        .load_style(presets::UTF8_FULL_CONDENSED);
    if let Some(width) = width {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    table.set_header(outcome.columns.iter().map(|name| text::harmless(name)));
    let mut add = |rows: &[Vec<Value>]| {
        for row in rows {
            let cells = row.iter();
            table.add_row(cells.map(|value| text::cell(value, graph, Detail::Short)));
        }
    };
    let rows = &outcome.rows;
    match extent {
        Extent::Ends { head, tail } if head + tail < rows.len() => {
            add(&rows[..head]);
            add(&[vec![Value::string("⋮"); outcome.columns.len()]]);
            add(&rows[rows.len() - tail..]);
        }
        _ => add(rows),
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        if is_numeric(outcome, index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{table}")
}

/// `| a | b |` with a rule below the header; pipes in data are escaped.
pub fn markdown(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    let header: Vec<String> = outcome.columns.iter().map(|name| escaped(name)).collect();
    writeln!(out, "| {} |", header.join(" | "))?;
    let rule: Vec<&str> = (0..header.len())
        .map(|index| {
            if is_numeric(outcome, index) {
                "--:"
            } else {
                "---"
            }
        })
        .collect();
    writeln!(out, "| {} |", rule.join(" | "))?;
    for row in &outcome.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|value| escaped(&text::cell(value, graph, Detail::Short)))
            .collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn is_numeric(outcome: &Outcome, column: usize) -> bool {
    let mut values = outcome.rows.iter().map(|row| &row[column]);
    let number = |value: &Value| matches!(value, Value::Integer(_) | Value::Float(_) | Value::Null);
    outcome.rows.iter().any(|row| !row[column].is_null()) && values.all(number)
}

fn escaped(text: &str) -> String {
    text::harmless(text)
        .replace('\\', "\\\\")
        .replace('|', "\\|")
}
