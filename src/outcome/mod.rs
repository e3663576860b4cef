//! What a statement gave: columns, rows, changes and notes, and how certain it is in the slice of history that was asked for.

mod timed;

pub use timed::{Sliced, Timed};
pub(crate) use timed::{in_order, together};

use factio_grammar::Span;
use factio_graph::value::Value;

/// The answer to one statement. Nodes and relations are ids; [`crate::Session::graph`] tells what they are.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Column names in order; empty when the statement returns nothing.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
    pub changes: Changes,
    /// Warnings and remarks for a person to read.
    pub notes: Vec<Note>,
    /// The slices of history that it looked at, when it looked at any.
    pub time: Option<Timed>,
}

/// What a statement changed, counted as the TCK counts side effects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub nodes_created: u64,
    pub nodes_deleted: u64,
    pub relations_created: u64,
    pub relations_deleted: u64,
    /// Labels that came to stand on nodes.
    pub labels_added: u64,
    pub labels_removed: u64,
    pub properties_set: u64,
    pub properties_removed: u64,
}

/// A remark that is not an error: an unknown label, a slice in force, ...
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub message: String,
    pub span: Option<Span>,
    pub hints: Vec<String>,
}
