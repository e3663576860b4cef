//! The log: a record a commit, with all that makes the graph what it was after it.

use crate::catalog::Catalog;
use crate::facts::{Change, Graph};
use crate::id::Symbol;
use crate::store::StoreError;
use crate::store::bytes::{Read, Reader, write_number, write_text};
use crate::store::chunk::{Names, read_symbols};
use crate::store::frame::{self, Frame};
use crate::store::operation::{read_change, write_change};
use std::sync::Arc;

/// How much of the names the file has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub symbols: usize,
    pub labels: usize,
    pub types: usize,
    pub keys: usize,
}

/// One commit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    /// The number of the first of the new symbols.
    pub first_symbol: u32,
    pub symbols: Vec<Arc<str>>,
    /// Names that came into use.
    pub names: Names,
    /// Ids below these were given.
    pub node_bound: u32,
    pub relation_bound: u32,
    pub changes: Vec<Change>,
}

impl Known {
    pub fn of(graph: &Graph) -> Known {
        Known {
            symbols: graph.symbols().len(),
            labels: graph.seen_labels().len(),
            types: graph.seen_types().len(),
            keys: graph.seen_keys().len(),
        }
    }
}

/// The record of `changes`, which made the graph what it is; the file knows `old` names, and will know `new` ones.
///
/// # Errors
/// A property has a value that none can have.
pub(super) fn write(
    graph: &Graph,
    old: Known,
    new: Known,
    changes: &[Change],
) -> Result<Vec<u8>, StoreError> {
    let mut out = Vec::new();
    let symbols = graph.symbols();
    write_number(&mut out, old.symbols as u64);
    write_number(&mut out, new.symbols.saturating_sub(old.symbols) as u64);
    for number in old.symbols..new.symbols {
        write_text(&mut out, &symbols.text(Symbol(number as u32)));
    }
    Names::of(graph)
        .since(old.labels, old.types, old.keys)
        .write(&mut out);
    write_number(&mut out, u64::from(graph.node_bound()));
    write_number(&mut out, u64::from(graph.relation_bound()));
    write_number(&mut out, changes.len() as u64);
    for change in changes {
        write_change(&mut out, change)?;
    }
    Ok(out)
}

impl Record {
    pub fn read(bytes: &[u8]) -> Read<Record> {
        let mut reader = Reader::new(bytes);
        let reader = &mut reader;
        let record = Record {
            first_symbol: reader.number_u32()?,
            symbols: read_symbols(reader)?,
            names: Names::read(reader)?,
            node_bound: reader.number_u32()?,
            relation_bound: reader.number_u32()?,
            changes: {
                let count = reader.count()?;
                (0..count)
                    .map(|_| read_change(reader))
                    .collect::<Read<_>>()?
            },
        };
        reader.end()?;
        Ok(record)
    }

    /// Makes the commit again.
    ///
    /// # Errors
    /// It does not follow from the graph.
    pub fn replay(self, graph: &mut Graph) -> Result<(), String> {
        let symbols = graph.symbols();
        if symbols.len() != self.first_symbol as usize {
            return Err("it does not follow on what was before".to_string());
        }
        for text in &self.symbols {
            symbols.intern(text);
        }
        if graph.symbols().len() != self.first_symbol as usize + self.symbols.len() {
            return Err("a name comes twice".to_string());
        }
        see(graph, &self.names);
        for change in self.changes {
            check_symbols(graph, &change)?;
            graph.apply(change).map_err(|error| error.to_string())?;
        }
        graph.skip_ids(self.node_bound, self.relation_bound);
        graph.commit();
        Ok(())
    }
}

impl Record {
    /// Makes what can be made of the commit on a graph that lost something; returns what could not.
    pub fn replay_what_fits(self, graph: &mut Graph) -> Vec<String> {
        let mut lost = Vec::new();
        let symbols = graph.symbols();
        for number in symbols.len()..self.first_symbol as usize {
            symbols.intern(&format!("lost_name_{number}"));
        }
        for (number, text) in (self.first_symbol..).zip(&self.symbols) {
            if symbols.intern(text) != Symbol(number) {
                lost.push(format!("the name {text} is out of place"));
            }
        }
        see(graph, &self.names);
        for change in self.changes {
            let made = check_symbols(graph, &change)
                .and_then(|()| graph.apply(change).map_err(|error| error.to_string()));
            lost.extend(made.err());
        }
        graph.skip_ids(self.node_bound, self.relation_bound);
        graph.commit();
        lost
    }
}

/// Takes names for used, in this order.
pub(super) fn see(graph: &mut Graph, names: &Names) {
    names
        .labels
        .iter()
        .for_each(|label| graph.see_label(*label));
    names.types.iter().for_each(|kind| graph.see_type(*kind));
    names
        .keys
        .iter()
        .for_each(|key| graph.see_property_key(*key));
}

/// Fails when a change names a symbol that was never interned: a column would be set aside for it.
fn check_symbols(graph: &Graph, change: &Change) -> Result<(), String> {
    let known = graph.symbols().len();
    let fits = |symbol: &Symbol| (symbol.0 as usize) < known;
    let all = match change {
        Change::CreateNode {
            labels, properties, ..
        } => labels.iter().all(fits) && properties.iter().all(|(key, _)| fits(key)),
        Change::CreateRelation {
            kind, properties, ..
        } => fits(kind) && properties.iter().all(|(key, _)| fits(key)),
        Change::SetNodeProperty(_, key, _) | Change::SetRelationProperty(_, key, _) => fits(key),
        Change::AddLabel(_, name)
        | Change::RemoveLabel(_, name)
        | Change::DefineRelation(name, _)
        | Change::DefineLabel(name, _) => fits(name),
        Change::CreateIndex(_, index) => fits(&index.label) && fits(&index.property),
        Change::CreateConstraint(_, constraint) => {
            fits(&constraint.label) && fits(&constraint.property)
        }
        _ => true,
    };
    match all {
        true => Ok(()),
        false => Err("it uses a name that there is not".to_string()),
    }
}

/// The rows of a record: its parts, each with the sequence number and its own in the key.
pub(super) fn rows(sequence: u64, record: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let parts = record.chunks(frame::MOST);
    (0u32..)
        .zip(parts)
        .map(|(part, payload)| {
            let key = key(sequence, part);
            let frame = Frame {
                key: &key,
                rows: part,
                sequence,
                payload,
            };
            (key.to_vec(), frame.write())
        })
        .collect()
}

pub(super) fn key(sequence: u64, part: u32) -> [u8; 12] {
    let mut key = [0; 12];
    key[..8].copy_from_slice(&sequence.to_be_bytes());
    key[8..].copy_from_slice(&part.to_be_bytes());
    key
}

pub(super) fn from_key(key: &[u8]) -> Option<(u64, u32)> {
    let (sequence, part) = key.split_first_chunk::<8>()?;
    let part: [u8; 4] = part.try_into().ok()?;
    Some((u64::from_be_bytes(*sequence), u32::from_be_bytes(part)))
}
