//! Where a condition is checked: with the whole pattern, or on one path before the selector chooses among paths.

use crate::plan::expr::{Expr, Slot};
use crate::plan::matching::builder::Builder;
use crate::plan::pattern::PathVariable;
use crate::plan::visit;
use factio_grammar::ast::Selector;

/// A condition written within the path at that position, which holds before a selection.
pub(super) fn within_path(builder: &mut Builder<'_, '_>, condition: Expr, path: Option<usize>) {
    match path {
        Some(at) if is_about(builder, &condition, at) => builder.paths[at].filters.push(condition),
        _ => builder.filters.push(condition),
    }
}

/// A condition of the WHERE, which holds after a selection.
///
/// `shortestPath()` is older than that rule: a condition on its path or relations takes part in the search.
pub(super) fn after_selection(builder: &mut Builder<'_, '_>, condition: Expr) {
    let at = (0..builder.paths.len()).find(|at| {
        is_function(&builder.paths[*at])
            && is_about(builder, &condition, *at)
            && mentions_inside(builder, &condition, &builder.paths[*at])
    });
    within_path(builder, condition, at);
}

fn is_function(path: &PathVariable) -> bool {
    let selector = path.selector.as_ref();
    matches!(
        selector,
        Some(Selector::ShortestPath | Selector::AllShortestPaths)
    )
}

/// Whether a condition names nothing but the input and this path.
fn is_about(builder: &Builder<'_, '_>, condition: &Expr, at: usize) -> bool {
    let path = &builder.paths[at];
    let slots = visit::slots(condition, builder.scope.columns());
    slots
        .into_iter()
        .all(|slot| builder.is_bound(slot) || belongs(builder, path, slot))
}

fn belongs(builder: &Builder<'_, '_>, path: &PathVariable, slot: Slot) -> bool {
    path.slot == Some(slot)
        || path.parts.contains(&slot)
        || builder.groups.iter().any(|group| {
            path.parts.contains(&group.path)
                && group.collected.iter().any(|(_, outer)| *outer == slot)
        })
}

/// Whether a condition names the path or something on it besides its nodes.
fn mentions_inside(builder: &Builder<'_, '_>, condition: &Expr, path: &PathVariable) -> bool {
    let is_node = |slot: &Slot| builder.nodes.iter().any(|node| node.slot == *slot);
    visit::slots(condition, builder.scope.columns())
        .iter()
        .any(|slot| belongs(builder, path, *slot) && !is_node(slot))
}
