//! SET: properties and labels of what is bound.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::Expr;
use crate::plan::flow::Flow;
use crate::plan::names::Sort;
use crate::plan::planner::Planner;
use crate::plan::resolve::{self, Typed};
use crate::plan::scope::Scope;
use crate::plan::{Assignment, Op};
use factio_grammar::ast;

const ELEMENTS: [Kind; 2] = [Kind::Node, Kind::Relation];

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    items: &'a [ast::SetItem],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let items = items
        .iter()
        .map(|item| assignment(planner, item, &mut flow.scope))
        .collect::<Result<Vec<_>>>()?;
    Ok(flow.same(|input| Op::Set { input, items }))
}

/// One assignment, also of the actions of MERGE.
pub(super) fn assignment<'a>(
    planner: &mut Planner<'a>,
    item: &'a ast::SetItem,
    scope: &mut Scope<'a>,
) -> Result<Assignment> {
    Ok(match item {
        ast::SetItem::Property {
            subject,
            key,
            value,
        } => {
            let subject = self::subject(planner, subject, scope)?;
            let key = planner.key(&key.text);
            planner.names.written(Sort::Key, key.symbol);
            Assignment::Property {
                subject,
                key,
                value: resolve::value(planner, value, scope)?.expr,
            }
        }
        ast::SetItem::DynamicProperty {
            subject,
            key,
            value,
        } => Assignment::DynamicProperty {
            subject: self::subject(planner, subject, scope)?,
            key: self::key(planner, key, scope)?,
            value: resolve::value(planner, value, scope)?.expr,
        },
        ast::SetItem::Replace { variable, value } => Assignment::Replace {
            subject: named(variable, scope)?,
            value: properties(planner, value, scope)?,
        },
        ast::SetItem::Merge { variable, value } => Assignment::Merge {
            subject: named(variable, scope)?,
            value: properties(planner, value, scope)?,
        },
        ast::SetItem::Labels { variable, labels } => Assignment::AddLabels {
            subject: node(variable, scope)?,
            labels: resolve::label_names(planner, labels, scope)?,
        },
    })
}

/// What a property is set on or removed from.
pub(super) fn subject<'a>(
    planner: &mut Planner<'a>,
    subject: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    let subject = resolve::value(planner, subject, scope)?;
    expect_element(&subject)?;
    Ok(subject.expr)
}

/// A property's name that is computed.
pub(super) fn key<'a>(
    planner: &mut Planner<'a>,
    key: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    let key = resolve::value(planner, key, scope)?;
    check::expect(&key, &[Kind::String], "the name of a property")?;
    Ok(key.expr)
}

/// A node, for its labels.
pub(super) fn node(variable: &ast::Name, scope: &Scope<'_>) -> Result<Expr> {
    let subject = resolve::variable(variable, variable.span, scope)?;
    check::expect(&subject, &[Kind::Node], "what gets or loses labels")?;
    Ok(subject.expr)
}

fn named(variable: &ast::Name, scope: &Scope<'_>) -> Result<Expr> {
    let subject = resolve::variable(variable, variable.span, scope)?;
    expect_element(&subject)?;
    Ok(subject.expr)
}

fn expect_element(subject: &Typed) -> Result<()> {
    check::expect(subject, &ELEMENTS, "what gets or loses properties")
}

/// A map, or an element whose properties are taken over.
fn properties<'a>(
    planner: &mut Planner<'a>,
    value: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    let value = resolve::value(planner, value, scope)?;
    let wanted = [Kind::Map, Kind::Node, Kind::Relation];
    check::expect(&value, &wanted, "a set of properties")?;
    Ok(value.expr)
}
