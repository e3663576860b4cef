//! Expressions with every name resolved: a variable is a slot, a function is its table entry.

pub use crate::fun::Arithmetic;
use crate::fun::{Aggregate as AggregateFunction, Function};
use crate::plan::Plan;
use factio_grammar::Span;
pub use factio_grammar::ast::{CompareOp, ListQuantifier, Sign, SubqueryKind, TimeRelation};
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use std::sync::Arc;

/// The place of a variable: a column of the operator's input row, or, behind those, a local.
///
/// Locals (the variables of comprehensions, and inside a pattern the pattern's own variables) are numbered on from
/// the width of the row, in the order in which they come into being.
pub type Slot = usize;

/// A resolved expression and where it stood.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

/// A property key: its text for maps, its symbol for nodes and relations.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub text: Arc<str>,
    pub symbol: Symbol,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Constant(Value),
    Slot(Slot),
    Parameter(Arc<str>),
    List(Vec<Expr>),
    Map(Vec<(Arc<str>, Expr)>),
    MapProjection {
        subject: Box<Expr>,
        items: Vec<ProjectionItem>,
    },
    Property(Box<Expr>, Key),
    Index(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    /// `+e`: the number itself.
    Plus(Box<Expr>),
    /// Two or more operands.
    And(Vec<Expr>),
    /// Two or more operands.
    Or(Vec<Expr>),
    Xor(Box<Expr>, Box<Expr>),
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    /// STARTS WITH, ENDS WITH, CONTAINS, `=~`.
    Text(TextOp, Box<Expr>, Box<Expr>),
    IsNull(Box<Expr>),
    IsNotNull(Box<Expr>),
    HasLabels(Box<Expr>, LabelTest),
    Time(TimeRelation, Box<Expr>, Box<Expr>),
    Call(&'static Function, Vec<Expr>),
    Case {
        subject: Option<Box<Expr>>,
        /// With a subject, values any of which fits; else one condition.
        branches: Vec<(Vec<Expr>, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    /// `local` is bound to each element in turn while `filter` and `map` are evaluated.
    ListComprehension {
        list: Box<Expr>,
        local: Slot,
        filter: Option<Box<Expr>>,
        map: Option<Box<Expr>>,
    },
    Quantified {
        quantifier: ListQuantifier,
        list: Box<Expr>,
        local: Slot,
        filter: Box<Expr>,
    },
    /// The accumulator stands at `accumulator`, the element at `accumulator + 1`.
    Reduce {
        initial: Box<Expr>,
        list: Box<Expr>,
        accumulator: Slot,
        step: Box<Expr>,
    },
    /// A plan over the row as its argument: whether it has rows, how many, or the list of its first column.
    Subquery(SubqueryKind, Arc<Plan>),
    /// The path along these slots: nodes, relations and relation lists alternating.
    Path(Vec<Slot>),
}

#[derive(Clone, Debug)]
pub enum ProjectionItem {
    Property(Key),
    Entry(Arc<str>, Expr),
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOp {
    StartsWith,
    EndsWith,
    /// On periods: the left covers the right.
    Contains,
    Matches,
}

/// What the labels of a node or the type of a relation must be.
#[derive(Clone, Debug)]
pub enum LabelTest {
    Is(Symbol),
    /// A label that is computed: a string, or a list of strings that must all be there.
    Dynamic(Box<Expr>),
    /// At least one label.
    Any,
    /// A relation of this sign.
    Sign(Sign),
    Not(Box<LabelTest>),
    And(Vec<LabelTest>),
    Or(Vec<LabelTest>),
}

/// One aggregate of a projection: which function, over what.
#[derive(Clone, Debug)]
pub struct Aggregate {
    pub function: AggregateFunction,
    pub distinct: bool,
    /// Empty for `count(*)`.
    pub arguments: Vec<Expr>,
    pub span: Span,
}
