//! Clauses: each appends its operators to the plan and leaves the names in force after it.

mod call;
mod create;
mod delete;
mod filter;
mod finish;
mod foreach;
mod grouping;
mod let_;
mod load_csv;
mod makeable;
mod match_;
mod merge;
pub(super) mod next;
pub(super) mod order;
mod page;
mod projection;
mod remove;
pub(super) mod return_;
mod set;
mod sorting;
pub(super) mod subquery_call;
mod template;
pub(super) mod union;
mod unwind;
mod with;

pub(super) use call::{is_standalone, standalone};

use crate::error::{Detail, Result};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use factio_grammar::ast::Clause;

/// Plans one clause on rows of `flow`. RETURN, which ends a query, is planned by [`return_`].
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a Clause,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    if order::writes(clause) {
        note_write(planner, clause)?;
    }
    match clause {
        Clause::Match(clause) => match_::plan(planner, clause, flow),
        Clause::Unwind(clause) => unwind::plan(planner, clause, flow),
        Clause::With {
            projection,
            filter,
            span,
        } => with::plan(planner, projection, filter.as_ref(), *span, flow),
        Clause::Return { span, .. } | Clause::Finish(span) => finish::plan(*span, flow),
        Clause::Filter { condition, .. } => filter::plan(planner, condition, flow),
        Clause::Let { items, .. } => let_::plan(planner, items, flow),
        Clause::Page {
            order, skip, limit, ..
        } => page::plan(planner, order, [skip.as_ref(), limit.as_ref()], flow),
        Clause::Create { patterns, .. } => create::plan(planner, patterns, flow),
        Clause::Merge(clause) => merge::plan(planner, clause, flow),
        Clause::Set { items, .. } => set::plan(planner, items, flow),
        Clause::Remove { items, .. } => remove::plan(planner, items, flow),
        Clause::Delete {
            detach, targets, ..
        } => delete::plan(planner, *detach, targets, flow),
        Clause::Foreach(clause) => foreach::plan(planner, clause, flow),
        Clause::Call(clause) => call::plan(planner, clause, flow),
        Clause::SubqueryCall(clause) => subquery_call::plan(planner, clause, flow),
        Clause::LoadCsv(clause) => load_csv::plan(planner, clause, flow),
    }
}

/// Notes that the statement writes, where it may.
fn note_write(planner: &mut Planner<'_>, clause: &Clause) -> Result<()> {
    planner.writes = true;
    match planner.read_only {
        None => Ok(()),
        Some(place) => {
            let message = format!("{} writes, and {place} may not", order::name(clause));
            Err(syntax(
                Detail::InvalidClauseComposition,
                order::span(clause),
                message,
            ))
        }
    }
}
