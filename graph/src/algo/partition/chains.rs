//! Local search by chains of changes that start at misfits, of which the best part is kept when it is no worse (Kernighan and Lin 1970).
//! The choices follow a fixed sequence: the same every time.

use super::effort::Effort;
use super::instance::Instance;
use super::search::Patience;
use super::sequence::Sequence;
use std::ops::Range;

/// A division of the nodes that chains of changes can better.
pub(super) trait Chains {
    /// How many changes a chain may have.
    const LENGTHS: Range<usize>;

    fn instance(&self) -> &Instance;

    /// The group of each node.
    fn groups(&self) -> &[u32];

    fn cost(&self) -> i64;

    /// One chain of at most `length` changes from `node`; returns the steps it took.
    fn try_chain(&mut self, node: u32, length: usize) -> u64;
}

/// Tries chains until patience or effort is spent.
pub(super) fn improve<S: Chains>(
    search: &mut S,
    patience: Patience,
    sequence: &mut Sequence,
    effort: &Effort<'_>,
) {
    if search.instance().ends.is_empty() {
        return;
    }
    let (mut idle, mut left) = (0, patience.steps);
    while idle < patience.chains && left > 0 && search.cost() > 0 {
        let before = search.cost();
        let node = start(search, sequence);
        let length = S::LENGTHS.start + sequence.below(S::LENGTHS.len());
        let steps = search.try_chain(node, length);
        idle = if search.cost() < before { 0 } else { idle + 1 };
        left = left.saturating_sub(steps);
        if !effort.spend(steps) {
            return;
        }
    }
}

/// An end of a misfit, or of any tie where a few looks find none.
fn start(search: &impl Chains, sequence: &mut Sequence) -> u32 {
    let (instance, groups) = (search.instance(), search.groups());
    let ties = instance.ends.len();
    let misfit = (0..16)
        .map(|_| sequence.below(ties))
        .find(|&tie| instance.is_misfit(tie, groups));
    let ends = instance.ends[misfit.unwrap_or_else(|| sequence.below(ties))];
    match sequence.below(2) {
        0 => ends.0,
        _ => ends.1,
    }
}
