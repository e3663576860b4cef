//! MATCH after MATCH as one, where rows are only counted: then the order of both may be chosen together.
//!
//! An OPTIONAL MATCH of one relation that nobody reads hangs on it.
//!
//! What differs between two clauses and one is that relations of different clauses may be the same: the pattern keeps the seam.

use crate::plan::expr::{LabelTest, Slot};
use crate::plan::pattern::{NodeVariable, OptionalRelation, PatternPlan};
use crate::plan::{Op, Plan, visit};
use std::collections::BTreeSet;

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

/// Has an OPTIONAL MATCH hang on the MATCH it reads from, where it says no more than how often a row counts. Above it, `read` is read.
pub(super) fn hang(plan: &mut Plan, read: &BTreeSet<Slot>) {
    let Op::Match {
        input,
        pattern,
        optional: true,
    } = &mut plan.op
    else {
        return;
    };
    let Some(hanging) = hanging(pattern, read) else {
        return;
    };
    let mut read = read.clone();
    visit::pattern_slots(pattern, &mut |slot| {
        read.insert(slot);
    });
    join(input);
    hang(input, &read);
    if let Op::Match {
        pattern: first,
        optional: false,
        ..
    } = &mut input.op
        && is_simple(first)
        && first.nodes.iter().any(|node| node.slot == hanging.at)
    {
        first.added += pattern.added;
        first.optional.push(hanging);
        let first = std::mem::replace(&mut **input, Plan::argument(0));
        plan.op = first.op;
    }
}

/// A pattern as one relation that hangs on a node bound before, of which nothing is read.
fn hanging(pattern: &PatternPlan, read: &BTreeSet<Slot>) -> Option<OptionalRelation> {
    let [relation] = pattern.relations.as_slice() else {
        return None;
    };
    let (bound, free): (Vec<&NodeVariable>, Vec<&NodeVariable>) = pattern
        .nodes
        .iter()
        .partition(|node| node.slot < pattern.width);
    let ([at], [to]) = (bound.as_slice(), free.as_slice()) else {
        return None;
    };
    let named = |test: &Option<LabelTest>| test.as_ref().is_none_or(is_named);
    let simple = is_simple(pattern)
        && pattern.filters.is_empty()
        && pattern.optional.is_empty()
        && relation.length.is_none()
        && !relation.bound
        && named(&relation.types)
        && named(&to.labels)
        && to.handle.is_none()
        && at.labels.is_none()
        && at.handle.is_none();
    let unread = !read.iter().any(|slot| *slot >= pattern.width);
    (simple && unread).then(|| OptionalRelation {
        relation: relation.clone(),
        at: at.slot,
        to: (*to).clone(),
    })
}

/// Whether a test asks for one of some names alone.
fn is_named(test: &LabelTest) -> bool {
    match test {
        LabelTest::Is(_) => true,
        LabelTest::Or(tests) => tests.iter().all(is_named),
        _ => false,
    }
}

/// Whether a pattern is nodes, relations and conditions that give the same each time.
fn is_simple(pattern: &PatternPlan) -> bool {
    pattern.groups.is_empty()
        && pattern.paths.is_empty()
        && pattern.slice.is_none()
        && visit::is_pure_pattern(pattern)
}

/// Whether two patterns may be one. Locals of the first would stand where the second has its columns.
fn can_join(first: &PatternPlan, second: &PatternPlan) -> bool {
    let found_before = |slot| slot >= first.width && slot < second.width;
    let mut relations = second.relations.iter();
    is_simple(first)
        && is_simple(second)
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
    second.optional.splice(0..0, first.optional.drain(..));
    let before = first.seams.drain(..).chain([seam]);
    second.seams.splice(0..0, before);
    second.width = width;
    second.added += first.added;
}
