//! Implicit grouping: items without aggregates are the keys, and items with aggregates are computed from keys and aggregates.

use crate::error::Result;
use crate::plan::clause::let_::all_columns;
use crate::plan::clause::projection::{Item, Source};
use crate::plan::expr::{Aggregate, Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::Planner;
use crate::plan::resolve::{self, Typed};
use crate::plan::scope::{Computed, Reason, Scope};
use crate::plan::syntax::{aggregates, mentions};
use crate::plan::types::Type;
use crate::plan::{Op, Plan};
use factio_grammar::{Span, ast};

/// Groups the rows and computes the items, in their order behind the columns kept for a subquery.
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    items: &[Item<'a>],
    mut flow: Flow<'a>,
) -> Result<(Flow<'a>, Vec<Type>)> {
    let kept = flow.scope.kept;
    let mut found = Vec::new();
    let mut keys = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match &item.source {
            Source::Written(expr) if aggregates::within(expr) => {
                aggregates::collect(expr, &mut found);
            }
            _ => keys.push((at, item.resolve(planner, &mut flow.scope)?)),
        }
    }
    let sums = found
        .iter()
        .map(|expr| resolve::aggregate(planner, expr, &mut flow.scope))
        .collect::<Result<Vec<(Aggregate, Type)>>>()?;

    let mut grouped = grouped_scope(items, &keys, &flow.scope);
    for (expr, (_, ty)) in found.iter().zip(&sums) {
        let slot = grouped.add_column();
        grouped.compute(computed(expr, slot, ty.clone()));
    }
    let sums = sums.into_iter().map(|(aggregate, _)| aggregate).collect();
    let key_exprs = keys.iter().map(|(_, key)| key.expr.clone()).collect();
    let flow = aggregate(flow, key_exprs, sums, grouped);
    arrange(planner, items, &keys, kept, flow)
}

/// The flow grouped by `keys` (and by the columns kept for a subquery, which are the same in all rows).
///
/// Without keys there is one group even of no rows. Inside a subquery that row needs the outer row in front: it is joined to
/// the subquery's argument.
pub(super) fn aggregate<'a>(
    flow: Flow<'a>,
    keys: Vec<Expr>,
    aggregates: Vec<Aggregate>,
    scope: Scope<'a>,
) -> Flow<'a> {
    let kept = flow.scope.kept;
    if kept == 0 || !keys.is_empty() {
        let mut all = all_columns(kept, Span::default());
        all.extend(keys);
        return flow.then(scope, |input| Op::Aggregate {
            input,
            keys: all,
            aggregates,
        });
    }
    let width = aggregates.len();
    let inner = Plan::new(
        Op::Aggregate {
            input: Box::new(flow.plan),
            keys,
            aggregates,
        },
        width,
    );
    let op = Op::Apply {
        input: Box::new(Plan::argument(kept)),
        inner: Box::new(inner),
        unit: false,
        optional: false,
    };
    Flow::over(Plan::new(op, kept + width), scope)
}

/// The scope of the grouped rows, with the keys in it: keys that are variables by their names, properties as expressions.
fn grouped_scope<'a>(items: &[Item<'a>], keys: &[(usize, Typed)], before: &Scope<'a>) -> Scope<'a> {
    let mut scope = before.projected();
    for (at, key) in keys {
        let slot = scope.add_column();
        let item = &items[*at];
        match (item.variable(), &item.source) {
            (Some(name), _) => scope.name(name, slot, key.ty.clone()),
            (None, Source::Written(expr)) if is_simple(expr) => {
                scope.compute(computed(expr, slot, key.ty.clone()));
            }
            _ => {}
        }
    }
    scope.hide_all(before, Reason::NotGrouped);
    scope
}

pub(super) fn computed<'a>(expr: &'a ast::Expr, slot: usize, ty: Type) -> Computed<'a> {
    Computed {
        expr,
        slot,
        ty,
        mentions: mentions::of(expr),
        ambiguous: false,
    }
}

/// A variable, or a property of one: what may stand beside an aggregate when it is a grouping key.
pub(super) fn is_simple(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Variable(_) => true,
        ast::ExprKind::Property(subject, _) => is_simple(subject),
        _ => false,
    }
}

/// Computes the items from keys and aggregates.
fn arrange<'a>(
    planner: &mut Planner<'a>,
    items: &[Item<'a>],
    keys: &[(usize, Typed)],
    kept: usize,
    mut flow: Flow<'a>,
) -> Result<(Flow<'a>, Vec<Type>)> {
    let mut columns = all_columns(kept, Span::default());
    let mut types = Vec::with_capacity(items.len());
    let mut after = flow.scope.projected();
    for (at, item) in items.iter().enumerate() {
        let typed = match keys.iter().position(|(key, _)| *key == at) {
            Some(key) => key_column(kept + key, &keys[key].1),
            None => item.resolve(planner, &mut flow.scope)?,
        };
        columns.push(typed.expr);
        types.push(typed.ty);
        after.add_column();
    }
    if is_identity(&columns, flow.plan.width) {
        flow.scope = after;
        return Ok((flow, types));
    }
    let flow = flow.then(after, |input| Op::Project { input, columns });
    Ok((flow, types))
}

fn key_column(slot: usize, key: &Typed) -> Typed {
    Typed {
        expr: Expr {
            kind: ExprKind::Slot(slot),
            span: key.expr.span,
        },
        ty: key.ty.clone(),
    }
}

/// Whether the columns are those of the row as it is.
fn is_identity(columns: &[Expr], width: usize) -> bool {
    let mut columns = columns.iter().enumerate();
    columns.len() == width
        && columns.all(|(at, column)| matches!(column.kind, ExprKind::Slot(slot) if slot == at))
}
