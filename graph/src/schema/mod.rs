//! What a relation type or label is defined to be, and which indexes and constraints stand.

use crate::id::Symbol;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The definitions, indexes and constraints of a graph, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    pub relations: IndexMap<Symbol, RelationDefinition>,
    pub labels: IndexMap<Symbol, LabelDefinition>,
    /// By name.
    pub indexes: IndexMap<String, Index>,
    /// By name.
    pub constraints: IndexMap<String, Constraint>,
}

/// `DEFINE RELATION type {..}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RelationDefinition {
    /// −1, 0 or 1; a relation's own `sign` property overrides it.
    pub sign: i8,
    /// Matched in both directions, whichever way it was written.
    pub symmetric: bool,
    /// The other name of the same relations, read backwards.
    pub inverse: Option<Symbol>,
    pub transitive: bool,
    /// The start belongs to the end: a person to a body.
    pub affiliation: bool,
    /// The start leads the end.
    pub leadership: bool,
    /// A start has one end: claims of different ends contradict each other.
    #[serde(default)]
    pub functional: bool,
    pub color: Option<String>,
    pub style: Option<String>,
}

/// `DEFINE LABEL label {..}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelDefinition {
    /// Membership of such a body takes sides: a faction, bloc or alliance.
    pub contesting: bool,
    pub color: Option<String>,
    pub shape: Option<String>,
}

/// An index over one property of the nodes of a label, or of the relations of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    pub on_relation: bool,
    pub label: Symbol,
    pub property: Symbol,
}

/// A property that no two nodes of a label may share. It stands on an index of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    pub label: Symbol,
    pub property: Symbol,
}
