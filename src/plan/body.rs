//! Whole queries: clauses in a row, UNION of rows of clauses, NEXT between unions.

use crate::error::{Detail, Error, Result};
use crate::plan::Plan;
use crate::plan::clause;
use crate::plan::clause::union::union;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::types::Type;
use factio_grammar::{Span, ast};
use std::sync::Arc;

/// A planned query.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub plan: Plan,
    /// What it returns, in the order of the plan's last columns; `None` when it returns nothing.
    pub columns: Option<Vec<Column>>,
}

/// A result column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub name: Arc<str>,
    pub ty: Type,
    /// Whether it has a name that a later clause can use: an alias, or a variable's own.
    pub is_named: bool,
    pub span: Span,
}

/// What follows a query: its last RETURN drops or keeps the outer row accordingly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// Nothing: the rows hold the result columns alone.
    Nothing,
    /// A NEXT: the outer row of a subquery stays in front of the result columns.
    Next,
    /// EXISTS or COUNT: the rows are counted, and need not be returned.
    Counting,
}

/// Plans a query on rows of `flow`. The rows of the answer hold the returned columns alone. `follows` is not [`Follows::Next`].
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    body: &'a ast::Body,
    flow: Flow<'a>,
    follows: Follows,
) -> Result<Answer> {
    let mut flow = flow;
    let (last, before) = body.parts.split_last().ok_or_else(empty)?;
    for part in before {
        flow = clause::next::part(planner, part, flow)?;
    }
    match before.is_empty() {
        true => union(planner, last, flow, follows),
        false => clause::next::last(planner, last, flow, follows),
    }
}

fn empty() -> Error {
    let message = "the query is empty";
    syntax(Detail::UnexpectedSyntax, Span::default(), message)
}

/// Plans clauses in a row.
pub(super) fn single<'a>(
    planner: &mut Planner<'a>,
    query: &'a ast::SingleQuery,
    mut flow: Flow<'a>,
    follows: Follows,
) -> Result<(Flow<'a>, Option<Vec<Column>>)> {
    clause::order::check(query, follows)?;
    let (mut flow, clauses) = match flow.importable.take() {
        Some(outer) => clause::subquery_call::import(&outer, query, flow)?,
        None => (flow, query.clauses.as_slice()),
    };
    for clause in clauses {
        if let ast::Clause::Return { projection, span } = clause {
            let (flow, columns) = clause::return_::plan(planner, projection, *span, flow, follows)?;
            return Ok((flow, Some(columns)));
        }
        flow = clause::plan(planner, clause, flow)?;
    }
    Ok((flow, None))
}
