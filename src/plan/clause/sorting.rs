//! ORDER BY, SKIP, LIMIT and WHERE behind a projection: they see its columns by name and by expression, and, as long as
//! rows stay what they were, the variables before it.

use crate::error::{Detail, Result};
use crate::plan::Op;
use crate::plan::clause::grouping::{computed, is_simple};
use crate::plan::clause::let_::all_columns;
use crate::plan::clause::page;
use crate::plan::clause::projection::{Item, Source};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::scope::{Aggregates, Computed, Reason, Scope};
use crate::plan::syntax::{aggregates, mentions};
use crate::plan::types::Type;
use factio_grammar::{Span, ast};
use std::sync::Arc;

/// What comes after the items of a projection.
pub(super) struct After<'s, 'a> {
    pub projection: &'a ast::Projection,
    pub filter: Option<&'a ast::Expr>,
    pub items: &'s [Item<'a>],
    /// The names before the projection.
    pub before: Scope<'a>,
    /// DISTINCT or aggregates: the rows before are no longer there to be asked.
    pub is_closed: bool,
    pub is_grouped: bool,
}

/// Fails for aggregates where the projection has none to match.
pub(super) fn check_aggregates(after: &After<'_, '_>) -> Result<()> {
    if after.is_grouped {
        return Ok(());
    }
    let keys = after.projection.order.iter().map(|key| &key.expr);
    match keys.into_iter().find(|key| aggregates::within(key)) {
        None => Ok(()),
        Some(key) => {
            let message = "rows cannot be sorted by an aggregate unless the clause groups them";
            Err(syntax(Detail::InvalidAggregation, key.span, message))
        }
    }
}

/// Variables from before the projection that sort keys or the filter need and that no item is called by.
pub(super) fn extras(after: &After<'_, '_>) -> Vec<Arc<str>> {
    if after.is_closed {
        return Vec::new();
    }
    let keys = after.projection.order.iter().map(|key| &key.expr);
    let exprs = keys
        .chain(after.filter)
        .filter(|expr| !is_item(after, expr));
    mentions::of_all(exprs)
        .into_iter()
        .filter(|name| !after.items.iter().any(|item| &*item.name == *name))
        .filter_map(|name| after.before.get(name))
        .filter(|variable| variable.slot >= after.before.kept)
        .map(|variable| variable.name.clone())
        .collect()
}

/// Whether the expression as a whole is one of the items.
fn is_item(after: &After<'_, '_>, expr: &ast::Expr) -> bool {
    after.items.iter().any(|item| {
        matches!(item.source, Source::Written(written) if written == expr)
            && is_stable(after.items, expr)
    })
}

/// Sorts, cuts and filters the projected rows, and drops the variables that only that needed.
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    after: &After<'_, 'a>,
    types: &[Type],
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let kept = flow.scope.kept;
    let open = name_items(after, types, flow.scope.clone());
    let mut keys = Vec::new();
    for key in &after.projection.order {
        let mut scope = with_items(after, types, open.clone(), Some(&key.expr));
        keys.push(page::sort_key(planner, key, &mut scope)?);
    }
    let bounds = [
        after.projection.skip.as_ref(),
        after.projection.limit.as_ref(),
    ];
    let mut flow = page::cut(planner, bounds, page::sorted(flow, keys))?;
    if let Some(filter) = after.filter {
        let mut scope = with_items(after, types, open, None);
        let conditions = resolve::conditions(planner, filter, &mut scope)?;
        flow = flow.filter(conditions);
    }
    Ok(close(after, types, kept, flow))
}

/// The scope of the projected row with the items by name.
fn name_items<'a>(after: &After<'_, 'a>, types: &[Type], mut scope: Scope<'a>) -> Scope<'a> {
    let kept = scope.kept;
    for (at, (item, ty)) in after.items.iter().zip(types).enumerate() {
        scope.name(&item.name, kept + at, ty.clone());
        inherit(after, item, &mut scope);
        if let Some(variable) = item.variable()
            && is_stable_name(after.items, variable)
        {
            scope.name(variable, kept + at, ty.clone());
            inherit(after, item, &mut scope);
        }
    }
    if after.is_closed {
        scope.hide_all(&after.before, Reason::NotProjected);
    }
    scope
}

/// A variable under another name was still matched in the same slice.
fn inherit<'a>(after: &After<'_, 'a>, item: &Item<'a>, scope: &mut Scope<'a>) {
    let variable = item.variable().and_then(|name| after.before.get(name));
    if let Some(variable) = variable {
        scope.matched_like(variable);
    }
}

/// The same scope with the items by expression, for one sort key or the filter.
fn with_items<'a>(
    after: &After<'_, 'a>,
    types: &[Type],
    mut scope: Scope<'a>,
    sort_key: Option<&'a ast::Expr>,
) -> Scope<'a> {
    let is_aggregated = sort_key.is_some_and(aggregates::within);
    scope.aggregates = match is_aggregated {
        true => Aggregates::Unprojected,
        false => Aggregates::Forbidden,
    };
    for (at, (item, ty)) in after.items.iter().zip(types).enumerate() {
        let Source::Written(expr) = item.source else {
            continue;
        };
        let holds_aggregate = aggregates::within(expr);
        if is_stable(after.items, expr) && (sort_key.is_some() || !holds_aggregate) {
            scope.compute(Computed {
                ambiguous: is_aggregated && !holds_aggregate && !is_simple(expr),
                ..computed(expr, scope.kept + at, ty.clone())
            });
        }
    }
    scope
}

/// Whether an item's expression means the same behind the projection.
fn is_stable(items: &[Item<'_>], expr: &ast::Expr) -> bool {
    let names = mentions::of(expr);
    names.into_iter().all(|name| is_stable_name(items, name))
}

/// Whether no item has taken over the name of a variable.
fn is_stable_name(items: &[Item<'_>], name: &str) -> bool {
    items
        .iter()
        .all(|item| &*item.name != name || item.variable() == Some(name))
}

/// The flow with the items alone, by name.
fn close<'a>(after: &After<'_, 'a>, types: &[Type], kept: usize, flow: Flow<'a>) -> Flow<'a> {
    let width = kept + after.items.len();
    let mut scope = flow.scope.projected();
    for (item, ty) in after.items.iter().zip(types) {
        scope.add(&item.name, ty.clone());
        inherit(after, item, &mut scope);
    }
    if flow.plan.width == width {
        return flow.described(scope);
    }
    let columns = all_columns(width, Span::default());
    flow.then(scope, |input| Op::Project { input, columns })
}
