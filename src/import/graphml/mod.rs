//! GraphML (graphml.graphdrawing.org): nodes, edges, and the data that keys declare.
//!
//! Labels are the attribute or datum `labels` (`:Person:Actor`, or a JSON list), a relation's type the attribute or datum
//! `label`. The `desc` of a key may name a type that GraphML has not: `period`, `date`, `string[]`, …, or `json` for values of several
//! types, as answers are written in it. Names and types that begin with `"` are JSON strings.

mod document;

use crate::error::Result;
use crate::import::elements::{Elements, Property, Waiting};
use crate::import::failure;
use crate::import::graphml::document::{Document, Element, Key, plain};
use crate::import::progress::Progress;
use crate::import::report::{Refusal, Report};
use crate::import::script;
use crate::session::Session;
use std::path::Path;

/// Reads a GraphML file.
///
/// # Errors
/// It cannot be read or is not XML, or the import is stopped.
pub fn read(
    session: &mut Session,
    number: usize,
    file: &Path,
    progress: &Progress<'_>,
    report: &mut Report,
) -> Result<()> {
    let text = std::fs::read_to_string(file).map_err(|error| failure(file, error))?;
    let found = Document::parse(&text).map_err(|error| failure(file, error))?;
    session.change(|graph| {
        let mut elements = Elements::new(graph, number);
        for element in &found.elements {
            found.put(element, &mut elements);
        }
        elements.finish(report);
        Ok(())
    })?;
    for (line, statements) in &found.statements {
        if let Err(error) = script::run_all(session, statements) {
            report.refused.push(Refusal {
                file: number,
                line: *line,
                reason: error.message,
            });
        }
    }
    progress.advance(text.len(), file)
}

impl Document {
    fn put(&self, element: &Element, elements: &mut Elements<'_>) {
        let put = match element.is_node {
            true => self.node(element, elements),
            false => self.edge(element, elements),
        };
        if let Err(reason) = put {
            elements.refuse(element.line, reason);
        }
    }

    fn node(
        &self,
        element: &Element,
        elements: &mut Elements<'_>,
    ) -> std::result::Result<(), String> {
        let id = element.attribute("id")?;
        let labels = self.text(element, "labels").map(labels).transpose()?;
        let properties = self.properties(element, "labels")?;
        elements.node(
            element.line,
            id.to_string(),
            &labels.unwrap_or_default(),
            &properties,
        );
        Ok(())
    }

    fn edge(
        &self,
        element: &Element,
        elements: &mut Elements<'_>,
    ) -> std::result::Result<(), String> {
        let kind = self.text(element, "label").unwrap_or("related_to");
        let relation = Waiting {
            kind: plain(kind),
            start: element.attribute("source")?.to_string(),
            end: element.attribute("target")?.to_string(),
            properties: self.properties(element, "label")?,
        };
        elements.relation(element.line, relation);
        Ok(())
    }

    /// A datum whose key has that name, or an attribute of it.
    fn text<'e>(&self, element: &'e Element, name: &str) -> Option<&'e str> {
        let datum = element
            .data
            .iter()
            .find(|(key, _)| self.is_called(key, name));
        let attribute = || element.attributes.get(name).map(String::as_str);
        datum.map(|(_, text)| text.as_str()).or_else(attribute)
    }

    /// Whether the datum of a key is the one of that name: by the key's id where one has it, since a property may be called so too.
    fn is_called(&self, id: &str, name: &str) -> bool {
        match self.keys.contains_key(name) {
            true => id == name,
            false => self.keys.get(id).is_some_and(|key| key.name == name),
        }
    }

    /// All data but the one of that name, and the defaults of those that are missing.
    fn properties(
        &self,
        element: &Element,
        but: &str,
    ) -> std::result::Result<Vec<Property>, String> {
        let mut properties = Vec::new();
        for (id, text) in &element.data {
            let plain = Key::default();
            let key = self.keys.get(id).unwrap_or(&plain);
            let name = if key.name.is_empty() { id } else { &key.name };
            if !self.is_called(id, but) && (name != but || self.keys.contains_key(but)) {
                let value = key
                    .value(text)
                    .map_err(|reason| format!("{name}: {reason}"))?;
                properties.push((name.clone(), value));
            }
        }
        let of = if element.is_node { "node" } else { "edge" };
        let mut missing: Vec<_> = self
            .keys
            .values()
            .filter(|key| key.of == of || key.of == "all")
            .collect();
        missing.sort_by(|a, b| a.name.cmp(&b.name));
        for key in missing {
            if let Some(default) = &key.default
                && key.name != but
                && properties.iter().all(|(name, _)| *name != key.name)
            {
                properties.push((key.name.clone(), key.value(default)?));
            }
        }
        Ok(properties)
    }
}

fn labels(text: &str) -> std::result::Result<Vec<String>, String> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| format!("labels: {error}"));
    }
    let labels = text.split([':', ';', ',']).map(str::trim);
    Ok(labels
        .filter(|label| !label.is_empty())
        .map(String::from)
        .collect())
}
