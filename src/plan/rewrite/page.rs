//! SKIP and LIMIT move below projections: rows that are cut need no columns.

use crate::plan::{Op, Plan, visit};

/// Swaps a cut with the projection below it. Sorting stays right below its LIMIT, where it keeps the top rows only.
pub(super) fn push(plan: Plan) -> Plan {
    let Plan { op, width, .. } = plan;
    match op {
        Op::Limit {
            input,
            count,
            drain: false,
        } => cut(*input, width, |input| Op::Limit {
            input,
            count,
            drain: false,
        }),
        Op::Skip { input, count } => cut(*input, width, |input| Op::Skip { input, count }),
        op => Plan::new(op, width),
    }
}

fn cut(below: Plan, width: usize, op: impl FnOnce(Box<Plan>) -> Op) -> Plan {
    match below.op {
        Op::Project { input, columns } if columns.iter().all(visit::is_pure) => {
            let rows = input.width;
            let cut = Plan::new(op(input), rows);
            Plan::new(
                Op::Project {
                    input: Box::new(push(cut)),
                    columns,
                },
                width,
            )
        }
        other => Plan::new(op(Box::new(Plan::new(other, below.width))), width),
    }
}
