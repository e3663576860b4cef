//! Quantified groups: a pattern repeated end to end, whose variables become lists.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::expr::Slot;
use crate::plan::matching::builder::Builder;
use crate::plan::matching::condition::Pending;
use crate::plan::matching::node::{may_introduce, taken};
use crate::plan::matching::path;
use crate::plan::pattern::{GroupVariable, PatternPlan};
use crate::plan::planner::syntax;
use crate::plan::scope::{Lookup, Reason, Scope, Variable};
use crate::plan::types::Type;
use factio_grammar::ast::{self, Element, Quantifier};

/// Adds a quantified group between two nodes and hands out the slot of its chain.
pub(super) fn group<'a>(
    builder: &mut Builder<'_, 'a>,
    group: &'a ast::GroupPattern,
    [left, right]: [Slot; 2],
) -> Result<Slot> {
    let quantifier = group.quantifier.unwrap_or(Quantifier {
        min: 1,
        max: Some(1),
    });
    check_shape(&group.pattern)?;
    let (inner, scope, [start, end]) = inner(builder, group)?;
    let collected = collect(builder, &scope)?;
    let slot = builder.scope.add_column();
    builder.groups.push(GroupVariable {
        inner: Box::new(inner),
        start,
        end,
        collected,
        quantifier,
        left,
        right,
        path: slot,
        span: group.span,
    });
    Ok(slot)
}

/// A repetition has to move: it holds a relation at least.
fn check_shape(pattern: &ast::PathPattern) -> Result<()> {
    if pattern.selector.is_some() {
        let message = "a selector stands in front of a whole path pattern, not within one";
        return Err(syntax(Detail::UnexpectedSyntax, pattern.span, message));
    }
    if has_relation(pattern) {
        return Ok(());
    }
    let message = "a repeated group needs a relation";
    Err(syntax(Detail::UnexpectedSyntax, pattern.span, message))
}

fn has_relation(pattern: &ast::PathPattern) -> bool {
    pattern.elements.iter().any(|element| match element {
        Element::Node(_) => false,
        Element::Relation(_) => true,
        Element::Group(group) => has_relation(&group.pattern),
    })
}

/// The repeated pattern, over the input columns alone, the scope of its rows, and its first and last node.
fn inner<'a>(
    builder: &mut Builder<'_, 'a>,
    group: &'a ast::GroupPattern,
) -> Result<(PatternPlan, Scope<'a>, [Slot; 2])> {
    let input = input_scope(builder);
    let mut inside = Builder::new(builder.planner, input, builder.introduces);
    let ends = path::path(&mut inside, &group.pattern)?;
    if let Some(filter) = &group.filter {
        inside.pending.push(Pending::Where(filter, None));
    }
    let (pattern, scope) = inside.finish(None)?;
    Ok((pattern, scope, ends))
}

/// The scope of the input, in which the names of the pattern around the group are hidden.
fn input_scope<'a>(builder: &Builder<'_, 'a>) -> Scope<'a> {
    let mut input = builder.scope.cut_to(builder.width);
    input.hide_all(&builder.scope, Reason::OutsideGroup);
    input
}

/// Gives each new name of the group a slot outside, which receives its values as a list.
fn collect(builder: &mut Builder<'_, '_>, inner: &Scope<'_>) -> Result<Vec<(Slot, Slot)>> {
    let width = builder.width;
    let names: Vec<Variable> = inner
        .visible()
        .filter(|variable| variable.slot >= width)
        .cloned()
        .collect();
    let mut collected = Vec::with_capacity(names.len());
    for variable in names {
        let name = ast::Name {
            text: variable.name.to_string(),
            span: factio_grammar::Span::default(),
        };
        if !matches!(builder.scope.lookup(&name.text), Lookup::Unknown) {
            return Err(taken(&name));
        }
        may_introduce(builder, &name)?;
        let slot = builder.scope.add(&name.text, list_of(variable.ty));
        collected.push((variable.slot, slot));
    }
    Ok(collected)
}

fn list_of(ty: Type) -> Type {
    match ty.kind {
        Kind::Node => Type::of(Kind::NodeList),
        Kind::Relation => Type::of(Kind::RelationList),
        _ => Type::list(ty),
    }
}
