//! The pieces that a file consists of, and the keys that they lie under.

use crate::id::Symbol;
use std::fmt;

/// Elements a chunk.
pub(super) const CHUNK: u32 = 1 << 16;

/// Whose properties: those of nodes or of relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Of {
    Nodes,
    Relations,
}

/// What a chunk holds. The order is the one in which chunks are stored and loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// Interned texts, by number.
    Symbols,
    /// Labels, types and keys in the order of their first use.
    Names,
    /// Nodes and their labels, by id.
    Nodes,
    /// Relations with type and ends, by id.
    Relations,
    /// The order of the keys of each element.
    Orders(Of),
    /// The values of one key.
    Values(Of, Symbol),
    /// Definitions, indexes and constraints.
    Schema,
}

/// A stretch of [`CHUNK`] elements of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Chunk {
    pub kind: Kind,
    pub number: u32,
}

impl Chunk {
    pub const NAMES: Chunk = Chunk {
        kind: Kind::Names,
        number: 0,
    };
    pub const SCHEMA: Chunk = Chunk {
        kind: Kind::Schema,
        number: 0,
    };

    pub fn new(kind: Kind, number: u32) -> Chunk {
        Chunk { kind, number }
    }

    /// The chunk that an element lies in.
    pub fn of(kind: Kind, element: u32) -> Chunk {
        Chunk::new(kind, element / CHUNK)
    }

    /// The first element.
    pub fn first(self) -> u32 {
        self.number.saturating_mul(CHUNK)
    }

    /// Kind, column and number, big-endian, so that keys sort as chunks do within a kind.
    pub fn key(self) -> [u8; 9] {
        let (kind, column) = match self.kind {
            Kind::Symbols => (1, 0),
            Kind::Names => (2, 0),
            Kind::Nodes => (3, 0),
            Kind::Relations => (4, 0),
            Kind::Orders(Of::Nodes) => (5, 0),
            Kind::Orders(Of::Relations) => (6, 0),
            Kind::Values(Of::Nodes, key) => (7, key.0),
            Kind::Values(Of::Relations, key) => (8, key.0),
            Kind::Schema => (9, 0),
        };
        let mut bytes = [0; 9];
        bytes[0] = kind;
        bytes[1..5].copy_from_slice(&column.to_be_bytes());
        bytes[5..].copy_from_slice(&self.number.to_be_bytes());
        bytes
    }

    /// The key of one part.
    pub fn part_key(self, part: u32) -> [u8; 13] {
        let mut bytes = [0; 13];
        bytes[..9].copy_from_slice(&self.key());
        bytes[9..].copy_from_slice(&part.to_be_bytes());
        bytes
    }

    /// The chunk of a key.
    pub fn from_key(key: &[u8]) -> Option<Chunk> {
        let bytes: [u8; 9] = key.try_into().ok()?;
        let [kind, a, b, c, d, number @ ..] = bytes;
        let column = Symbol(u32::from_be_bytes([a, b, c, d]));
        let kind = match kind {
            1 => Kind::Symbols,
            2 => Kind::Names,
            3 => Kind::Nodes,
            4 => Kind::Relations,
            5 => Kind::Orders(Of::Nodes),
            6 => Kind::Orders(Of::Relations),
            7 => Kind::Values(Of::Nodes, column),
            8 => Kind::Values(Of::Relations, column),
            9 => Kind::Schema,
            _ => return None,
        };
        let chunk = Chunk::new(kind, u32::from_be_bytes(number));
        (chunk.key() == bytes).then_some(chunk)
    }

    /// The chunk and part of a part's key.
    pub fn from_part_key(key: &[u8]) -> Option<(Chunk, u32)> {
        let (chunk, part) = key.split_last_chunk::<4>()?;
        Some((Chunk::from_key(chunk)?, u32::from_be_bytes(*part)))
    }
}

impl fmt::Display for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Symbols => "names by number",
            Kind::Names => "names in order of use",
            Kind::Nodes => "nodes",
            Kind::Relations => "relations",
            Kind::Orders(Of::Nodes) => "property orders of nodes",
            Kind::Orders(Of::Relations) => "property orders of relations",
            Kind::Values(Of::Nodes, key) => {
                return write!(f, "node property {}, chunk {}", key.0, self.number);
            }
            Kind::Values(Of::Relations, key) => {
                return write!(f, "relation property {}, chunk {}", key.0, self.number);
            }
            Kind::Schema => "schema",
        };
        write!(f, "{kind}, chunk {}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, Kind, Of};
    use crate::id::Symbol;

    #[test]
    fn keys_tell_their_chunk_and_nothing_else_is_a_key() {
        let kinds = [
            Kind::Symbols,
            Kind::Names,
            Kind::Nodes,
            Kind::Relations,
            Kind::Orders(Of::Nodes),
            Kind::Orders(Of::Relations),
            Kind::Values(Of::Nodes, Symbol(300)),
            Kind::Values(Of::Relations, Symbol(u32::MAX)),
            Kind::Schema,
        ];
        for kind in kinds {
            let chunk = Chunk::new(kind, 70_000);
            assert_eq!(Chunk::from_key(&chunk.key()), Some(chunk));
            assert_eq!(Chunk::from_part_key(&chunk.part_key(9)), Some((chunk, 9)));
        }
        assert_eq!(Chunk::from_key(&[3, 0, 0, 0, 1, 0, 0, 0, 0]), None);
        assert_eq!(Chunk::from_key(&[77; 9]), None);
        assert_eq!(Chunk::from_key(&[]), None);
    }
}
