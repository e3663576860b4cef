//! What WITH and RETURN share: items, implicit grouping, DISTINCT, ORDER BY, SKIP and LIMIT.

use crate::error::{Detail, Result};
use crate::plan::Op;
use crate::plan::body::Column;
use crate::plan::clause::grouping;
use crate::plan::clause::let_::all_columns;
use crate::plan::clause::sorting::{self, After};
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve::{self, Typed};
use crate::plan::scope::Scope;
use crate::plan::syntax::aggregates;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};
use std::sync::Arc;

/// One item of a projection, with the variables behind a `*` spelt out.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub name: Arc<str>,
    pub source: Source<'a>,
    pub is_named: bool,
    pub span: Span,
}

/// Where an item's value comes from.
#[derive(Clone, Debug)]
pub(super) enum Source<'a> {
    Written(&'a ast::Expr),
    /// A variable behind `*`, in its slot.
    Variable(usize, Type),
}

/// The flow behind the projection and, in `filter`, the WHERE of a WITH; and the columns that it returns.
///
/// The columns kept for a subquery stay in front.
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    projection: &'a ast::Projection,
    filter: Option<&'a ast::Expr>,
    span: Span,
    flow: Flow<'a>,
) -> Result<(Flow<'a>, Vec<Column>)> {
    let items = items(planner, projection, &flow.scope, span)?;
    check_names(&items)?;
    let grouped = items.iter().any(Item::is_aggregated);
    let after = After {
        projection,
        filter,
        items: &items,
        before: flow.scope.clone(),
        is_closed: grouped || projection.distinct,
        is_grouped: grouped,
    };
    sorting::check_aggregates(&after)?;
    let (flow, types) = match grouped {
        true => grouping::plan(planner, &items, flow)?,
        false => plain(planner, &items, &sorting::extras(&after), flow)?,
    };
    let flow = match projection.distinct {
        true => flow.same(|input| Op::Distinct { input }),
        false => flow,
    };
    let flow = sorting::plan(planner, &after, &types, flow)?;
    let columns = columns(&items, types);
    Ok((flow, columns))
}

fn columns(items: &[Item<'_>], types: Vec<Type>) -> Vec<Column> {
    items
        .iter()
        .zip(types)
        .map(|(item, ty)| Column {
            name: item.name.clone(),
            ty,
            is_named: item.is_named,
            span: item.span,
        })
        .collect()
}

impl<'a> Item<'a> {
    fn is_aggregated(&self) -> bool {
        match &self.source {
            Source::Written(expr) => aggregates::within(expr),
            Source::Variable(..) => false,
        }
    }

    /// The item's value over the rows before the projection.
    pub fn resolve(&self, planner: &mut Planner<'a>, scope: &mut Scope<'a>) -> Result<Typed> {
        match &self.source {
            Source::Written(expr) => resolve::value(planner, expr, scope),
            Source::Variable(slot, ty) => Ok(Typed {
                expr: Expr {
                    kind: ExprKind::Slot(*slot),
                    span: self.span,
                },
                ty: ty.clone(),
            }),
        }
    }

    /// The variable that the item is, when it is no more than that.
    pub fn variable(&self) -> Option<&str> {
        match &self.source {
            Source::Variable(..) => Some(&self.name),
            Source::Written(ast::Expr {
                kind: ast::ExprKind::Variable(name),
                ..
            }) => Some(&name.text),
            Source::Written(_) => None,
        }
    }
}

fn items<'a>(
    planner: &Planner<'a>,
    projection: &'a ast::Projection,
    scope: &Scope<'a>,
    span: Span,
) -> Result<Vec<Item<'a>>> {
    let mut items = Vec::with_capacity(projection.items.len());
    if projection.star {
        items.extend(starred(scope, span));
    }
    for item in &projection.items {
        items.push(written(planner, item));
    }
    Ok(items)
}

/// The variables behind `*`, by name. Those of a query around a subquery are not among them.
fn starred<'a>(scope: &Scope<'a>, span: Span) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = scope
        .starred()
        .map(|variable| Item {
            name: variable.name.clone(),
            source: Source::Variable(variable.slot, variable.ty.clone()),
            is_named: true,
            span,
        })
        .collect();
    items.sort_by(|one, other| one.name.cmp(&other.name));
    items
}

/// An item without an alias is called by its text as it stands in the statement.
fn written<'a>(planner: &Planner<'a>, item: &'a ast::ProjectionItem) -> Item<'a> {
    let (name, is_named) = match (&item.alias, &item.expr.kind) {
        (Some(alias), _) => (alias.text.as_str(), true),
        (None, ast::ExprKind::Variable(name)) => (name.text.as_str(), true),
        (None, _) => (planner.source(item.expr.span), false),
    };
    Item {
        name: Arc::from(name),
        source: Source::Written(&item.expr),
        is_named,
        span: item
            .alias
            .as_ref()
            .map_or(item.expr.span, |alias| alias.span),
    }
}

fn check_names(items: &[Item<'_>]) -> Result<()> {
    for (at, item) in items.iter().enumerate() {
        if items[..at].iter().any(|other| other.name == item.name) {
            let message = format!("two columns are called `{}`", item.name);
            return Err(syntax(Detail::ColumnNameConflict, item.span, message));
        }
    }
    Ok(())
}

/// Items without aggregates, computed row by row. Variables that the sort keys need besides stay behind the items.
fn plain<'a>(
    planner: &mut Planner<'a>,
    items: &[Item<'a>],
    extras: &[Arc<str>],
    mut flow: Flow<'a>,
) -> Result<(Flow<'a>, Vec<Type>)> {
    let mut after = flow.scope.projected();
    let mut columns = all_columns(flow.scope.kept, Span::default());
    let mut types = Vec::with_capacity(items.len());
    for item in items {
        let typed = item.resolve(planner, &mut flow.scope)?;
        columns.push(typed.expr);
        types.push(typed.ty);
        after.add_column();
    }
    for name in extras {
        if let Some(variable) = flow.scope.get(name).cloned() {
            columns.push(Expr {
                kind: ExprKind::Slot(variable.slot),
                span: Span::default(),
            });
            after.add(name, variable.ty);
        }
    }
    let flow = flow.then(after, |input| Op::Project { input, columns });
    Ok((flow, types))
}
