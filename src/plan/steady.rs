//! Whether the rows of a plan can be worked out in any order.

use crate::plan::expr::{Expr, ExprKind};
use crate::plan::visit::{children, exprs, inputs};
use crate::plan::{Op, Plan, Slice};

/// Whether what a plan gives for a row depends on no other row: nothing in it is random, and no slice hangs on a row, of which it would be
/// told which came first.
pub(crate) fn is_steady(plan: &Plan) -> bool {
    let mut steady = match &plan.op {
        Op::Match { pattern, .. } => pattern.slice.as_ref().is_none_or(Slice::is_constant),
        _ => true,
    };
    exprs(plan, &mut |expr| steady = steady && is_steady_expr(expr));
    inputs(plan, &mut |input| steady = steady && is_steady(input));
    steady
}

/// As [`is_steady`], of an expression.
pub(crate) fn is_steady_expr(expr: &Expr) -> bool {
    let mut steady = match &expr.kind {
        ExprKind::Call(function, _) => function.pure,
        ExprKind::Subquery(_, plan) => is_steady(plan),
        _ => true,
    };
    children(expr, &mut |child| steady = steady && is_steady_expr(child));
    steady
}
