//! What a MATCH asks for, resolved: variables by slot, conditions by the earliest moment they can be checked.
//!
//! Built by `plan/pattern/*`; run by `exec/pattern`.

use crate::plan::expr::{Expr, LabelTest, Slot};
use factio_grammar::Span;
use factio_grammar::ast::{Direction, PathMode, Quantifier, Selector};

/// The patterns of one MATCH. Every node and relation variable, also an unnamed one, has a slot: those below the input's
/// width are bound before the match, the others are added as columns `width..` in the order of their slots.
#[derive(Clone, Debug)]
pub struct PatternPlan {
    /// The width of the input rows.
    pub width: usize,
    pub nodes: Vec<NodeVariable>,
    pub relations: Vec<RelationVariable>,
    pub groups: Vec<GroupVariable>,
    pub paths: Vec<PathVariable>,
    /// Conditions over input columns and the pattern's slots (WHERE, inline maps and inline WHERE, split at AND).
    pub filters: Vec<Expr>,
    /// Slots that must hold different relations, since they stand in one MATCH; lists are compared element-wise.
    pub added: usize,
}

#[derive(Clone, Debug)]
pub struct NodeVariable {
    pub slot: Slot,
    /// Bound by an earlier clause.
    pub bound: bool,
    pub labels: Option<LabelTest>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct RelationVariable {
    pub slot: Slot,
    pub bound: bool,
    pub types: Option<LabelTest>,
    pub direction: Direction,
    /// Node slots at its left and right end.
    pub left: Slot,
    pub right: Slot,
    /// `Some` for `*m..n`: the slot holds a list.
    pub length: Option<Quantifier>,
    pub span: Span,
}

/// A quantified group: a pattern repeated end to end, whose variables become lists.
#[derive(Clone, Debug)]
pub struct GroupVariable {
    pub inner: PatternPlan,
    pub quantifier: Quantifier,
    pub left: Slot,
    pub right: Slot,
}

/// How a path pattern is put together, and which of its matches are kept.
#[derive(Clone, Debug)]
pub struct PathVariable {
    /// The slot of `p = ..`.
    pub slot: Option<Slot>,
    /// Slots of nodes, relations and relation lists, in order.
    pub parts: Vec<Slot>,
    pub selector: Option<Selector>,
    pub mode: Option<PathMode>,
    pub span: Span,
}
