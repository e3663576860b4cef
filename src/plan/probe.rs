//! Numbering the operators of a plan, so that PROFILE can count what each does.

use crate::plan::Plan;
use crate::plan::visit::change;

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
    change::inputs(plan, &mut |input| place(input, count));
}
