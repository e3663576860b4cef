//! Conditions of a pattern: labels, types, inline maps and inline WHEREs, resolved once all slots are given.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot};
use crate::plan::matching::builder::Builder;
use crate::plan::matching::route;
use crate::plan::names::Sort;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};
use factio_graph::id::NodeId;
use factio_graph::value::Value;

/// A condition to be resolved. Those of an element of a path name the path (its position), which may have a selector.
pub(super) enum Pending<'a> {
    Labels(Slot, &'a ast::LabelExpr),
    /// The relation at this position has one of these types.
    Types(usize, &'a ast::LabelExpr),
    /// The element in the slot has these properties.
    Properties(Slot, &'a ast::Expr, Option<usize>),
    Where(&'a ast::Expr, Option<usize>),
    /// What each hop of the relation at this position must fulfil.
    Hop(usize, &'a ast::RelationPattern),
    /// Both slots hold the same node.
    Same(Slot, Slot, Span),
    /// The slot holds this node.
    Is(Slot, NodeId, Span),
}

pub(super) fn resolve<'a>(builder: &mut Builder<'_, 'a>, pending: Pending<'a>) -> Result<()> {
    match pending {
        Pending::Labels(slot, labels) => {
            let test =
                resolve::label_test(builder.planner, labels, Sort::Label, &mut builder.scope)?;
            let node = builder.node_at(slot, Span::default());
            node.labels = Some(both(node.labels.take(), test));
        }
        Pending::Types(at, types) => {
            let test = resolve::label_test(builder.planner, types, Sort::Type, &mut builder.scope)?;
            builder.relations[at].types = Some(test);
        }
        Pending::Properties(subject, map, path) => {
            let conditions = properties(builder.planner, subject, map, &mut builder.scope)?;
            for condition in conditions {
                route::within_path(builder, condition, path);
            }
        }
        Pending::Where(filter, path) => {
            let conditions = resolve::conditions(builder.planner, filter, &mut builder.scope)?;
            for condition in conditions {
                route::within_path(builder, condition, path);
            }
        }
        Pending::Hop(at, relation) => {
            builder.relations[at].hop = Some(hop(builder, relation)?);
        }
        Pending::Same(one, other, span) => {
            let (one, other) = (slot(one, span), slot(other, span));
            builder.filters.push(equal(one, other, span));
        }
        Pending::Is(at, node, span) => {
            let node = Expr {
                kind: ExprKind::Constant(Value::Node(node)),
                span,
            };
            builder.filters.push(equal(slot(at, span), node, span));
        }
    }
    Ok(())
}

fn both(one: Option<LabelTest>, other: LabelTest) -> LabelTest {
    match one {
        None => other,
        Some(LabelTest::And(mut all)) => {
            all.push(other);
            LabelTest::And(all)
        }
        Some(one) => LabelTest::And(vec![one, other]),
    }
}

fn slot(slot: Slot, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Slot(slot),
        span,
    }
}

fn equal(left: Expr, right: Expr, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Compare(CompareOp::Equal, Box::new(left), Box::new(right)),
        span,
    }
}

/// One equality for each entry of an inline map.
fn properties<'a>(
    planner: &mut Planner<'a>,
    subject: Slot,
    map: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Vec<Expr>> {
    entries(map)?
        .iter()
        .map(|(key, value)| {
            let symbol = planner.intern(&key.text);
            planner.names.read(Sort::Key, symbol, key);
            let span = key.span.to(value.span);
            let subject = Box::new(slot(subject, key.span));
            let property = Expr {
                kind: ExprKind::Property(subject, planner.key(&key.text)),
                span: key.span,
            };
            let value = resolve::value(planner, value, scope)?.expr;
            Ok(equal(property, value, span))
        })
        .collect()
}

/// The entries of an inline map. A parameter cannot stand for it: which keys are asked for is part of the plan.
pub(in crate::plan) fn entries(map: &ast::Expr) -> Result<&[(ast::Name, ast::Expr)]> {
    match &map.kind {
        ast::ExprKind::Map(entries) => Ok(entries),
        _ => {
            let message = "a pattern that is matched takes a written map and no parameter";
            Err(syntax(Detail::InvalidParameterUse, map.span, message)
                .hint("write {key: $parameter.key}"))
        }
    }
}

/// The condition on each hop of a relation of several: the hop stands in a local behind all columns.
fn hop<'a>(
    builder: &mut Builder<'_, 'a>,
    relation: &'a ast::RelationPattern,
) -> Result<(Slot, Expr)> {
    let local = match &relation.variable {
        Some(name) => builder.scope.enter(&name.text, Type::of(Kind::Relation)),
        None => builder.scope.enter_unnamed(),
    };
    let conditions = hop_conditions(builder, relation, local);
    builder.scope.leave(1);
    Ok((local, all_of(conditions?, relation.span)))
}

fn hop_conditions<'a>(
    builder: &mut Builder<'_, 'a>,
    relation: &'a ast::RelationPattern,
    subject: Slot,
) -> Result<Vec<Expr>> {
    let mut conditions = Vec::new();
    if let Some(map) = &relation.properties {
        conditions.extend(properties(
            builder.planner,
            subject,
            map,
            &mut builder.scope,
        )?);
    }
    if let Some(filter) = &relation.filter {
        conditions.extend(resolve::conditions(
            builder.planner,
            filter,
            &mut builder.scope,
        )?);
    }
    Ok(conditions)
}

/// All of some conditions, as one; of none, true.
fn all_of(mut conditions: Vec<Expr>, span: Span) -> Expr {
    let kind = match conditions.len() {
        0 => ExprKind::Constant(Value::Boolean(true)),
        1 => return conditions.swap_remove(0),
        _ => ExprKind::And(conditions),
    };
    Expr { kind, span }
}
