//! GraphML as it stands in its file: keys, nodes, edges and data, with their lines.

use crate::export::json;
use crate::import::convert::{self, Kind};
use crate::import::texts::Texts;
use factio_graph::value::Value;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

/// What a file holds, before it is made sense of.
#[derive(Default)]
pub struct Document {
    pub keys: FxHashMap<String, Key>,
    pub elements: Vec<Element>,
    /// Data `statements` of the graph: definitions, indexes, constraints.
    pub statements: Vec<(u64, String)>,
}

/// What a `<key>` declares.
#[derive(Default)]
pub struct Key {
    pub name: String,
    pub kind: Option<Kind>,
    pub default: Option<String>,
    /// Whether it belongs to nodes, to edges, or to both.
    pub of: String,
}

/// A node or an edge.
#[derive(Default)]
pub struct Element {
    pub line: u64,
    pub is_node: bool,
    pub attributes: FxHashMap<String, String>,
    /// Keys and texts.
    pub data: Vec<(String, String)>,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// It is not XML; the message names the line.
    pub fn parse(text: &str) -> Result<Document, String> {
        let mut reader = Reader::from_str(text);
        let mut reading = Reading::default();
        let (mut line, mut seen) = (1, 0);
        loop {
            let event = reader.read_event();
            let at = (reader.buffer_position() as usize).min(text.len());
            line += text[seen..at].matches('\n').count() as u64;
            seen = at;
            let read = event.map_err(|error| error.to_string());
            match read.and_then(|event| reading.take(event, line)) {
                Ok(true) => {}
                Ok(false) => return Ok(reading.document),
                Err(reason) => return Err(format!("line {line}: {reason}")),
            }
        }
    }
}

/// A document being read.
#[derive(Default)]
struct Reading {
    document: Document,
    /// The node or edge whose data come.
    open: Option<Element>,
    /// The key that is being declared.
    key: String,
    within: Within,
    /// The text since the last tag.
    content: String,
}

/// What a text belongs to.
#[derive(Default)]
enum Within {
    #[default]
    Nothing,
    Default(String),
    Description(String),
    Data(String),
}

impl Reading {
    /// Takes in an event; `false` at the end.
    fn take(&mut self, event: Event<'_>, line: u64) -> Result<bool, String> {
        let text = |error: quick_xml::encoding::EncodingError| error.to_string();
        match event {
            Event::Eof => return Ok(false),
            Event::Start(tag) => self.start(&tag, line)?,
            Event::Empty(tag) => {
                self.start(&tag, line)?;
                self.end(tag.local_name().as_ref(), line);
            }
            Event::Text(part) => self.content.push_str(&part.decode().map_err(text)?),
            Event::CData(part) => self.content.push_str(&part.decode().map_err(text)?),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.decode().map_err(text)?);
                let read = unescape(&entity).map_err(|error| error.to_string())?;
                self.content.push_str(&read);
            }
            Event::End(tag) => self.end(tag.local_name().as_ref(), line),
            _ => {}
        }
        Ok(true)
    }

    fn start(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<(), String> {
        let attributes = attributes(tag)?;
        let get = |name: &str| attributes.get(name).cloned().unwrap_or_default();
        self.content.clear();
        match tag.local_name().as_ref() {
            b"key" => {
                self.key = get("id");
                let key = Key::of(&attributes);
                self.document.keys.insert(self.key.clone(), key);
            }
            b"default" => self.within = Within::Default(self.key.clone()),
            b"desc" => self.within = Within::Description(self.key.clone()),
            b"data" => self.within = Within::Data(get("key")),
            name @ (b"node" | b"edge") => {
                self.document.elements.extend(self.open.take());
                self.open = Some(Element {
                    line,
                    is_node: name == b"node",
                    attributes,
                    data: Vec::new(),
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// Ends a tag: what was in it goes where it belongs.
    fn end(&mut self, tag: &[u8], line: u64) {
        let content = std::mem::take(&mut self.content);
        let keys = &mut self.document.keys;
        match (tag, std::mem::take(&mut self.within)) {
            (b"default", Within::Default(key)) => {
                if let Some(key) = keys.get_mut(&key) {
                    key.default = Some(content);
                }
            }
            (b"desc", Within::Description(key)) => {
                let kind = Kind::parse(content.trim());
                if let Some(key) = keys.get_mut(&key) {
                    key.kind = kind.or(key.kind.take());
                }
            }
            (b"data", Within::Data(key)) => match &mut self.open {
                Some(element) => element.data.push((key, content)),
                None if keys.get(&key).is_some_and(|key| key.name == "statements") => {
                    self.document.statements.push((line, plain(&content)));
                }
                None => {}
            },
            (b"node" | b"edge", _) => self.document.elements.extend(self.open.take()),
            _ => {}
        }
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
    pub fn value(&self, text: &str) -> Result<Value, String> {
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
    pub fn attribute(&self, name: &str) -> Result<&str, String> {
        let found = self.attributes.get(name).map(String::as_str);
        found.ok_or_else(|| format!("the attribute `{name}` is missing"))
    }
}

/// A name or text as it is, or as a JSON string, which says what XML cannot.
pub fn plain(text: &str) -> String {
    match text.starts_with('"') {
        true => serde_json::from_str(text).unwrap_or_else(|_| text.to_string()),
        false => text.to_string(),
    }
}

fn attributes(tag: &BytesStart<'_>) -> Result<FxHashMap<String, String>, String> {
    let mut found = FxHashMap::default();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let value = attribute
            .unescape_value()
            .map_err(|error| error.to_string())?;
        found.insert(name, value.into_owned());
    }
    Ok(found)
}
