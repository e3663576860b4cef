//! JSON lines: an object a line, as APOC writes them too.
//!
//! `{"type": "node", "id": "0", "labels": ["Person"], "properties": {"name": "Kirov"}}`
//! `{"type": "relationship", "id": "0", "label": "led", "start": {"id": "0"}, "end": {"id": "1"}, "properties": {}}`
//! `{"type": "statement", "text": "DEFINE RELATION …"}` runs a statement: definitions, indexes, constraints.
//! Values that JSON has no form for are tagged, as answers in JSON are: `{"~period": "1923/1925~"}`.

use crate::error::Result;
use crate::export::json;
use crate::import::elements::{Elements, Property, Waiting};
use crate::import::failure;
use crate::import::progress::Progress;
use crate::import::report::{Refusal, Report};
use crate::import::script;
use crate::session::Session;
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Reads a file of JSON lines.
///
/// # Errors
/// It cannot be read, or the import is stopped.
pub fn read(
    session: &mut Session,
    number: usize,
    file: &Path,
    progress: &Progress<'_>,
    report: &mut Report,
) -> Result<()> {
    let fails = |error| failure(file, error);
    let reader = BufReader::new(File::open(file).map_err(fails)?);
    let mut statements = Vec::new();
    session.change(|graph| {
        let mut elements = Elements::new(graph, number);
        for (line, bytes) in (1..).zip(reader.split(b'\n')) {
            let bytes = bytes.map_err(fails)?;
            progress.advance(bytes.len() + 1, file)?;
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match entry(&bytes) {
                Ok(Entry::Node(id, labels, properties)) => {
                    elements.node(line, id, &labels, &properties);
                }
                Ok(Entry::Relation(relation)) => elements.relation(line, relation),
                Ok(Entry::Statement(text)) => statements.push((line, text)),
                Err(reason) => elements.refuse(line, reason),
            }
        }
        elements.finish(report);
        Ok(())
    })?;
    for (line, text) in statements {
        if let Err(error) = script::run(session, &text) {
            report.refused.push(Refusal {
                file: number,
                line,
                reason: error.message,
            });
        }
    }
    Ok(())
}

/// What one line holds.
enum Entry {
    Node(String, Vec<String>, Vec<Property>),
    Relation(Waiting),
    Statement(String),
}

fn entry(bytes: &[u8]) -> std::result::Result<Entry, String> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let Json::Object(fields) = json else {
        return Err("a line is one JSON object".to_string());
    };
    match fields.get("type").and_then(Json::as_str) {
        Some("node") => Ok(Entry::Node(
            id(&fields, "id")?,
            labels(&fields)?,
            properties(&fields)?,
        )),
        Some("relationship" | "relation" | "edge") => Ok(Entry::Relation(Waiting {
            kind: text(&fields, "label")?,
            start: id(&fields, "start")?,
            end: id(&fields, "end")?,
            properties: properties(&fields)?,
        })),
        Some("statement") => Ok(Entry::Statement(text(&fields, "text")?)),
        _ => Err("`type` is node, relationship or statement".to_string()),
    }
}

/// What the file calls a node: a text, a number, or an object whose `id` is one of them.
fn id(fields: &Map<String, Json>, name: &str) -> std::result::Result<String, String> {
    match fields.get(name) {
        Some(Json::String(text)) => Ok(text.clone()),
        Some(Json::Number(number)) => Ok(number.to_string()),
        Some(Json::Object(inner)) if inner.contains_key("id") && name != "id" => id(inner, "id"),
        _ => Err(format!("`{name}` is missing")),
    }
}

fn text(fields: &Map<String, Json>, name: &str) -> std::result::Result<String, String> {
    let found = fields.get(name).and_then(Json::as_str);
    found
        .map(String::from)
        .ok_or_else(|| format!("`{name}` is missing"))
}

fn labels(fields: &Map<String, Json>) -> std::result::Result<Vec<String>, String> {
    let no = || "`labels` is a list of texts".to_string();
    match fields.get("labels") {
        None => Ok(Vec::new()),
        Some(Json::Array(labels)) => {
            let text = |label: &Json| label.as_str().map(String::from).ok_or_else(no);
            labels.iter().map(text).collect()
        }
        Some(_) => Err(no()),
    }
}

fn properties(fields: &Map<String, Json>) -> std::result::Result<Vec<Property>, String> {
    match fields.get("properties") {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::Object(entries)) => entries
            .iter()
            .map(|(name, json)| match json::from_json(json) {
                Ok(value) => Ok((name.clone(), value)),
                Err(reason) => Err(format!("{name}: {reason}")),
            })
            .collect(),
        Some(_) => Err("`properties` is an object".to_string()),
    }
}
