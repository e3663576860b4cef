//! Expressions that cannot fail: only those may be evaluated for rows, or left out for rows, for which they were not written.

use crate::plan::expr::{Expr, ExprKind, LabelTest, Slot};
use crate::plan::visit;
use crate::plan::{Op, Plan};
use factio_graph::value::Value;

/// Whether a condition over rows of `plan` gives true, false or null for every row, whatever the row holds.
pub(super) fn is_safe_condition(expr: &Expr, plan: &Plan) -> bool {
    match &expr.kind {
        ExprKind::Constant(Value::Boolean(_) | Value::Null) => true,
        ExprKind::Compare(_, left, right) => is_safe(left, plan) && is_safe(right, plan),
        ExprKind::IsNull(inner) | ExprKind::IsNotNull(inner) => is_safe(inner, plan),
        ExprKind::HasLabels(subject, labels) => is_element(subject, plan) && !is_computed(labels),
        ExprKind::Not(inner) => is_safe_condition(inner, plan),
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            parts.iter().all(|part| is_safe_condition(part, plan))
        }
        ExprKind::Xor(left, right) => {
            is_safe_condition(left, plan) && is_safe_condition(right, plan)
        }
        _ => false,
    }
}

/// Whether an expression over rows of `plan` has a value for every row, and one that costs next to nothing.
pub(super) fn is_safe(expr: &Expr, plan: &Plan) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) | ExprKind::Slot(_) => true,
        ExprKind::Property(subject, _) => is_element(subject, plan),
        _ => false,
    }
}

/// Whether the expression is a column that holds a node, a relation or null.
fn is_element(expr: &Expr, plan: &Plan) -> bool {
    matches!(expr.kind, ExprKind::Slot(slot) if holds_elements(plan, slot))
}

/// Whether a column holds nodes or relations that a pattern found, and nothing else but null.
fn holds_elements(plan: &Plan, slot: Slot) -> bool {
    match &plan.op {
        Op::Match { input, pattern, .. } if slot < input.width => {
            let bound_to = |found: Slot| found == slot;
            pattern.nodes.iter().any(|node| bound_to(node.slot)) || holds_elements(input, slot)
        }
        Op::Match { pattern, .. } => {
            let is_node = pattern.nodes.iter().any(|node| node.slot == slot);
            let mut relations = pattern.relations.iter();
            is_node || relations.any(|one| one.slot == slot && one.length.is_none())
        }
        Op::Project { input, columns } => is_column(columns.get(slot), input),
        Op::Aggregate { input, keys, .. } => is_column(keys.get(slot), input),
        Op::Filter { input, .. }
        | Op::Distinct { input }
        | Op::Sort { input, .. }
        | Op::Skip { input, .. }
        | Op::Limit { input, .. } => holds_elements(input, slot),
        Op::Unwind { input, .. } | Op::Call { input, .. } | Op::LoadCsv { input, .. } => {
            slot < input.width && holds_elements(input, slot)
        }
        Op::Apply { input, .. } => slot < input.width && holds_elements(input, slot),
        _ => false,
    }
}

fn is_column(column: Option<&Expr>, input: &Plan) -> bool {
    column.is_some_and(|column| is_element(column, input))
}

fn is_computed(labels: &LabelTest) -> bool {
    let mut computed = false;
    visit::label_exprs(labels, &mut |_| computed = true);
    computed
}

/// Whether a plan changes the graph, so that running it for fewer rows would change the outcome.
pub(super) fn writes(plan: &Plan) -> bool {
    let mut found = matches!(
        plan.op,
        Op::Create { .. }
            | Op::Merge { .. }
            | Op::Set { .. }
            | Op::Delete { .. }
            | Op::Foreach { .. }
    );
    visit::inputs(plan, &mut |input| found = found || writes(input));
    found
}
