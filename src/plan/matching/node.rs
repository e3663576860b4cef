//! Nodes of a pattern.

use crate::error::{Detail, Error, Result};
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::Slot;
use crate::plan::matching::Introduces;
use crate::plan::matching::builder::Builder;
use crate::plan::matching::condition::Pending;
use crate::plan::planner::syntax;
use crate::plan::resolve;
use crate::plan::scope::{Lookup, Reason, Variable};
use crate::plan::types::Type;
use factio_grammar::{Span, ast};

/// The slot of a node that stands by itself or behind a relation.
pub(super) fn node<'a>(
    builder: &mut Builder<'_, 'a>,
    node: &'a ast::NodePattern,
    path: Option<usize>,
) -> Result<Slot> {
    let slot = match &node.variable {
        None => builder.scope.add_column(),
        Some(name) => match node_named(builder, name)? {
            Some(slot) => slot,
            None => builder.scope.add(&name.text, Type::of(Kind::Node)),
        },
    };
    describe(builder, node, slot, path)?;
    Ok(slot)
}

/// A node without anything written of it.
pub(super) fn unnamed(builder: &mut Builder<'_, '_>, span: Span) -> Slot {
    let slot = builder.scope.add_column();
    builder.node_at(slot, span);
    slot
}

/// A node written where one stands already, as in `(a)((b)-->(c))`: both are the same node.
pub(super) fn same_node<'a>(
    builder: &mut Builder<'_, 'a>,
    node: &'a ast::NodePattern,
    slot: Slot,
    path: Option<usize>,
) -> Result<()> {
    if let Some(name) = &node.variable {
        match node_named(builder, name)? {
            None => builder.scope.name(&name.text, slot, Type::of(Kind::Node)),
            Some(other) if other == slot => {}
            Some(other) => {
                builder.node_at(other, node.span);
                builder.pending.push(Pending::Same(slot, other, node.span));
            }
        }
    }
    describe(builder, node, slot, path)
}

/// The slot of the node that is called so, if there is one.
fn node_named(builder: &Builder<'_, '_>, name: &ast::Name) -> Result<Option<Slot>> {
    match builder.scope.lookup(&name.text) {
        Lookup::Found(found) if found.ty.may_be(Kind::Node) => Ok(Some(found.slot)),
        Lookup::Found(found) => Err(conflict(found, name, "node")),
        Lookup::Hidden(Reason::OutsideGroup) => Err(taken(name)),
        _ => {
            may_introduce(builder, name)?;
            Ok(None)
        }
    }
}

/// Fails for a name that is new, in a pattern that may bring none into being.
pub(super) fn may_introduce(builder: &Builder<'_, '_>, name: &ast::Name) -> Result<()> {
    if builder.introduces == Introduces::Variables {
        return Ok(());
    }
    resolve::variable(name, name.span, &builder.scope)
        .map(|_| ())
        .map_err(|error| error.hint("a pattern that stands as a condition brings no variables into being: leave out the name, or write EXISTS { .. }"))
}

/// A name that stands for something of another kind.
pub(super) fn conflict(found: &Variable, name: &ast::Name, wanted: &str) -> Error {
    let message = format!(
        "the variable `{}` is {} already, and here it would be a {wanted}",
        name.text,
        check::with_article(found.ty.kind)
    );
    syntax(Detail::VariableTypeConflict, name.span, message)
}

/// A name that stands for something already, where a new one is needed.
pub(super) fn taken(name: &ast::Name) -> Error {
    let message = format!("the variable `{}` is bound already", name.text);
    syntax(Detail::VariableAlreadyBound, name.span, message)
}

/// Adds what is written of a node: labels, handle, inline map, inline WHERE.
fn describe<'a>(
    builder: &mut Builder<'_, 'a>,
    node: &'a ast::NodePattern,
    slot: Slot,
    path: Option<usize>,
) -> Result<()> {
    let span = node.variable.as_ref().map_or(node.span, |name| name.span);
    let handle = match &node.handle {
        Some(handle) => Some(resolve::handle(builder.planner, handle)?),
        None => None,
    };
    let variable = builder.node_at(slot, span);
    match (variable.handle, handle) {
        (Some(one), Some(other)) if one != other => {
            builder.pending.push(Pending::Is(slot, other, node.span));
        }
        (None, found) => variable.handle = found,
        _ => {}
    }
    if let Some(labels) = &node.labels {
        builder.pending.push(Pending::Labels(slot, labels));
    }
    if let Some(map) = &node.properties {
        builder.pending.push(Pending::Properties(slot, map, path));
    }
    if let Some(filter) = &node.filter {
        builder.pending.push(Pending::Where(filter, path));
    }
    Ok(())
}
