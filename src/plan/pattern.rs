//! What a MATCH asks for, resolved: variables by slot, conditions to check as early as their variables allow.
//!
//! Built by `plan/pattern`; run by `exec/pattern`.

use crate::plan::expr::{Expr, LabelTest, Slot};
use crate::plan::memory::Memory;
use crate::plan::slice::Slice;
use factio_grammar::Span;
use factio_grammar::ast::{Direction, PathMode, Quantifier, Selector};
use factio_graph::id::Symbol;
use std::collections::{BTreeMap, BTreeSet};

/// The patterns of one MATCH.
///
/// Every node, relation, group and path of it has a slot, also an unnamed one. Slots below `width` are columns of the
/// input row and are bound before the match; the match adds the columns `width..width + added`. Locals of comprehensions
/// inside `filters` come behind those. Relations of one plan are pairwise different (also across lists and groups), except
/// within a path whose mode is WALK.
#[derive(Clone, Debug)]
pub struct PatternPlan {
    /// The width of the input rows.
    pub width: usize,
    /// How many columns the match adds.
    pub added: usize,
    pub nodes: Vec<NodeVariable>,
    pub relations: Vec<RelationVariable>,
    pub groups: Vec<GroupVariable>,
    /// One for each path pattern that is named, or has a mode or selector; with a slice one for each.
    pub paths: Vec<PathVariable>,
    /// Conditions over input columns and the pattern's slots: WHERE, inline maps and inline WHERE, split at AND. An error while
    /// one is evaluated is an error of the statement; null counts as false.
    pub filters: Vec<Expr>,
    /// The time clause.
    pub slice: Option<Slice>,
    /// What hangs on nodes of the pattern and need not be there. For rows that are counted.
    pub optional: Vec<OptionalRelation>,
    pub wanted: Wanted,
    /// Slots at which a joined MATCH begins, ascending: relations on different sides of one may be the same.
    pub seams: Vec<Slot>,
    /// What the match engine found out about it.
    pub memory: Memory,
}

/// What the rest of the plan asks of a match. The default is everything.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The columns that are read behind the match; `None`: all. Others may hold anything.
    pub columns: Option<BTreeSet<Slot>>,
    pub rows: Rows,
    /// The columns of which nothing is read but this.
    pub facets: BTreeMap<Slot, Facet>,
}

/// One thing that can be read of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Property(Symbol),
    /// The type of a relation.
    Type,
}

/// How often a row has to come that is the same in all wanted columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// As often as it is matched.
    #[default]
    Each,
    /// As often as one likes, with weights that say how often it is matched.
    Counted,
    /// Once or more often.
    Once,
}

impl Wanted {
    /// Whether a column is read.
    pub fn has(&self, slot: Slot) -> bool {
        let columns = self.columns.as_ref();
        columns.is_none_or(|columns| columns.contains(&slot))
    }
}

/// A relation between a node of the pattern and one that it binds: a row counts as often as there is one, and once where there is none.
/// Nobody reads what it binds.
#[derive(Clone, Debug)]
pub struct OptionalRelation {
    pub relation: RelationVariable,
    /// Slot of the node that it hangs on.
    pub at: Slot,
    pub to: NodeVariable,
}

#[derive(Clone, Debug)]
pub struct NodeVariable {
    pub slot: Slot,
    /// Bound by an earlier clause (then `slot < width`). A null there matches nothing.
    pub bound: bool,
    pub labels: Option<LabelTest>,
    /// The one node it must be: `@handle`.
    pub handle: Option<factio_graph::id::NodeId>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct RelationVariable {
    pub slot: Slot,
    /// Bound by an earlier clause (then `slot < width`): to a relation, or with `length` to a list of them.
    pub bound: bool,
    pub types: Option<LabelTest>,
    pub direction: Direction,
    /// Node slots at its left and right end.
    pub left: Slot,
    pub right: Slot,
    /// `Some` for `*m..n`, `->{m,n}`, `->+`: the slot holds a list of relations, left to right.
    pub length: Option<Quantifier>,
    /// With `length`: what each hop must fulfil. The hop stands in the given local slot, which lies behind all columns.
    pub hop: Option<(Slot, Expr)>,
    pub span: Span,
}

/// A quantified group `((a)-[r]->(b) WHERE e){m,n}`: a pattern repeated end to end, whose variables become lists.
#[derive(Clone, Debug)]
pub struct GroupVariable {
    /// The repeated pattern. It sees the input columns alone (its `width` is the outer `width`) and numbers its own slots
    /// from there.
    pub inner: Box<PatternPlan>,
    /// Inner slots of the first and last node of a repetition; the last of one is the first of the next.
    pub start: Slot,
    pub end: Slot,
    /// Inner slot, and the outer slot that receives the list of its values, one an iteration.
    pub collected: Vec<(Slot, Slot)>,
    pub quantifier: Quantifier,
    /// Outer node slots at its left and right end.
    pub left: Slot,
    pub right: Slot,
    /// Outer slot that receives the whole chain as a path value, from left to right.
    pub path: Slot,
    pub span: Span,
}

/// How a path pattern is put together, and which of its matches are kept.
#[derive(Clone, Debug)]
pub struct PathVariable {
    /// The slot of `p = ..`.
    pub slot: Option<Slot>,
    /// Slots of nodes, relations, relation lists and sub-paths (groups), in order.
    pub parts: Vec<Slot>,
    pub selector: Option<Selector>,
    pub mode: Option<PathMode>,
    /// With a selector: conditions on this path alone that hold before the selection (the WHERE of a parenthesised path pattern,
    /// inline conditions).
    pub filters: Vec<Expr>,
    pub span: Span,
}
