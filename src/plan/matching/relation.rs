//! Relations of a pattern: of one hop, or of a number of hops.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::expr::Slot;
use crate::plan::matching::builder::Builder;
use crate::plan::matching::condition::Pending;
use crate::plan::matching::node::{conflict, may_introduce, taken};
use crate::plan::pattern::RelationVariable;
use crate::plan::planner::syntax;
use crate::plan::scope::{Lookup, Reason, Variable};
use crate::plan::types::Type;
use factio_grammar::ast::{self, Quantifier};

/// Adds a relation between two nodes and hands out its slot.
pub(super) fn relation<'a>(
    builder: &mut Builder<'_, 'a>,
    relation: &'a ast::RelationPattern,
    [left, right]: [Slot; 2],
    path: Option<usize>,
) -> Result<Slot> {
    let length = length(relation);
    let kind = match length {
        Some(_) => Kind::RelationList,
        None => Kind::Relation,
    };
    let slot = slot(builder, relation, kind)?;
    let name = relation.variable.as_ref();
    builder.relations.push(RelationVariable {
        slot,
        bound: builder.is_bound(slot),
        types: None,
        direction: relation.direction,
        left,
        right,
        length,
        hop: None,
        span: name.map_or(relation.span, |name| name.span),
    });
    describe(builder, relation, path);
    Ok(slot)
}

/// How many hops, for a relation that is more than one.
pub(super) fn length(relation: &ast::RelationPattern) -> Option<Quantifier> {
    let range = relation.length.as_ref().map(|range| Quantifier {
        min: range.min.unwrap_or(1),
        max: range.max,
    });
    range.or(relation.quantifier)
}

fn slot(
    builder: &mut Builder<'_, '_>,
    relation: &ast::RelationPattern,
    kind: Kind,
) -> Result<Slot> {
    let Some(name) = &relation.variable else {
        return Ok(builder.scope.add_column());
    };
    match builder.scope.lookup(&name.text) {
        Lookup::Found(found) => bound(builder, name, found, kind),
        Lookup::Hidden(Reason::OutsideGroup) => Err(taken(name)),
        _ => {
            may_introduce(builder, name)?;
            Ok(builder.scope.add(&name.text, Type::of(kind)))
        }
    }
}

/// The slot of a relation that is bound by an earlier clause.
fn bound(
    builder: &Builder<'_, '_>,
    name: &ast::Name,
    found: &Variable,
    kind: Kind,
) -> Result<Slot> {
    let fits = match kind {
        Kind::RelationList => found.ty.may_hold(Kind::Relation),
        _ => found.ty.may_be(Kind::Relation),
    };
    if !fits {
        return Err(conflict(found, name, "relation"));
    }
    let slot = found.slot;
    if builder
        .relations
        .iter()
        .any(|relation| relation.slot == slot)
    {
        let message = format!(
            "the relation `{}` stands twice in the pattern, and relations of one MATCH are all different",
            name.text
        );
        return Err(syntax(
            Detail::RelationshipUniquenessViolation,
            name.span,
            message,
        ));
    }
    Ok(slot)
}

/// Adds what is written of the relation: types, inline map, inline WHERE.
fn describe<'a>(
    builder: &mut Builder<'_, 'a>,
    relation: &'a ast::RelationPattern,
    path: Option<usize>,
) {
    let at = builder.relations.len() - 1;
    let RelationVariable { slot, length, .. } = builder.relations[at];
    if let Some(types) = &relation.types {
        builder.pending.push(Pending::Types(at, types));
    }
    if length.is_some() {
        if relation.properties.is_some() || relation.filter.is_some() {
            builder.pending.push(Pending::Hop(at, relation));
        }
        return;
    }
    if let Some(map) = &relation.properties {
        builder.pending.push(Pending::Properties(slot, map, path));
    }
    if let Some(filter) = &relation.filter {
        builder.pending.push(Pending::Where(filter, path));
    }
}
