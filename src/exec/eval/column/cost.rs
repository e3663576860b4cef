//! What evaluating an expression costs: once for all rows, little a row, or more.

use crate::plan::expr::{Expr, ExprKind};

/// Whether it gives the same in every row: it reads no variable, and nothing in it is random.
pub fn is_uniform(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) => true,
        ExprKind::Call(function, arguments) => function.pure && arguments.iter().all(is_uniform),
        ExprKind::List(items) | ExprKind::And(items) | ExprKind::Or(items) => {
            items.iter().all(is_uniform)
        }
        ExprKind::Map(entries) => entries.iter().all(|(_, value)| is_uniform(value)),
        ExprKind::Property(inner, _)
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Plus(inner)
        | ExprKind::IsNull(inner)
        | ExprKind::IsNotNull(inner) => is_uniform(inner),
        ExprKind::Index(left, right)
        | ExprKind::In(left, right)
        | ExprKind::Xor(left, right)
        | ExprKind::Arithmetic(_, left, right)
        | ExprKind::Compare(_, left, right)
        | ExprKind::Text(_, left, right) => is_uniform(left) && is_uniform(right),
        ExprKind::Slice(list, from, to) => {
            is_uniform(list) && from.iter().chain(to).all(|end| is_uniform(end))
        }
        _ => false,
    }
}

/// Whether a column of it costs less than finding out which rows need it.
pub fn is_cheap(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Slot(_) => true,
        ExprKind::Property(inner, _)
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Plus(inner)
        | ExprKind::IsNull(inner)
        | ExprKind::IsNotNull(inner) => is_cheap(inner),
        ExprKind::And(operands) | ExprKind::Or(operands) => operands.iter().all(is_cheap),
        ExprKind::Xor(left, right)
        | ExprKind::Arithmetic(_, left, right)
        | ExprKind::Compare(_, left, right) => is_cheap(left) && is_cheap(right),
        ExprKind::In(item, list) => is_cheap(item) && is_uniform(list),
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } => {
            subject.iter().chain(otherwise).all(|end| is_cheap(end))
                && branches
                    .iter()
                    .all(|(when, then)| when.iter().all(is_cheap) && is_cheap(then))
        }
        _ => is_uniform(expr),
    }
}
