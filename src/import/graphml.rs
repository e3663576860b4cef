//! GraphML (graphml.graphdrawing.org): nodes, edges, and the data that keys declare.
//!
//! Labels are the attribute or datum `labels` (`:Person:Actor`, or a JSON list), a relation's type the attribute or datum
//! `label`. The `desc` of a key may name a type that GraphML has not: `period`, `date`, `string[]`, …, or `json` for values of several
//! types, as answers are written in it. Names and types that begin with `"` are JSON strings.

use crate::error::Result;
use crate::export::json;
use crate::import::convert::{self, Kind};
use crate::import::elements::{Elements, Property, Waiting};
use crate::import::failure;
use crate::import::progress::Progress;
use crate::import::report::{Refusal, Report};
use crate::import::texts::Texts;
use crate::session::Session;
use factio_graph::value::Value;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;
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
        if let Err(error) = session.run_script(statements) {
            report.refused.push(Refusal {
                file: number,
                line: *line,
                reason: error.message,
            });
        }
    }
    progress.advance(text.len(), file)
}

/// What a file holds, before it is made sense of.
#[derive(Default)]
struct Document {
    keys: FxHashMap<String, Key>,
    elements: Vec<Element>,
    /// Data `statements` of the graph: definitions, indexes, constraints.
    statements: Vec<(u64, String)>,
}

#[derive(Default)]
struct Key {
    name: String,
    kind: Option<Kind>,
    default: Option<String>,
    /// Whether it belongs to nodes, to edges, or to both.
    of: String,
}

#[derive(Default)]
struct Element {
    line: u64,
    is_node: bool,
    attributes: FxHashMap<String, String>,
    /// Keys and texts.
    data: Vec<(String, String)>,
}

/// What a text belongs to.
enum Within {
    Nothing,
    Default(String),
    Description(String),
    Data(String),
}

impl Document {
    fn parse(text: &str) -> std::result::Result<Document, String> {
        let mut reader = Reader::from_str(text);
        let mut document = Document::default();
        let mut within = Within::Nothing;
        let (mut open, mut key, mut content): (Option<Element>, String, String) =
            Default::default();
        let (mut line, mut seen) = (1, 0);
        loop {
            let event = reader.read_event();
            let at = (reader.buffer_position() as usize).min(text.len());
            let started = line;
            line += text[seen..at].matches('\n').count() as u64;
            seen = at;
            let event = event.map_err(|error| format!("line {line}: {error}"))?;
            match event {
                Event::Eof => return Ok(document),
                Event::Start(ref tag) | Event::Empty(ref tag) => {
                    let empty = matches!(event, Event::Empty(_));
                    let attributes = attributes(tag, started)?;
                    let get = |name: &str| attributes.get(name).cloned().unwrap_or_default();
                    content.clear();
                    match tag.local_name().as_ref() {
                        b"key" => {
                            key = get("id");
                            document.keys.insert(key.clone(), Key::of(&attributes));
                        }
                        b"default" => within = Within::Default(key.clone()),
                        b"desc" => within = Within::Description(key.clone()),
                        b"data" => within = Within::Data(get("key")),
                        b"node" | b"edge" => {
                            document.elements.extend(open.take());
                            open = Some(Element {
                                line,
                                is_node: tag.local_name().as_ref() == b"node",
                                attributes,
                                data: Vec::new(),
                            });
                        }
                        _ => {}
                    }
                    if empty {
                        document.end(tag.local_name().as_ref(), &mut within, "", line, &mut open);
                    }
                }
                Event::Text(part) => {
                    content.push_str(&part.decode().map_err(|error| error.to_string())?);
                }
                Event::CData(part) => {
                    content.push_str(&part.decode().map_err(|error| error.to_string())?);
                }
                Event::GeneralRef(name) => {
                    let name = name.decode().map_err(|error| error.to_string())?;
                    let whole = format!("&{name};");
                    let read = quick_xml::escape::unescape(&whole);
                    content.push_str(&read.map_err(|error| format!("line {line}: {error}"))?);
                }
                Event::End(tag) => {
                    document.end(
                        tag.local_name().as_ref(),
                        &mut within,
                        &content,
                        line,
                        &mut open,
                    );
                    content.clear();
                }
                _ => {}
            }
        }
    }

    /// Ends a tag: what was in it goes where it belongs.
    fn end(
        &mut self,
        tag: &[u8],
        within: &mut Within,
        content: &str,
        line: u64,
        open: &mut Option<Element>,
    ) {
        match (tag, std::mem::replace(within, Within::Nothing)) {
            (b"default", Within::Default(key)) => {
                if let Some(key) = self.keys.get_mut(&key) {
                    key.default = Some(content.to_string());
                }
            }
            (b"desc", Within::Description(key)) => {
                let kind = Kind::parse(content.trim());
                if let Some(key) = self.keys.get_mut(&key)
                    && kind.is_some()
                {
                    key.kind = kind;
                }
            }
            (b"data", Within::Data(key)) => match open {
                Some(element) => element.data.push((key, content.to_string())),
                None if self
                    .keys
                    .get(&key)
                    .is_some_and(|key| key.name == "statements") =>
                {
                    self.statements.push((line, plain(content)));
                }
                None => {}
            },
            (b"node" | b"edge", _) => self.elements.extend(open.take()),
            _ => {}
        }
    }

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

impl Key {
    fn of(attributes: &FxHashMap<String, String>) -> Key {
        let get = |name: &str| attributes.get(name).cloned().unwrap_or_default();
        Key {
            name: plain(&get("attr.name")),
            kind: Kind::parse(&get("attr.type")),
            default: None,
            of: get("for"),
        }
    }

    /// A text as a value of the key's type; an empty text is an empty text.
    fn value(&self, text: &str) -> std::result::Result<Value, String> {
        match &self.kind {
            None | Some(Kind::Text) => Ok(Value::string(text)),
            Some(Kind::Json) => json::parse(text),
            Some(kind) => {
                let mut texts = Texts::default();
                texts.number(text.trim());
                let mut values = convert::values(kind, &texts);
                values.pop().unwrap_or(Ok(Value::Null))
            }
        }
    }
}

impl Element {
    fn attribute(&self, name: &str) -> std::result::Result<&str, String> {
        let found = self.attributes.get(name).map(String::as_str);
        found.ok_or_else(|| format!("the attribute `{name}` is missing"))
    }
}

/// A name or text as it is, or as a JSON string, which says what XML cannot.
fn plain(text: &str) -> String {
    match text.starts_with('"') {
        true => serde_json::from_str(text).unwrap_or_else(|_| text.to_string()),
        false => text.to_string(),
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

fn attributes(
    tag: &BytesStart<'_>,
    line: u64,
) -> std::result::Result<FxHashMap<String, String>, String> {
    let mut found = FxHashMap::default();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| format!("line {line}: {error}"))?;
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let value = attribute
            .unescape_value()
            .map_err(|error| format!("line {line}: {error}"))?;
        found.insert(name, value.into_owned());
    }
    Ok(found)
}
