//! MATCH after MATCH as one, where rows are only counted: then the order of both may be chosen together.
//!
//! What differs between two clauses and one is that relations of different clauses may be the same: the pattern keeps the seam.

use crate::plan::pattern::PatternPlan;
use crate::plan::{Op, Plan, visit};

/// Joins a MATCH with those it reads from, as far as they can be.
pub(super) fn join(plan: &mut Plan) {
    while let Op::Match {
        input,
        pattern,
        optional: false,
    } = &mut plan.op
    {
        let Op::Match {
            input: below,
            pattern: first,
            optional: false,
        } = &mut input.op
        else {
            return;
        };
        if !can_join(first, pattern) {
            return;
        }
        let below = std::mem::replace(&mut **below, Plan::argument(0));
        prepend(first, pattern);
        **input = below;
    }
}

/// Whether two patterns may be one. Locals of the first would stand where the second has its columns.
fn can_join(first: &PatternPlan, second: &PatternPlan) -> bool {
    let simple = |pattern: &PatternPlan| {
        pattern.groups.is_empty()
            && pattern.paths.is_empty()
            && pattern.slice.is_none()
            && visit::is_pure_pattern(pattern)
    };
    let found_before = |slot| slot >= first.width && slot < second.width;
    let mut relations = second.relations.iter();
    simple(first)
        && simple(second)
        && !visit::pattern_has_locals(first)
        && first.relations.iter().all(|it| it.hop.is_none())
        && !relations.any(|it| it.bound && found_before(it.slot))
}

/// Puts a pattern before the one that reads from it.
fn prepend(first: &mut PatternPlan, second: &mut PatternPlan) {
    let width = first.width;
    let seam = second.width;
    for node in &mut second.nodes {
        node.bound = node.bound && node.slot < width;
    }
    second.nodes.splice(0..0, first.nodes.drain(..));
    second.relations.splice(0..0, first.relations.drain(..));
    second.filters.splice(0..0, first.filters.drain(..));
    let before = first.seams.drain(..).chain([seam]);
    second.seams.splice(0..0, before);
    second.width = width;
    second.added += first.added;
}
