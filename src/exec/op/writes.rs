//! Whether a plan writes.

use crate::plan::{Op, Plan};

/// Whether any operator of the plan writes.
pub(super) fn any(plan: &Plan) -> bool {
    match &plan.op {
        Op::Create { .. }
        | Op::Merge { .. }
        | Op::Set { .. }
        | Op::Delete { .. }
        | Op::Foreach { .. } => true,
        Op::Argument => false,
        Op::Apply { input, inner, .. } => any(input) || any(inner),
        Op::Union { inputs, .. } => inputs.iter().any(any),
        Op::Match { input, .. }
        | Op::Unwind { input, .. }
        | Op::Filter { input, .. }
        | Op::Project { input, .. }
        | Op::Aggregate { input, .. }
        | Op::Distinct { input }
        | Op::Sort { input, .. }
        | Op::Skip { input, .. }
        | Op::Limit { input, .. }
        | Op::Call { input, .. }
        | Op::LoadCsv { input, .. }
        | Op::Finish { input } => any(input),
    }
}
