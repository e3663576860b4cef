//! Projections on top of each other become one; one that changes nothing goes.

use crate::plan::expr::{Expr, ExprKind};
use crate::plan::rewrite::remap::Move;
use crate::plan::rewrite::safe::is_safe;
use crate::plan::{Op, Plan, visit};

/// Merges a projection with the one below it, as often as that can be.
pub(super) fn merge(plan: Plan) -> Plan {
    let Op::Project { input, columns } = plan.op else {
        return plan;
    };
    if is_identity(&columns, input.width) {
        return *input;
    }
    let width = plan.width;
    match input.op {
        Op::Project {
            input: below,
            columns: inner,
        } if may_merge(&columns, &inner, &below) => {
            let columns = merged(columns, &inner, below.width);
            merge(Plan::new(
                Op::Project {
                    input: below,
                    columns,
                },
                width,
            ))
        }
        op => {
            let input = Box::new(Plan::new(op, input.width));
            Plan::new(Op::Project { input, columns }, width)
        }
    }
}

fn is_identity(columns: &[Expr], width: usize) -> bool {
    let mut columns = columns.iter().enumerate();
    columns.len() == width
        && columns.all(|(at, column)| matches!(column.kind, ExprKind::Slot(slot) if slot == at))
}

/// Whether every inner column is either cheap and cannot fail, or is passed on as it is exactly once.
fn may_merge(outer: &[Expr], inner: &[Expr], below: &Plan) -> bool {
    let has_subquery = outer.iter().any(visit::has_subquery);
    let passes_on_once = |slot: usize| {
        let alone = outer
            .iter()
            .filter(|column| matches!(column.kind, ExprKind::Slot(found) if found == slot));
        let mut uses = 0;
        for column in outer {
            visit::each_slot(column, &mut |found| uses += usize::from(found == slot));
        }
        alone.count() == 1 && uses == 1
    };
    let mut columns = inner.iter().enumerate();
    !has_subquery && columns.all(|(slot, column)| is_safe(column, below) || passes_on_once(slot))
}

fn merged(mut outer: Vec<Expr>, inner: &[Expr], below: usize) -> Vec<Expr> {
    let by = Move {
        from: inner.len(),
        to: below,
        column: &|slot| inner[slot].clone(),
    };
    outer.iter_mut().for_each(|column| by.apply(column));
    outer
}
