//! The direct sub-expressions of an expression.

use factio_grammar::ast::{Expr, ExprKind, LabelExpr, MapProjectionItem};

/// Calls `visit` with each direct sub-expression that is evaluated over the same row as `expr` itself.
pub(in crate::plan) fn operands<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Parameter(_)
        | ExprKind::Variable(_)
        | ExprKind::Handle(_)
        | ExprKind::CountStar
        | ExprKind::PatternComprehension { .. }
        | ExprKind::Subquery(_)
        | ExprKind::Pattern(_) => {}
        ExprKind::List(items) => items.iter().for_each(visit),
        ExprKind::Map(entries) => entries.iter().for_each(|(_, value)| visit(value)),
        ExprKind::MapProjection { items, .. } => {
            for item in items {
                if let MapProjectionItem::Entry(_, value) = item {
                    visit(value);
                }
            }
        }
        ExprKind::Property(subject, _) | ExprKind::IsNull { subject, .. } => visit(subject),
        ExprKind::Unary(_, operand) => visit(operand),
        ExprKind::Index(left, right) | ExprKind::Binary(_, left, right) => {
            visit(left);
            visit(right);
        }
        ExprKind::Time { left, right, .. } => {
            visit(left);
            visit(right);
        }
        ExprKind::Slice(list, from, to) => {
            visit(list);
            from.iter().chain(to).for_each(|bound| visit(bound));
        }
        ExprKind::Comparison { first, rest } => {
            visit(first);
            rest.iter().for_each(|(_, operand)| visit(operand));
        }
        ExprKind::HasLabels { subject, labels } => {
            visit(subject);
            computed_labels(labels, visit);
        }
        ExprKind::Call { arguments, .. } => arguments.iter().for_each(visit),
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } => {
            subject.iter().for_each(|subject| visit(subject));
            for branch in branches {
                branch.when.iter().for_each(&mut *visit);
                visit(&branch.then);
            }
            otherwise.iter().for_each(|value| visit(value));
        }
        ExprKind::ListComprehension { list, .. } | ExprKind::Quantified { list, .. } => visit(list),
        ExprKind::Reduce { initial, list, .. } => {
            visit(initial);
            visit(list);
        }
    }
}

/// Calls `visit` with each direct sub-expression that is evaluated once an element, with locals in force.
pub(in crate::plan) fn bodies<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &expr.kind {
        ExprKind::ListComprehension { filter, map, .. } => {
            filter.iter().chain(map).for_each(|body| visit(body));
        }
        ExprKind::Quantified { filter, .. } => filter.iter().for_each(|body| visit(body)),
        ExprKind::Reduce { step, .. } => visit(step),
        _ => {}
    }
}

/// Calls `visit` with the expression of each `$(e)` in a label expression.
pub(in crate::plan) fn computed_labels<'a>(labels: &'a LabelExpr, visit: &mut dyn FnMut(&'a Expr)) {
    match labels {
        LabelExpr::Name(_) | LabelExpr::Any(_) | LabelExpr::Sign(..) => {}
        LabelExpr::Dynamic(expr) => visit(expr),
        LabelExpr::Not(inner) => computed_labels(inner, visit),
        LabelExpr::And(parts) | LabelExpr::Or(parts) => {
            parts.iter().for_each(|part| computed_labels(part, visit));
        }
    }
}
