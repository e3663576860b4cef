//! Chunks: how each part of a graph is written as a run of bytes, and read again.
//!
//! A chunk explains itself: it carries the strings, periods and lists that its elements share.

mod elements;
#[cfg(test)]
mod forged;
pub(super) mod schema;
mod slots;
mod values;

use crate::catalog::Catalog;
use crate::facts::{Graph, Lists, Rows, Stretch};
use crate::id::Symbol;
use crate::schema::Schema;
use crate::store::StoreError;
use crate::store::bytes::{Read, Reader, write_number, write_text};
use crate::store::piece::{CHUNK, Chunk, Kind, Of};
use std::sync::Arc;
pub(super) use values::retain;

/// A chunk as bytes.
#[derive(Debug)]
pub(super) struct Encoded {
    /// None: the chunk is not stored.
    pub rows: u32,
    pub bytes: Vec<u8>,
}

/// What a chunk holds.
#[derive(Debug)]
pub(super) enum Decoded {
    Symbols(Vec<Arc<str>>),
    Names(Names),
    /// The labels of nodes.
    Nodes(Lists),
    Relations(Rows),
    Orders(Lists),
    Values(Stretch),
    Schema(Box<Schema>),
}

/// What is known of a chunk that was checked and is decoded later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Seen {
    Relations {
        /// The type with the highest number.
        kind: Symbol,
    },
    Values(SeenValues),
}

/// What is known of values that are decoded later.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SeenValues {
    pub rows: usize,
    /// Whether a period is among them.
    pub has_periods: bool,
    /// How many strings they share.
    pub strings: usize,
}

/// Names in the order of their first use.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names {
    pub labels: Vec<Symbol>,
    pub types: Vec<Symbol>,
    pub keys: Vec<Symbol>,
}

/// The chunk as the graph has it now.
///
/// # Errors
/// A property has a value that none can have.
pub(super) fn encode(graph: &Graph, chunk: Chunk) -> Result<Encoded, StoreError> {
    let mut bytes = Vec::new();
    let first = chunk.first();
    let rows = match chunk.kind {
        Kind::Symbols => write_symbols(&mut bytes, graph, first),
        Kind::Names => Names::of(graph).write(&mut bytes),
        Kind::Nodes => elements::write_nodes(&mut bytes, graph, first),
        Kind::Relations => elements::write_relations(&mut bytes, graph, first),
        Kind::Orders(of) => elements::write_orders(&mut bytes, graph, of, first),
        Kind::Values(of, key) => values::write(&mut bytes, column(graph, of, key), first)?,
        Kind::Schema => schema::write(&mut bytes, graph),
    };
    Ok(Encoded {
        rows: rows as u32,
        bytes,
    })
}

/// What the bytes of a chunk say.
pub(super) fn decode(chunk: Chunk, bytes: &[u8]) -> Read<Decoded> {
    let mut reader = Reader::new(bytes);
    let first = chunk.first();
    let decoded = match chunk.kind {
        Kind::Symbols => Decoded::Symbols(read_symbols(&mut reader)?),
        Kind::Names => Decoded::Names(Names::read(&mut reader)?),
        Kind::Nodes => Decoded::Nodes(elements::read_lists(&mut reader, first)?),
        Kind::Relations => Decoded::Relations(elements::read_relations(&mut reader, first)?),
        Kind::Orders(_) => Decoded::Orders(elements::read_lists(&mut reader, first)?),
        Kind::Values(..) => Decoded::Values(values::read(&mut reader, first)?),
        Kind::Schema => Decoded::Schema(Box::new(schema::read(&mut reader)?)),
    };
    reader.end()?;
    Ok(decoded)
}

/// What a look at the bytes of a chunk tells: all of it can be decoded. `None` for one that is decoded at once.
pub(super) fn check(chunk: Chunk, bytes: &[u8]) -> Read<Option<Seen>> {
    let mut reader = Reader::new(bytes);
    let first = chunk.first();
    let seen = match chunk.kind {
        Kind::Relations => Seen::Relations {
            kind: elements::check_relations(&mut reader, first)?,
        },
        Kind::Values(..) => Seen::Values(values::check(&mut reader, first)?),
        _ => return Ok(None),
    };
    reader.end()?;
    Ok(Some(seen))
}

