//! The same question asked of what is certain alone.

use crate::fun::Arithmetic;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::pattern::PatternPlan;
use crate::plan::visit::change::{children, exprs, inputs};
use crate::plan::{Op, Plan, Planned};
use std::sync::Arc;

impl Planned {
    /// The statement with every slice asking for what is certain. What it would skip it gives as well, since of fewer rows it
    /// would skip others.
    pub fn of_the_certain(&self) -> Planned {
        let mut planned = self.clone();
        if let Some(slice) = &mut planned.slice {
            slice.certainly = true;
        }
        let plan = std::mem::replace(&mut planned.plan, Plan::argument(0));
        planned.plan = without_skip(plan).0;
        narrow(&mut planned.plan);
        planned
    }
}

fn narrow(plan: &mut Plan) {
    if let Op::Match { pattern, .. } = &mut plan.op {
        narrow_pattern(pattern);
    }
    exprs(plan, &mut narrow_expr);
    inputs(plan, &mut narrow);
}

fn narrow_pattern(pattern: &mut PatternPlan) {
    if let Some(slice) = &mut pattern.slice {
        slice.certainly = true;
    }
    for group in &mut pattern.groups {
        narrow_pattern(&mut group.inner);
    }
}

fn narrow_expr(expr: &mut Expr) {
    if let ExprKind::Subquery(_, plan) = &mut expr.kind {
        narrow(Arc::make_mut(plan));
    }
    children(expr, &mut narrow_expr);
}

/// The plan without the SKIP at its top, and how many rows that would have skipped.
fn without_skip(plan: Plan) -> (Plan, Option<Expr>) {
    let Plan { op, width, .. } = plan;
    match op {
        Op::Skip { input, count } => (without_skip(*input).0, Some(count)),
        Op::Limit {
            input,
            count,
            drain,
        } => {
            let (input, skipped) = without_skip(*input);
            let count = match skipped {
                Some(skipped) => sum(count, skipped),
                None => count,
            };
            let input = Box::new(input);
            let op = Op::Limit {
                input,
                count,
                drain,
            };
            (Plan::new(op, width), None)
        }
        Op::Project { input, columns } => {
            let (input, skipped) = without_skip(*input);
            let input = Box::new(input);
            (Plan::new(Op::Project { input, columns }, width), skipped)
        }
        op => (Plan::new(op, width), None),
    }
}

fn sum(one: Expr, other: Expr) -> Expr {
    let span = one.span;
    let kind = ExprKind::Arithmetic(Arithmetic::Add, Box::new(one), Box::new(other));
    Expr { kind, span }
}
