//! Access to the parts of a value: properties, elements, slices, map projections.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{ExprKind, ProjectionItem};
use crate::plan::names::Sort;
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, optional, value, variable};
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};
use std::sync::Arc;

/// `e.key`.
pub(super) fn property<'a>(
    planner: &mut Planner<'a>,
    subject: &'a ast::Expr,
    key: &'a ast::Name,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = value(planner, subject, scope)?;
    check::expect_properties(&subject, key.span)?;
    note_key(planner, &subject.ty, key);
    let key = planner.key(&key.text);
    let kind = ExprKind::Property(Box::new(subject.expr), key);
    Ok(Typed::new(kind, Type::ANY, span))
}

fn note_key(planner: &mut Planner<'_>, ty: &Type, key: &ast::Name) {
    if matches!(ty.kind, Kind::Node | Kind::Relation) {
        let symbol = planner.intern(&key.text);
        planner.names.read(Sort::Key, symbol, key);
    }
}

/// `e[i]`.
pub(super) fn index<'a>(
    planner: &mut Planner<'a>,
    subject: &'a ast::Expr,
    index: &'a ast::Expr,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = value(planner, subject, scope)?;
    let index = value(planner, index, scope)?;
    check::expect_indexable(&subject)?;
    if is_list(&subject.ty) {
        check::expect_list_index(&index)?;
    }
    let ty = subject.ty.element();
    let kind = ExprKind::Index(Box::new(subject.expr), Box::new(index.expr));
    Ok(Typed::new(kind, ty, span))
}

fn is_list(ty: &Type) -> bool {
    matches!(ty.kind, Kind::List | Kind::RelationList | Kind::NodeList)
}

/// `e[from..to]`.
pub(super) fn slice<'a>(
    planner: &mut Planner<'a>,
    list: &'a ast::Expr,
    bounds: [Option<&'a ast::Expr>; 2],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let list = value(planner, list, scope)?;
    check::expect(&list, &[Kind::List], "what is sliced by [..]")?;
    let mut resolved = [None, None];
    for (bound, place) in bounds.into_iter().zip(&mut resolved) {
        if let Some(bound) = optional(planner, bound, scope)? {
            check::expect(&bound, &[Kind::Integer], "a bound of [..]")?;
            *place = Some(Box::new(bound.expr));
        }
    }
    let [from, to] = resolved;
    let ty = list.ty;
    let kind = ExprKind::Slice(Box::new(list.expr), from, to);
    Ok(Typed::new(kind, ty, span))
}

/// `v {.key, .*, x: e, w}`.
pub(super) fn map_projection<'a>(
    planner: &mut Planner<'a>,
    subject: &'a ast::Name,
    items: &'a [ast::MapProjectionItem],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = variable(subject, subject.span, scope)?;
    let wanted = [Kind::Map, Kind::Node, Kind::Relation];
    check::expect(&subject, &wanted, "what stands before { .. }")?;
    let items = items
        .iter()
        .map(|item| projection_item(planner, item, &subject.ty, scope))
        .collect::<Result<Vec<_>>>()?;
    let kind = ExprKind::MapProjection {
        subject: Box::new(subject.expr),
        items,
    };
    Ok(Typed::new(kind, Type::of(Kind::Map), span))
}

fn projection_item<'a>(
    planner: &mut Planner<'a>,
    item: &'a ast::MapProjectionItem,
    subject: &Type,
    scope: &mut Scope<'a>,
) -> Result<ProjectionItem> {
    Ok(match item {
        ast::MapProjectionItem::Property(key) => {
            note_key(planner, subject, key);
            ProjectionItem::Property(planner.key(&key.text))
        }
        ast::MapProjectionItem::Entry(key, entry) => {
            let entry = value(planner, entry, scope)?;
            ProjectionItem::Entry(Arc::from(key.text.as_str()), entry.expr)
        }
        ast::MapProjectionItem::Variable(name) => {
            let found = variable(name, name.span, scope)?;
            ProjectionItem::Entry(Arc::from(name.text.as_str()), found.expr)
        }
        ast::MapProjectionItem::All => ProjectionItem::All,
    })
}
