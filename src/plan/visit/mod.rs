//! Walking over resolved expressions and plans.

mod parts;

pub(super) use parts::change;
pub(crate) use parts::read::inputs;
use parts::read::pattern_exprs;
pub(super) use parts::read::{children, exprs, label_exprs};

use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::pattern::PatternPlan;
use crate::plan::{Op, Plan};

/// The slots below `limit` that `expr` reads, ascending.
///
/// Of a subquery all slots of its plan below `limit` count, so that the answer may hold more than is read.
pub(super) fn slots(expr: &Expr, limit: Slot) -> Vec<Slot> {
    let mut found = Vec::new();
    each_slot(expr, &mut |slot| {
        if slot < limit {
            found.push(slot);
        }
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// Calls `visit` with every slot that `expr` reads.
pub(crate) fn each_slot(expr: &Expr, visit: &mut dyn FnMut(Slot)) {
    match &expr.kind {
        ExprKind::Slot(slot) => visit(*slot),
        ExprKind::Path(slots) => slots.iter().copied().for_each(&mut *visit),
        ExprKind::Subquery(_, plan) => each_plan_slot(plan, visit),
        _ => {}
    }
    children(expr, &mut |child| each_slot(child, visit));
}

fn each_plan_slot(plan: &Plan, visit: &mut dyn FnMut(Slot)) {
    if let Op::Merge { input, imports, .. } = &plan.op {
        imports.iter().for_each(|&slot| visit(slot));
        each_plan_slot(input, visit);
        return;
    }
    exprs(plan, &mut |expr| each_slot(expr, visit));
    bound_slots(plan, visit);
    inputs(plan, &mut |input| each_plan_slot(input, visit));
}

/// The slots that an operator reads besides those in its expressions.
fn bound_slots(plan: &Plan, visit: &mut dyn FnMut(Slot)) {
    match &plan.op {
        Op::Match { pattern, .. } => bound_pattern_slots(pattern, visit),
        Op::Create { template, .. } => {
            for relation in &template.relations {
                visit(relation.from);
                visit(relation.to);
            }
        }
        _ => {}
    }
}

/// Calls `visit` with every slot that a pattern reads of its input besides those in its expressions.
fn bound_pattern_slots(pattern: &PatternPlan, visit: &mut dyn FnMut(Slot)) {
    let nodes = pattern.nodes.iter().filter(|node| node.bound);
    nodes.for_each(|node| visit(node.slot));
    let relations = pattern.relations.iter().filter(|relation| relation.bound);
    relations.for_each(|relation| visit(relation.slot));
    for group in &pattern.groups {
        bound_pattern_slots(&group.inner, visit);
    }
}

/// Calls `visit` with every slot that a pattern reads.
pub(super) fn pattern_slots(pattern: &PatternPlan, visit: &mut dyn FnMut(Slot)) {
    pattern_exprs(pattern, &mut |expr| each_slot(expr, visit));
    bound_pattern_slots(pattern, visit);
}

/// Whether all expressions of a pattern give the same each time.
pub(super) fn is_pure_pattern(pattern: &PatternPlan) -> bool {
    let mut pure = true;
    pattern_exprs(pattern, &mut |expr| pure = pure && is_pure(expr));
    pure
}

/// Whether `expr` holds a subquery.
pub(crate) fn has_subquery(expr: &Expr) -> bool {
    let mut found = matches!(expr.kind, ExprKind::Subquery(..));
    children(expr, &mut |child| found = found || has_subquery(child));
    found
}

/// Whether an expression of a pattern depends on the width of its row.
pub(super) fn pattern_has_locals(pattern: &PatternPlan) -> bool {
    let mut found = false;
    pattern_exprs(pattern, &mut |expr| found = found || has_locals(expr));
    found
}

/// Whether `expr` brings locals into force, or holds a subquery, so that it depends on the width of its row.
pub(super) fn has_locals(expr: &Expr) -> bool {
    let mut found = matches!(
        expr.kind,
        ExprKind::Subquery(..)
            | ExprKind::ListComprehension { .. }
            | ExprKind::Quantified { .. }
            | ExprKind::Reduce { .. }
    );
    children(expr, &mut |child| found = found || has_locals(child));
    found
}

/// Whether evaluating `expr` twice gives the same value twice.
pub(super) fn is_pure(expr: &Expr) -> bool {
    let mut pure = match &expr.kind {
        ExprKind::Call(function, _) => function.pure,
        ExprKind::Subquery(_, plan) => is_pure_plan(plan),
        _ => true,
    };
    children(expr, &mut |child| pure = pure && is_pure(child));
    pure
}

fn is_pure_plan(plan: &Plan) -> bool {
    let mut pure = true;
    exprs(plan, &mut |expr| pure = pure && is_pure(expr));
    inputs(plan, &mut |input| pure = pure && is_pure_plan(input));
    pure
}
