//! The graph: nodes and relations in a petgraph `StableDiGraph`, their properties in columns beside it.
//!
//! Every change goes through the write methods, which note how to undo it: a failed statement leaves no trace.

mod read;
mod undo;
mod write;

use crate::schema::Schema;
use crate::symbols::Symbols;
pub use undo::Savepoint;

/// A graph in memory.
#[derive(Debug, Default)]
pub struct Graph {
    symbols: Symbols,
    schema: Schema,
}

/// A relation's type and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    pub kind: crate::id::Symbol,
    pub start: crate::id::NodeId,
    pub end: crate::id::NodeId,
}
