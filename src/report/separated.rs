//! Answers as separated values, for spreadsheets and scripts. Nodes and relations are told in full.

use crate::outcome::Outcome;
use crate::report::text::{self, Detail};
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::io::{self, Write};

/// RFC 4180 with a header and LF; null is empty, strings are bare.
pub fn csv(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&outcome.columns)?;
    for row in &outcome.rows {
        writer.write_record(row.iter().map(|value| field(value, graph)))?;
    }
    writer.flush()
}

/// Tabs between, a header above; tab, line ends and backslash in data are written `\t`, `\n`, `\r`, `\\`.
pub fn tsv(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    let header: Vec<String> = outcome.columns.iter().map(|name| escaped(name)).collect();
    writeln!(out, "{}", header.join("\t"))?;
    for row in &outcome.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|value| escaped(&field(value, graph)))
            .collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

fn field(value: &Value, graph: &Graph) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.to_string(),
        other => text::literal(other, graph, Detail::Full),
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}
