//! Path patterns: elements joined end to end.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::expr::Slot;
use crate::plan::matching::builder::Builder;
use crate::plan::matching::condition::Pending;
use crate::plan::matching::node::{may_introduce, node, same_node, taken, unnamed};
use crate::plan::matching::{group, relation};
use crate::plan::pattern::PathVariable;
use crate::plan::planner::syntax;
use crate::plan::scope::Lookup;
use crate::plan::types::Type;
use factio_grammar::Span;
use factio_grammar::ast::{self, Element};

/// The path so far: what it passes through, and the node at which it ends.
#[derive(Default)]
struct Trail {
    parts: Vec<Slot>,
    end: Option<Slot>,
    /// The position of the path that a selector applies to.
    selected: Option<usize>,
}

/// Adds a path pattern and hands out the slots of its first and last node.
pub(super) fn path<'a>(
    builder: &mut Builder<'_, 'a>,
    path: &'a ast::PathPattern,
) -> Result<[Slot; 2]> {
    let at = wants_variable(builder, path).then(|| reserve(builder, path));
    let mut trail = Trail {
        selected: at.filter(|_| path.selector.is_some()),
        ..Trail::default()
    };
    walk(builder, &path.elements, &mut trail)?;
    let last = start(builder, &mut trail, path.span);
    let first = trail.parts.first().copied().unwrap_or(last);
    complete(builder, path, at, trail.parts)?;
    Ok([first, last])
}

/// A path that is named or kept apart from others; in a time slice every path, for what it passes has to hold together.
fn wants_variable(builder: &Builder<'_, '_>, path: &ast::PathPattern) -> bool {
    path.variable.is_some()
        || path.selector.is_some()
        || path.mode.is_some()
        || builder.planner.slice.is_some()
}

/// Holds a place for the path, before those of its sub-paths.
fn reserve(builder: &mut Builder<'_, '_>, path: &ast::PathPattern) -> usize {
    let name = path.variable.as_ref();
    builder.paths.push(PathVariable {
        slot: None,
        parts: Vec::new(),
        selector: path.selector.clone(),
        mode: path.mode,
        filters: Vec::new(),
        span: name.map_or(path.span, |name| name.span),
    });
    builder.paths.len() - 1
}

/// Fills in the path and gives it its name.
fn complete(
    builder: &mut Builder<'_, '_>,
    path: &ast::PathPattern,
    at: Option<usize>,
    parts: Vec<Slot>,
) -> Result<()> {
    let Some(at) = at else {
        return Ok(());
    };
    builder.paths[at].parts = parts;
    if let Some(name) = &path.variable {
        if !matches!(builder.scope.lookup(&name.text), Lookup::Unknown) {
            return Err(taken(name));
        }
        may_introduce(builder, name)?;
        let slot = builder.scope.add(&name.text, Type::of(Kind::Path));
        builder.paths[at].slot = Some(slot);
    }
    Ok(())
}

/// Goes along the elements. A relation or group reaches for the node behind it, so that its right end is known.
fn walk<'a>(
    builder: &mut Builder<'_, 'a>,
    elements: &'a [Element],
    trail: &mut Trail,
) -> Result<()> {
    let mut rest = elements.iter().peekable();
    while let Some(element) = rest.next() {
        match element {
            Element::Node(found) => visit(builder, found, trail)?,
            Element::Relation(found) => {
                let left = start(builder, trail, found.span);
                let place = trail.parts.len();
                let right = reach(builder, rest.next_if(is_node), found.span, trail)?;
                let slot = relation::relation(builder, found, [left, right], trail.selected)?;
                trail.parts.insert(place, slot);
            }
            Element::Group(found) if found.quantifier.is_none() => {
                inline(builder, found, trail)?;
            }
            Element::Group(found) => {
                let left = start(builder, trail, found.span);
                let place = trail.parts.len();
                let right = reach(builder, rest.next_if(is_node), found.span, trail)?;
                let slot = group::group(builder, found, [left, right])?;
                trail.parts.insert(place, slot);
            }
        }
    }
    Ok(())
}

fn is_node(element: &&Element) -> bool {
    matches!(element, Element::Node(_))
}

/// The node at which the next relation or group starts.
fn start(builder: &mut Builder<'_, '_>, trail: &mut Trail, span: Span) -> Slot {
    match trail.end {
        Some(end) => end,
        None => arrive(trail, unnamed(builder, span)),
    }
}

/// The node at which a relation or group ends: the one written behind it, or an unnamed one.
fn reach<'a>(
    builder: &mut Builder<'_, 'a>,
    written: Option<&'a Element>,
    span: Span,
    trail: &mut Trail,
) -> Result<Slot> {
    let slot = match written {
        Some(Element::Node(found)) => node(builder, found, trail.selected)?,
        _ => unnamed(builder, span),
    };
    Ok(arrive(trail, slot))
}

fn arrive(trail: &mut Trail, slot: Slot) -> Slot {
    trail.parts.push(slot);
    trail.end = Some(slot);
    slot
}

/// A node at the start, or one that is the same as the node before it.
fn visit<'a>(
    builder: &mut Builder<'_, 'a>,
    found: &'a ast::NodePattern,
    trail: &mut Trail,
) -> Result<()> {
    match trail.end {
        Some(end) => same_node(builder, found, end, trail.selected),
        None => {
            let slot = node(builder, found, trail.selected)?;
            arrive(trail, slot);
            Ok(())
        }
    }
}

/// A group without a quantifier stands for its pattern, written out in its place.
fn inline<'a>(
    builder: &mut Builder<'_, 'a>,
    group: &'a ast::GroupPattern,
    trail: &mut Trail,
) -> Result<()> {
    let inner = &group.pattern;
    if inner.selector.is_some() {
        let message = "a selector stands in front of a whole path pattern, not within one";
        return Err(syntax(Detail::UnexpectedSyntax, inner.span, message));
    }
    let at = wants_variable(builder, inner).then(|| reserve(builder, inner));
    let from = trail.parts.len().saturating_sub(1);
    walk(builder, &inner.elements, trail)?;
    complete(builder, inner, at, trail.parts[from..].to_vec())?;
    if let Some(filter) = &group.filter {
        builder.pending.push(Pending::Where(filter, trail.selected));
    }
    Ok(())
}
