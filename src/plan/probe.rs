//! Numbering the operators of a plan, so that PROFILE can count what each does.

use crate::plan::{Op, Plan};

impl Plan {
    /// Gives every operator a probe of its own, and tells how many there are.
    pub fn place_probes(&mut self) -> usize {
        let mut count = 0;
        place(self, &mut count);
        count
    }
}

fn place(plan: &mut Plan, count: &mut usize) {
    plan.probe = Some(*count);
    *count += 1;
    match &mut plan.op {
        Op::Argument => {}
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
        | Op::Create { input, .. }
        | Op::Set { input, .. }
        | Op::Delete { input, .. }
        | Op::Finish { input } => place(input, count),
        Op::Union { inputs, .. } => inputs.iter_mut().for_each(|input| place(input, count)),
        Op::Apply {
            input,
            inner: second,
            ..
        }
        | Op::Merge {
            input,
            matching: second,
            ..
        }
        | Op::Foreach {
            input,
            body: second,
            ..
        } => {
            place(input, count);
            place(second, count);
        }
    }
}
