//! Statements: a query, or one of the commands that stand beside queries.

use crate::Span;
use crate::ast::{Clause, Expr, Name, TimeClause};

/// One statement of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    Query(Query),
    /// `DEFINE RELATION t {..}`, `DEFINE LABEL l {..}`.
    Define(Definition),
    /// `CREATE INDEX [name] [IF NOT EXISTS] FOR (n:L) ON (n.p)`; also `FOR ()-[r:T]-() ON (r.p)`.
    CreateIndex {
        name: Option<Name>,
        if_not_exists: bool,
        on_relation: bool,
        label: Name,
        property: Name,
        span: Span,
    },
    /// `DROP INDEX name [IF EXISTS]`.
    DropIndex {
        name: Name,
        if_exists: bool,
        span: Span,
    },
    /// `CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR (n:L) REQUIRE n.p IS UNIQUE`.
    CreateConstraint {
        name: Option<Name>,
        if_not_exists: bool,
        label: Name,
        property: Name,
        span: Span,
    },
    /// `DROP CONSTRAINT name [IF EXISTS]`.
    DropConstraint {
        name: Name,
        if_exists: bool,
        span: Span,
    },
    Show(Show),
    Begin,
    Commit,
    Rollback,
}

/// What `SHOW` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    Definitions,
    Indexes,
    Constraints,
    Functions,
    Procedures,
}

/// `DEFINE RELATION name map` or `DEFINE LABEL name map`.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub kind: DefinitionKind,
    pub name: Name,
    /// Always a map expression.
    pub map: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefinitionKind {
    Relation,
    Label,
}

/// A query with what stands before its first clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub mode: Mode,
    /// A leading `FOR VALID_TIME ..`, which slices the whole statement.
    pub slice: Option<TimeClause>,
    pub body: Body,
    pub span: Span,
}

/// What is wanted of a query: its rows, its plan, its plan with figures, or its rows with their reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Run,
    Explain,
    Profile,
    Why,
}

/// Unions joined by `NEXT`: the rows of each feed the one after it. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    pub parts: Vec<Union>,
}

/// Single queries joined by `UNION [ALL]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    pub first: SingleQuery,
    pub rest: Vec<(UnionKind, SingleQuery)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnionKind {
    Distinct,
    All,
}

/// A row of clauses, as written. Which may follow which is checked by the planner, so that errors can say why.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleQuery {
    pub clauses: Vec<Clause>,
    pub span: Span,
}
