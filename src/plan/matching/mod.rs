//! Patterns: from elements with names to variables with slots, and conditions to check as early as those allow.
//!
//! Slots are given first, in the order written; conditions are resolved afterwards, so that each may name any variable of
//! the pattern, and locals stand behind all slots.

mod builder;
mod condition;
mod group;
mod node;
mod path;
mod relation;
mod route;

pub(super) use condition::entries;

use crate::error::Result;
use crate::plan::flow::Flow;
use crate::plan::pattern::PatternPlan;
use crate::plan::planner::{Enclosing, Planner};
use crate::plan::scope::Scope;
use crate::plan::time;
use crate::plan::{Op, Slice};
use builder::Builder;
use factio_grammar::ast;
use std::sync::Arc;

/// What is to be matched.
pub(super) struct Request<'a> {
    pub patterns: &'a [ast::PathPattern],
    pub time: Option<&'a ast::TimeClause>,
    pub filter: Option<&'a ast::Expr>,
    pub introduces: Introduces,
}

/// Whether a pattern may bring variables into being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Introduces {
    Variables,
    /// A pattern that stands as a condition: every name must be bound.
    Nothing,
}

/// The flow with one more MATCH.
pub(super) fn matched<'a>(
    planner: &mut Planner<'a>,
    request: Request<'a>,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let (pattern, scope) = pattern(planner, request, &flow.scope)?;
    Ok(flow.then(scope, |input| Op::Match {
        input,
        pattern: Box::new(pattern),
        optional: false,
    }))
}

/// The pattern of a MATCH over rows of `input`, and the scope of its rows.
pub(super) fn pattern<'a>(
    planner: &mut Planner<'a>,
    request: Request<'a>,
    input: &Scope<'a>,
) -> Result<(PatternPlan, Scope<'a>)> {
    let slice = time::slice(planner, request.time, input)?;
    let outer = planner.slice.clone();
    if let Some(clause) = request.time {
        let scope = input.clone();
        planner.slice = Some(Enclosing { clause, scope });
    }
    let slice = slice.map(Arc::new);
    let built = build(planner, &request, slice.as_ref(), input.clone());
    planner.slice = outer;
    let (mut pattern, scope) = built?;
    pattern.slice = slice.map(|slice| (*slice).clone());
    Ok((pattern, scope))
}

fn build<'a>(
    planner: &mut Planner<'a>,
    request: &Request<'a>,
    slice: Option<&Arc<Slice>>,
    input: Scope<'a>,
) -> Result<(PatternPlan, Scope<'a>)> {
    let width = input.columns();
    let mut builder = Builder::new(planner, input, request.introduces);
    for path in request.patterns {
        path::path(&mut builder, path)?;
    }
    if let Some(slice) = slice {
        builder.scope.matched_in(slice, width);
    }
    builder.finish(request.filter)
}
