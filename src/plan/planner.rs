//! What planning a statement knows and gathers: the text, the catalog, the parameters and names met, the slice in force.

use crate::error::{Detail, Error, ErrorKind};
use crate::plan::expr::{Expr, ExprKind, Key};
use crate::plan::names::Names;
use crate::plan::rewrite::Rewrite;
use crate::plan::scope::Scope;
use crate::procedure::Procedures;
use factio_grammar::{Span, ast};
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use indexmap::IndexMap;
use std::sync::Arc;

pub(super) struct Planner<'a> {
    pub text: &'a str,
    pub catalog: &'a dyn Catalog,
    pub procedures: &'a Procedures,
    /// The passes that finished plans of subqueries go through.
    pub rewrites: &'a [Rewrite],
    /// Whether a clause so far writes.
    pub writes: bool,
    /// Where writing is forbidden, and what the place is called.
    pub read_only: Option<&'static str>,
    /// The time clause that governs patterns without one of their own.
    pub slice: Option<Enclosing<'a>>,
    /// Whether a time clause that does not say so keeps only what is certain.
    pub certainly: bool,
    /// Parameters in the order in which they are met.
    pub parameters: IndexMap<Arc<str>, Span>,
    pub names: Names,
    /// How deep the expression at hand is nested.
    pub depth: usize,
    /// How many items of LET so far build on an item of the same clause.
    pub chained: usize,
}

/// A time clause, and the names that its expressions may use.
#[derive(Clone, Debug)]
pub(super) struct Enclosing<'a> {
    pub clause: &'a ast::TimeClause,
    pub scope: Scope<'a>,
}

impl<'a> Planner<'a> {
    pub fn new(
        text: &'a str,
        catalog: &'a dyn Catalog,
        procedures: &'a Procedures,
        rewrites: &'a [Rewrite],
    ) -> Planner<'a> {
        Planner {
            text,
            catalog,
            procedures,
            rewrites,
            writes: false,
            read_only: None,
            slice: None,
            certainly: false,
            parameters: IndexMap::new(),
            names: Names::default(),
            depth: 0,
            chained: 0,
        }
    }

    pub fn intern(&self, name: &str) -> Symbol {
        self.catalog.symbols().intern(name)
    }

    pub fn key(&self, name: &str) -> Key {
        Key {
            text: Arc::from(name),
            symbol: self.intern(name),
        }
    }

    /// The text of the statement at a place, as it was written.
    pub fn source(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// A parameter, noted as needed.
    pub fn parameter(&mut self, name: &str, span: Span) -> Expr {
        let name: Arc<str> = Arc::from(name);
        self.parameters.entry(name.clone()).or_insert(span);
        Expr {
            kind: ExprKind::Parameter(name),
            span,
        }
    }
}

/// A compile-time error of the family that nearly all have.
pub(super) fn syntax(detail: Detail, span: Span, message: impl Into<String>) -> Error {
    Error::compile(ErrorKind::SyntaxError, detail, message).at(span)
}
