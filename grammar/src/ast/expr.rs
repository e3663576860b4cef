//! Expressions: everything that has a value.

use crate::Span;
use crate::ast::{Body, Handle, LabelExpr, Literal, Name, PathPattern, TimeClause};

/// An expression and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Literal(Literal),
    Parameter(Name),
    Variable(Name),
    Handle(Handle),
    List(Vec<Expr>),
    Map(Vec<(Name, Expr)>),
    /// `n {.name, .*, x: e, v}`.
    MapProjection {
        subject: Name,
        items: Vec<MapProjectionItem>,
    },
    /// `e.key`.
    Property(Box<Expr>, Name),
    /// `e[i]`.
    Index(Box<Expr>, Box<Expr>),
    /// `e[from..to]`.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    Unary(UnaryOp, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a < b <= c`: each neighbouring pair must hold. At least one pair.
    Comparison {
        first: Box<Expr>,
        rest: Vec<(CompareOp, Expr)>,
    },
    /// `e IS [NOT] NULL`.
    IsNull {
        subject: Box<Expr>,
        negated: bool,
    },
    /// `e:A&B`.
    HasLabels {
        subject: Box<Expr>,
        labels: LabelExpr,
    },
    /// `a PRECEDES b`, `r AT '1925'`, ...
    Time {
        relation: TimeRelation,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `name(..)`, with the dotted name a part an element.
    Call {
        name: Vec<Name>,
        distinct: bool,
        arguments: Vec<Expr>,
    },
    /// `count(*)`.
    CountStar,
    Case {
        subject: Option<Box<Expr>>,
        branches: Vec<CaseBranch>,
        otherwise: Option<Box<Expr>>,
    },
    /// `[x IN list WHERE p | e]`.
    ListComprehension {
        variable: Name,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
        map: Option<Box<Expr>>,
    },
    /// `[p = (a)-->(b) WHERE c | e]`.
    PatternComprehension {
        pattern: Box<PathPattern>,
        filter: Option<Box<Expr>>,
        map: Box<Expr>,
    },
    /// `all(x IN list WHERE p)` and its kin.
    Quantified {
        quantifier: ListQuantifier,
        variable: Name,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
    },
    /// `reduce(acc = init, x IN list | e)`.
    Reduce {
        accumulator: Name,
        initial: Box<Expr>,
        variable: Name,
        list: Box<Expr>,
        step: Box<Expr>,
    },
    /// `EXISTS {..}`, `COUNT {..}`, `COLLECT {..}`.
    Subquery(Box<Subquery>),
    /// A pattern standing as a predicate; also `exists((a)-->(b))`.
    Pattern(Box<PathPattern>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum MapProjectionItem {
    /// `.key`.
    Property(Name),
    /// `key: e`.
    Entry(Name, Expr),
    /// `variable`.
    Variable(Name),
    /// `.*`.
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Not,
    Plus,
    Minus,
}

/// Binary operators, from loosest to tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    Or,
    Xor,
    And,
    /// `IN`.
    In,
    StartsWith,
    EndsWith,
    Contains,
    /// `=~`.
    Matches,
    Add,
    Subtract,
    /// `||`: strings, lists and paths.
    Concat,
    Multiply,
    Divide,
    Modulo,
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The infix time predicates. `a CONTAINS b` is a [`BinaryOp`] whose meaning its operands decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeRelation {
    At,
    During,
    Throughout,
    Overlaps,
    Precedes,
    Succeeds,
    Meets,
    Equals,
}

/// `WHEN e THEN e`; with a subject `WHEN e, .. THEN e`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBranch {
    /// One, or with a subject any number.
    pub when: Vec<Expr>,
    pub then: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListQuantifier {
    All,
    Any,
    None,
    Single,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Subquery {
    pub kind: SubqueryKind,
    pub body: SubqueryBody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubqueryKind {
    Exists,
    Count,
    Collect,
}

/// A bare pattern, or a whole query.
#[derive(Clone, Debug, PartialEq)]
pub enum SubqueryBody {
    Pattern(SubqueryPattern),
    Query(Body),
}

/// `pattern, .. [time clause] [WHERE ..]`.
#[derive(Clone, Debug, PartialEq)]
pub struct SubqueryPattern {
    pub patterns: Vec<PathPattern>,
    pub time: Option<Box<TimeClause>>,
    pub filter: Option<Box<Expr>>,
}
