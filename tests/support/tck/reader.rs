//! Reading the notation of values in the TCK's tables.

use super::literal::{Direction, Literal, Node, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// The value that a cell describes.
pub fn read(text: &str) -> Result<Literal, String> {
    let mut reader = Reader { rest: text.trim() };
    let value = reader.value()?;
    reader.skip_space();
    match reader.rest.is_empty() {
        true => Ok(value),
        false => Err(format!("`{text}`: `{}` is left over", reader.rest)),
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Literal, String> {
        self.skip_space();
        match self.rest.chars().next() {
            Some('\'') => self.string().map(Literal::String),
            Some('[') if self.rest[1..].trim_start().starts_with(':') => {
                self.relation().map(Literal::Relation)
            }
            Some('[') => self.list(),
            Some('{') => self.map().map(Literal::Map),
            Some('(') => self.node().map(Literal::Node),
            Some('<') => self.path(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Literal, String> {
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "+-._".contains(c)))
            .unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        let value = match word {
            "null" => Literal::Null,
            "true" => Literal::Boolean(true),
            "false" => Literal::Boolean(false),
            "NaN" => Literal::Float(f64::NAN),
            "Inf" | "Infinity" => Literal::Float(f64::INFINITY),
            "-Inf" | "-Infinity" => Literal::Float(f64::NEG_INFINITY),
            number => match number.parse::<i64>() {
                Ok(integer) => Literal::Integer(integer),
                Err(_) => Literal::Float(
                    number
                        .parse()
                        .map_err(|_| format!("`{}` is no value", self.rest))?,
                ),
            },
        };
        self.rest = &self.rest[end..];
        Ok(value)
    }

    fn string(&mut self) -> Result<String, String> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\'' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('\'' | '\\'))) => text.push(escaped),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => break,
                },
                other => text.push(other),
            }
        }
        Err(format!("`{}`: the string does not end", self.rest))
    }

    fn list(&mut self) -> Result<Literal, String> {
        self.expect("[")?;
        let mut values = Vec::new();
        while !self.take("]") {
            if !values.is_empty() {
                self.expect(",")?;
            }
            values.push(self.value()?);
        }
        Ok(Literal::List(values))
    }

    fn map(&mut self) -> Result<BTreeMap<String, Literal>, String> {
        self.expect("{")?;
        let mut entries = BTreeMap::new();
        while !self.take("}") {
            if !entries.is_empty() {
                self.expect(",")?;
            }
            let key = self.name()?;
            self.expect(":")?;
            entries.insert(key, self.value()?);
        }
        Ok(entries)
    }

    fn node(&mut self) -> Result<Node, String> {
        self.expect("(")?;
        let mut labels = BTreeSet::new();
        while self.take(":") {
            labels.insert(self.name()?);
        }
        let properties = self.properties()?;
        self.expect(")")?;
        Ok(Node { labels, properties })
    }

    fn relation(&mut self) -> Result<Relation, String> {
        self.expect("[")?;
        self.expect(":")?;
        let kind = self.name()?;
        let properties = self.properties()?;
        self.expect("]")?;
        Ok(Relation { kind, properties })
    }

    fn properties(&mut self) -> Result<BTreeMap<String, Literal>, String> {
        self.skip_space();
        match self.rest.starts_with('{') {
            true => self.map(),
            false => Ok(BTreeMap::new()),
        }
    }

    fn path(&mut self) -> Result<Literal, String> {
        self.expect("<")?;
        let start = self.node()?;
        let mut steps = Vec::new();
        while !self.take(">") {
            let backwards = self.take("<-");
            if !backwards {
                self.expect("-")?;
            }
            let relation = self.relation()?;
            let direction = match backwards {
                true => self.expect("-").map(|()| Direction::Backward)?,
                false => self.expect("->").map(|()| Direction::Forward)?,
            };
            steps.push((direction, relation, self.node()?));
        }
        Ok(Literal::Path(start, steps))
    }

    /// A name, in backticks or plain.
    fn name(&mut self) -> Result<String, String> {
        self.skip_space();
        if let Some(quoted) = self.rest.strip_prefix('`') {
            let end = quoted.find('`').ok_or("a name does not end")?;
            self.rest = &quoted[end + 1..];
            return Ok(quoted[..end].to_string());
        }
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        match name.is_empty() {
            true => Err(format!("`{rest}`: a name was wanted")),
            false => Ok(name.to_string()),
        }
    }

    fn take(&mut self, mark: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        match self.take(mark) {
            true => Ok(()),
            false => Err(format!("`{}`: `{mark}` was wanted", self.rest)),
        }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}
