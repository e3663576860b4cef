//! A subquery of which only the number of rows counts needs no order and no columns.

use crate::plan::expr::SubqueryKind;
use crate::plan::rewrite::safe::is_safe;
use crate::plan::{Op, Plan};

/// Leaves out sorting and projections at the top of the plan, where those cannot fail; of EXISTS, also DISTINCT.
pub(super) fn bare(plan: Plan, kind: SubqueryKind) -> Plan {
    let Plan { op, width, .. } = plan;
    match op {
        op if kind == SubqueryKind::Collect => Plan::new(op, width),
        Op::Project { input, columns } if columns.iter().all(|column| is_safe(column, &input)) => {
            bare(*input, kind)
        }
        Op::Sort { input, keys } if keys.iter().all(|key| is_safe(&key.expr, &input)) => {
            bare(*input, kind)
        }
        Op::Distinct { input } if kind == SubqueryKind::Exists => bare(*input, kind),
        op => Plan::new(op, width),
    }
}
