//! How a match goes about its pattern, as EXPLAIN tells it: the match engine chooses the steps when it sees the graph.

use crate::plan::expr::Slot;
use crate::plan::pattern::{PatternPlan, Rows};
use factio_graph::id::Symbol;

/// A step of a match.
#[derive(Clone, Debug)]
pub struct MatchStep {
    /// What is done: `scan`, `follow`.
    pub word: &'static str,
    /// What it is done to: slots of nodes, relations, groups and paths.
    pub elements: Vec<Slot>,
    /// The property by which elements are found.
    pub found: Option<Found>,
    /// Its relations were chosen by their conditions before the first step.
    pub sifted: bool,
    /// How the rows after it come.
    pub rows: Rows,
    /// Matches that are expected after it, for one row that comes into the match.
    pub estimate: Option<f64>,
}

/// A property by which elements are found.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub key: Symbol,
    /// By an index, and not by looking through all values.
    pub indexed: bool,
}

/// Tells the steps of a pattern.
pub type Steps<'s> = dyn Fn(&PatternPlan) -> Vec<MatchStep> + 's;

impl MatchStep {
    /// A step of which no more is known than what it is called.
    pub fn new(word: &'static str) -> MatchStep {
        MatchStep {
            word,
            elements: Vec::new(),
            found: None,
            sifted: false,
            rows: Rows::Each,
            estimate: None,
        }
    }
}
