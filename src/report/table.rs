//! Answers as tables: framed on a terminal, piped in Markdown.

use crate::outcome::Outcome;
use crate::report::doubt::{COLUMN, Doubts, MARK};
use crate::report::text::{self, Detail};
use comfy_table::{
    CellAlignment, Column, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use factio_graph::facts::Graph;
use factio_graph::time::Certainty;
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

/// Columns in a frame, fitted to a width where there is one; numbers to the right. Beside the frame stands a mark at each
/// row that is possible and not certain.
pub fn framed(
    out: &mut dyn Write,
    outcome: &Outcome,
    graph: &Graph,
    extent: Extent,
    width: Option<u16>,
) -> io::Result<()> {
    let doubts = Doubts::of(outcome);
    let mut table = Table::new();
    table
        .force_no_tty()
        .load_style(presets::UTF8_FULL_CONDENSED);
    if let Some(width) = width {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    let header = outcome.columns.iter().map(|name| text::harmless(name));
    table.set_header(header.chain(doubts.any().then(String::new)));
    fill(&mut table, outcome, graph, extent, doubts);
    for (index, column) in table.column_iter_mut().enumerate() {
        if index == outcome.columns.len() {
            narrow(column);
        } else if is_numeric(outcome, index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    match doubts.any() {
        false => writeln!(out, "{table}"),
        true => table
            .lines()
            .try_for_each(|line| writeln!(out, "{}", beside(&line))),
    }
}

/// The rows that are shown, each with its mark where any is marked.
fn fill(table: &mut Table, outcome: &Outcome, graph: &Graph, extent: Extent, doubts: Doubts<'_>) {
    let all = outcome.rows.len();
    let cut = match extent {
        Extent::Ends { head, tail } if head + tail < all => head..all - tail,
        _ => all..all,
    };
    let cells = |number: usize| {
        let mark = if doubts.marks(number) { MARK } else { "" };
        let cells = outcome.rows[number].iter();
        let cells = cells.map(|value| text::cell(value, graph, Detail::Short));
        cells.chain(doubts.any().then(|| mark.to_string()))
    };
    table.add_rows((0..cut.start).map(cells));
    if !cut.is_empty() {
        table.add_row(outcome.columns.iter().map(|_| "⋮"));
    }
    table.add_rows((cut.end..all).map(cells));
}

/// The column of marks is as wide as one.
fn narrow(column: &mut Column) {
    column.set_padding((0, 0));
    column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(1)));
}

/// A line whose last column, of marks, stands outside the frame.
fn beside(line: &str) -> String {
    let inner = [
        ("┬─┐", "┐"),
        ("╪═╡", "╡"),
        ("┴─┘", "┘"),
        ("┆ │", "│"),
        ("┆?│", "│ ?"),
    ];
    let ends = inner
        .iter()
        .find_map(|(inside, outside)| Some((line.strip_suffix(inside)?, outside)));
    ends.map_or_else(|| line.to_string(), |(line, end)| format!("{line}{end}"))
}

/// `| a | b |` with a rule below the header; pipes in data are escaped. A last column tells which rows are certain, where
/// one is only possible.
pub fn markdown(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    let doubts = Doubts::of(outcome);
    let header = outcome.columns.iter().map(|name| escaped(name));
    bars(out, header, doubts.any().then_some(COLUMN))?;
    let rule = (0..outcome.columns.len()).map(|index| match is_numeric(outcome, index) {
        true => "--:".to_string(),
        false => "---".to_string(),
    });
    bars(out, rule, doubts.any().then_some("---"))?;
    for (number, row) in outcome.rows.iter().enumerate() {
        let cells = row
            .iter()
            .map(|value| escaped(&text::cell(value, graph, Detail::Short)));
        let told = match doubts.marks(number) {
            true => Certainty::Possible,
            false => Certainty::Certain,
        };
        bars(out, cells, doubts.any().then_some(told.name()))?;
    }
    Ok(())
}

fn bars(
    out: &mut dyn Write,
    cells: impl Iterator<Item = String>,
    last: Option<&str>,
) -> io::Result<()> {
    let cells: Vec<String> = cells.chain(last.map(str::to_string)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
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
