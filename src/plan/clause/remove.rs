//! REMOVE: properties and labels of what is bound.

use crate::error::Result;
use crate::plan::clause::set::{key, node, subject};
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::Planner;
use crate::plan::resolve;
use crate::plan::scope::Scope;
use crate::plan::{Assignment, Op};
use factio_grammar::{Span, ast};
use factio_graph::value::Value;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    items: &'a [ast::RemoveItem],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let items = items
        .iter()
        .map(|item| removal(planner, item, &mut flow.scope))
        .collect::<Result<Vec<_>>>()?;
    Ok(flow.same(|input| Op::Set { input, items }))
}

/// A property is removed by setting it to null.
fn removal<'a>(
    planner: &mut Planner<'a>,
    item: &'a ast::RemoveItem,
    scope: &mut Scope<'a>,
) -> Result<Assignment> {
    Ok(match item {
        ast::RemoveItem::Property { subject: from, key } => Assignment::Property {
            subject: subject(planner, from, scope)?,
            value: null(key.span),
            key: planner.key(&key.text),
        },
        ast::RemoveItem::DynamicProperty {
            subject: from,
            key: name,
        } => Assignment::DynamicProperty {
            subject: subject(planner, from, scope)?,
            key: key(planner, name, scope)?,
            value: null(name.span),
        },
        ast::RemoveItem::Labels { variable, labels } => Assignment::RemoveLabels {
            subject: node(variable, scope)?,
            labels: resolve::label_names(planner, labels, scope)?,
        },
    })
}

fn null(span: Span) -> Expr {
    Expr {
        kind: ExprKind::Constant(Value::Null),
        span,
    }
}
