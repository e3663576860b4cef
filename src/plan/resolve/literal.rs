//! Literals, parameters, lists and maps.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::expr::ExprKind;
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, value, values};
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};
use factio_graph::value::Value;
use std::sync::Arc;

pub(super) fn literal(literal: &ast::Literal, span: Span) -> Typed {
    let (value, kind) = match literal {
        ast::Literal::Null => (Value::Null, Kind::Null),
        ast::Literal::Boolean(value) => (Value::Boolean(*value), Kind::Boolean),
        ast::Literal::Integer(value) => (Value::Integer(*value), Kind::Integer),
        ast::Literal::Float(value) => (Value::Float(*value), Kind::Float),
        ast::Literal::String(text) => (Value::string(text), Kind::String),
    };
    Typed::new(ExprKind::Constant(value), Type::of(kind), span)
}

pub(super) fn parameter(planner: &mut Planner<'_>, name: &ast::Name, span: Span) -> Typed {
    Typed {
        expr: planner.parameter(&name.text, span),
        ty: Type::ANY,
    }
}

pub(super) fn list<'a>(
    planner: &mut Planner<'a>,
    items: &'a [ast::Expr],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let items = values(planner, items, scope)?;
    let element = match items.is_empty() {
        true => Type::ANY,
        false => Type::join_all(items.iter().map(|item| item.ty.clone())),
    };
    let items = items.into_iter().map(|item| item.expr).collect();
    Ok(Typed::new(ExprKind::List(items), Type::list(element), span))
}

pub(super) fn map<'a>(
    planner: &mut Planner<'a>,
    entries: &'a [(ast::Name, ast::Expr)],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let resolved = entries
        .iter()
        .map(|(key, entry)| {
            let entry = value(planner, entry, scope)?;
            Ok((Arc::from(key.text.as_str()), entry.expr))
        })
        .collect::<Result<Vec<(Arc<str>, _)>>>()?;
    Ok(Typed::new(
        ExprKind::Map(resolved),
        Type::of(Kind::Map),
        span,
    ))
}
