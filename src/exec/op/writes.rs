//! Whether a plan writes.

use crate::plan::{Op, Plan, inputs};

/// Whether any operator of the plan writes.
pub(super) fn any(plan: &Plan) -> bool {
    let mut writes = matches!(
        plan.op,
        Op::Create { .. }
            | Op::Merge { .. }
            | Op::Set { .. }
            | Op::Delete { .. }
            | Op::Foreach { .. }
    );
    inputs(plan, &mut |input| writes = writes || any(input));
    writes
}
