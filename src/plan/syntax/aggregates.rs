//! The aggregates that an expression holds, before it is resolved.

use crate::fun;
use crate::plan::syntax::operands;
use factio_grammar::ast::{Expr, ExprKind};

/// The aggregating function that `expr` itself calls, whether over distinct values, and its arguments.
pub(in crate::plan) fn of(expr: &Expr) -> Option<(fun::Aggregate, bool, &[Expr])> {
    match &expr.kind {
        ExprKind::CountStar => Some((fun::Aggregate::CountRows, false, &[])),
        ExprKind::Call {
            name,
            distinct,
            arguments,
        } => match name.as_slice() {
            [name] => fun::aggregate(&name.text).map(|found| (found, *distinct, &arguments[..])),
            _ => None,
        },
        _ => None,
    }
}

/// The outermost aggregates within `expr`, each once, added to `found`.
///
/// Bodies of comprehensions and subqueries are left out: an aggregate there is an error, or the subquery's own.
pub(in crate::plan) fn collect<'a>(expr: &'a Expr, found: &mut Vec<&'a Expr>) {
    if of(expr).is_some() {
        if !found.contains(&expr) {
            found.push(expr);
        }
        return;
    }
    operands(expr, &mut |operand| collect(operand, found));
}

/// Whether `expr` holds an aggregate.
pub(in crate::plan) fn within(expr: &Expr) -> bool {
    let mut found = of(expr).is_some();
    if !found {
        operands(expr, &mut |operand| found = found || within(operand));
    }
    found
}
