//! The syntax tree: what a statement says, with names still as text.
//!
//! Every node that an error may point at carries its span; spans take no part in equality.

mod clause;
mod expr;
mod level;
mod literal;
mod pattern;
mod period;
mod statement;

pub use clause::{
    Call, Clause, Foreach, LabelName, LoadCsv, Match, Merge, MergeAction, MergeEvent, Ordinality,
    Projection, ProjectionItem, RemoveItem, SetItem, SortKey, SubqueryCall, Unwind, Yield,
    YieldItem,
};
pub use expr::{
    BinaryOp, CaseBranch, CompareOp, Expr, ExprKind, ListQuantifier, MapProjectionItem, Subquery,
    SubqueryBody, SubqueryKind, SubqueryPattern, TimeRelation, UnaryOp,
};
pub use level::{Level, MAX_CHAIN, MAX_HEIGHT};
pub use literal::Literal;
pub use pattern::{
    Direction, Element, GroupPattern, Handle, HopRange, LabelExpr, NodePattern, PathCount,
    PathMode, PathPattern, Quantifier, RelationPattern, Selector, Sign,
};
pub use period::{Kept, TimeClause, TimeKind};
pub use statement::{
    Body, Definition, DefinitionKind, Mode, Query, Show, SingleQuery, Statement, Union, UnionKind,
};

use crate::Span;

/// A name as it was written (without backticks), and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}
