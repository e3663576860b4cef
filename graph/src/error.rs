//! What can go wrong in the graph itself. Query errors wrap these and add the place.

use crate::id::{NodeId, RelationId};
use std::fmt;

/// A write that the graph refuses.
#[derive(Clone, Debug, PartialEq)]
pub enum GraphError {
    /// The node does not exist, or no longer.
    NoSuchNode(NodeId),
    /// The relation does not exist, or no longer.
    NoSuchRelation(RelationId),
    /// The node still has relations.
    Connected(NodeId),
    /// The value cannot be kept as a property: a node, relation, path, map, or a list that holds one.
    NotStorable(&'static str),
    /// A uniqueness constraint would be broken: its name, and the node that has the value already.
    NotUnique { constraint: String, node: NodeId },
    /// An index, constraint or definition by that name exists, or does not.
    Schema(String),
    /// All 4,294,967,294 ids were used.
    Full,
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GraphError::NoSuchNode(id) => write!(f, "node {} does not exist", id.0),
            GraphError::NoSuchRelation(id) => write!(f, "relation {} does not exist", id.0),
            GraphError::Connected(id) => write!(f, "node {} still has relations", id.0),
            GraphError::NotStorable(kind) => write!(f, "a {kind} cannot be kept as a property"),
            GraphError::NotUnique { constraint, node } => {
                write!(f, "constraint {constraint}: node {} has that value", node.0)
            }
            GraphError::Schema(message) => f.write_str(message),
            GraphError::Full => f.write_str("the graph is full"),
        }
    }
}

impl std::error::Error for GraphError {}
