//! Rewrites: small passes over a finished plan, each of which leaves the rows as they are.
//!
//! Every pass is idempotent, and any of them may be left out: the answer is the same, only slower.

mod exists;
mod facet;
mod filter;
mod fold;
mod join;
mod page;
mod project;
mod remap;
mod safe;
mod wanted;

use crate::plan::Plan;
use crate::plan::expr::SubqueryKind;
use crate::plan::rewrite::wanted::Asked;
use crate::plan::visit;

/// A pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// Compute what is constant.
    Fold,
    /// One projection instead of two on top of each other.
    MergeProjections,
    /// Check conditions as early as their columns are there, within a MATCH if one gives them.
    PushFilters,
    /// Cut rows before they are projected.
    PushLimits,
    /// In a subquery that is only asked whether it has rows or how many: leave out what orders and projects them.
    BareExistence,
    /// Tell each MATCH which of its columns are read, and where equal rows may come as one.
    Wanted,
}

/// The passes in their order.
///
/// Folding comes first: a constant is cheap, and what is cheap may be moved and computed twice. Conditions move next, so that
/// none stands between two projections any more; merging projections brings more constants together, which are folded
/// again; limits move last, past the projections that are left. What is wanted of a MATCH is told when nothing moves any more.
pub const ALL: [Rewrite; 7] = [
    Rewrite::Fold,
    Rewrite::PushFilters,
    Rewrite::MergeProjections,
    Rewrite::Fold,
    Rewrite::PushLimits,
    Rewrite::BareExistence,
    Rewrite::Wanted,
];

/// The plan after these passes, in the order given.
///
/// [`Rewrite::BareExistence`] is for subqueries alone: see [`subquery`].
pub(in crate::plan) fn rewrite(plan: Plan, passes: &[Rewrite]) -> Plan {
    passes.iter().fold(plan, |plan, pass| match pass {
        Rewrite::Fold => each(plan, &fold::fold),
        Rewrite::MergeProjections => each(plan, &project::merge),
        Rewrite::PushFilters => each(plan, &filter::push),
        Rewrite::PushLimits => each(plan, &page::push),
        Rewrite::Wanted => wanted::tell(plan, Asked::all()),
        Rewrite::BareExistence => plan,
    })
}

/// The plan of a subquery within an expression after these passes.
pub(super) fn subquery(kind: SubqueryKind, plan: Plan, passes: &[Rewrite]) -> Plan {
    let mut plan = rewrite(plan, passes);
    if passes.contains(&Rewrite::BareExistence) {
        plan = exists::bare(plan, kind);
    }
    match passes.contains(&Rewrite::Wanted) {
        true => wanted::tell(plan, Asked::by_subquery(kind)),
        false => plan,
    }
}

/// Applies a pass to every operator, those below first.
fn each(mut plan: Plan, pass: &dyn Fn(Plan) -> Plan) -> Plan {
    visit::change::inputs(&mut plan, &mut |input| {
        let below = std::mem::replace(input, Plan::argument(0));
        *input = each(below, pass);
    });
    pass(plan)
}