/// Every chunk that something of a graph may be in, by the ids that live and the names.
pub(super) fn all(graph: &Graph) -> Vec<Chunk> {
    let symbols = graph.symbols().len() as u32;
    let mut chunks = vec![Chunk::NAMES, Chunk::SCHEMA];
    let mut add = |kind: Kind, numbers: &[u32]| {
        chunks.extend(numbers.iter().map(|&number| Chunk::new(kind, number)));
    };
    let nodes = numbers(graph.nodes().map(|node| node.0));
    let relations = numbers(graph.relations().map(|relation| relation.0));
    add(Kind::Symbols, &numbers(0..symbols));
    add(Kind::Nodes, &nodes);
    add(Kind::Relations, &relations);
    add(Kind::Orders(Of::Nodes), &nodes);
    add(Kind::Orders(Of::Relations), &relations);
    for (of, numbers) in [(Of::Nodes, &nodes), (Of::Relations, &relations)] {
        for key in graph.seen_keys() {
            if values_of(graph, of, key) > 0 {
                add(Kind::Values(of, key), numbers);
            }
        }
    }
    chunks
}

/// The numbers of the chunks that these elements, which ascend, lie in.
fn numbers(elements: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = elements.map(|element| element / CHUNK).collect();
    numbers.dedup();
    numbers
}

fn column(graph: &Graph, of: Of, key: Symbol) -> crate::facts::ColumnRef<'_> {
    match of {
        Of::Nodes => graph.node_column(key),
        Of::Relations => graph.relation_column(key),
    }
}

fn values_of(graph: &Graph, of: Of, key: Symbol) -> u64 {
    match of {
        Of::Nodes => graph.node_values(key),
        Of::Relations => graph.relation_values(key),
    }
}

fn write_symbols(out: &mut Vec<u8>, graph: &Graph, first: u32) -> usize {
    let symbols = graph.symbols();
    let end = (symbols.len() as u32).min(first.saturating_add(CHUNK));
    let count = end.saturating_sub(first) as usize;
    write_number(out, count as u64);
    for number in first..end {
        write_text(out, &symbols.text(Symbol(number)));
    }
    count
}

pub(super) fn read_symbols(reader: &mut Reader) -> Read<Vec<Arc<str>>> {
    let count = reader.count()?;
    (0..count).map(|_| Ok(Arc::from(reader.text()?))).collect()
}

impl Names {
    pub fn of(graph: &Graph) -> Names {
        Names {
            labels: graph.seen_labels().collect(),
            types: graph.seen_types().collect(),
            keys: graph.seen_keys().collect(),
        }
    }

    /// The names from these places on.
    pub fn since(&self, labels: usize, types: usize, keys: usize) -> Names {
        let tail = |names: &[Symbol], from: usize| names.get(from..).unwrap_or(&[]).to_vec();
        Names {
            labels: tail(&self.labels, labels),
            types: tail(&self.types, types),
            keys: tail(&self.keys, keys),
        }
    }

    /// Returns one row, so that the chunk is always there.
    pub fn write(&self, out: &mut Vec<u8>) -> usize {
        for names in [&self.labels, &self.types, &self.keys] {
            write_number(out, names.len() as u64);
            for name in names {
                write_number(out, u64::from(name.0));
            }
        }
        1
    }

    pub fn read(reader: &mut Reader) -> Read<Names> {
        let mut list = || read_list(reader);
        Ok(Names {
            labels: list()?,
            types: list()?,
            keys: list()?,
        })
    }
}

/// Symbols behind their number.
pub(super) fn read_list(reader: &mut Reader) -> Read<Vec<Symbol>> {
    let count = reader.count()?;
    (0..count)
        .map(|_| Ok(Symbol(reader.number_u32()?)))
        .collect()
}
