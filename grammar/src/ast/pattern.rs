//! Patterns: nodes, relations, and paths made of them.

use crate::Span;
use crate::ast::{Expr, Name};

/// `[p =] [selector] [mode] element..`, or `p = shortestPath(element..)`.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPattern {
    pub variable: Option<Name>,
    pub selector: Option<Selector>,
    pub mode: Option<PathMode>,
    /// Nodes, relations and groups in the order written. A pattern read by the grammar starts and ends with a node or a group, and alternates; two neighbouring groups, or a group beside a node, share their end node.
    pub elements: Vec<Element>,
    pub span: Span,
}

/// Which of the matching paths are kept, for each pair of end nodes.
#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    /// `ANY [k]`.
    Any(PathCount),
    /// `ALL`.
    All,
    /// `ALL SHORTEST`.
    AllShortest,
    /// `ANY SHORTEST` (k = 1), `SHORTEST k`.
    Shortest(PathCount),
    /// `SHORTEST k GROUPS`.
    ShortestGroups(PathCount),
    /// `shortestPath(..)`: one shortest path for each pair of end nodes.
    ShortestPath,
    /// `allShortestPaths(..)`.
    AllShortestPaths,
}

/// The `k` of a selector, at least 1.
#[derive(Clone, Debug, PartialEq)]
pub enum PathCount {
    Number(u64),
    /// `$k`: known when the statement runs.
    Parameter(Name),
}

/// What a path may repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathMode {
    /// Anything.
    Walk,
    /// No relation twice.
    Trail,
    /// No node twice.
    Acyclic,
    /// No node twice, save that the first may be the last.
    Simple,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    Node(NodePattern),
    Relation(RelationPattern),
    Group(Box<GroupPattern>),
}

/// `( path pattern [WHERE e] ) [quantifier]`.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPattern {
    pub pattern: PathPattern,
    pub filter: Option<Expr>,
    /// Without one the group stands for exactly one repetition and its variables stay singletons.
    pub quantifier: Option<Quantifier>,
    pub span: Span,
}

/// `(v@handle:Label {..} WHERE e)`.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePattern {
    pub variable: Option<Name>,
    pub handle: Option<Handle>,
    pub labels: Option<LabelExpr>,
    /// A map or a parameter.
    pub properties: Option<Expr>,
    pub filter: Option<Expr>,
    pub span: Span,
}

/// `-[r:T*1..3 {..} WHERE e]->{1,3}`.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationPattern {
    pub variable: Option<Name>,
    pub types: Option<LabelExpr>,
    pub direction: Direction,
    /// `*`, `*2`, `*1..3`, ..
    pub length: Option<HopRange>,
    /// `->+`, `->{1,3}`, ..
    pub quantifier: Option<Quantifier>,
    pub properties: Option<Expr>,
    pub filter: Option<Expr>,
    pub span: Span,
}

/// Which way a relation pattern points, read left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `-->`.
    Right,
    /// `<--`.
    Left,
    /// `--` or `<-->`.
    Either,
}

/// The hops of `*min..max`, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct HopRange {
    pub min: Option<u64>,
    pub max: Option<u64>,
    pub span: Span,
}

/// `+`, `*`, `{n}`, `{m,n}`, as least and greatest number of repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantifier {
    pub min: u64,
    pub max: Option<u64>,
}

/// What labels or types an element may have. `:A:B` and `:A&B` are the same tree.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelExpr {
    Name(Name),
    /// `$(e)`: a label that is computed.
    Dynamic(Box<Expr>),
    /// `%`: any label.
    Any(Span),
    /// `+` or `-`: relations by sign.
    Sign(Sign, Span),
    Not(Box<LabelExpr>),
    And(Vec<LabelExpr>),
    Or(Vec<LabelExpr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Positive,
    Negative,
}

/// `@key` or `@"Name"`: the one node that is called so.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    pub text: String,
    pub span: Span,
}
