//! A partition by joining: from every node for itself, the two groups that gain most become one, until none gain
//! (greedy additive edge contraction, Keuper et al. 2015). It finds the large groups that moves of single nodes do not.

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::effort::Effort;
use super::instance::Instance;

/// Two groups: the weight between them, and their nodes turned so that the lowest come first among equals.
type Offer = (i64, std::cmp::Reverse<(u32, u32)>);

struct Joining {
    /// Per group the weight to each other one; empty for a group that was joined to another.
    between: Vec<FxHashMap<u32, i64>>,
    /// The group that each was joined to, itself at first.
    into: Vec<u32>,
    offers: BinaryHeap<Offer>,
}

/// The label of each node: below the number of nodes. Cost: each edge a few times, by the logarithm of their number.
pub(super) fn joined(instance: &Instance, effort: &Effort<'_>) -> Vec<u32> {
    let mut joining = Joining::new(instance);
    while let Some((weight, std::cmp::Reverse((a, b)))) = joining.offers.pop() {
        let now = joining.between[a as usize].get(&b);
        if now != Some(&weight) {
            continue;
        }
        let steps = joining.join(a, b);
        if !effort.spend(steps) {
            break;
        }
    }
    let nodes = 0..instance.nodes as u32;
    nodes.map(|node| joining.group(node)).collect()
}

impl Joining {
    fn new(instance: &Instance) -> Self {
        let mut between = vec![FxHashMap::default(); instance.nodes];
        let mut offers = BinaryHeap::new();
        for (&(a, b), &weight) in instance.ends.iter().zip(&instance.weight) {
            between[a as usize].insert(b, weight);
            between[b as usize].insert(a, weight);
            if weight > 0 {
                offers.push((weight, std::cmp::Reverse((a.min(b), a.max(b)))));
            }
        }
        Self {
            between,
            into: (0..instance.nodes as u32).collect(),
            offers,
        }
    }

    /// Makes two groups one, under the number of the one with more neighbours; returns the steps it took.
    fn join(&mut self, a: u32, b: u32) -> u64 {
        let larger = |one: u32| self.between[one as usize].len();
        let (kept, gone) = if larger(a) >= larger(b) {
            (a, b)
        } else {
            (b, a)
        };
        self.into[gone as usize] = kept;
        let moved = std::mem::take(&mut self.between[gone as usize]);
        let steps = moved.len() as u64 + 1;
        for (other, weight) in moved {
            self.between[other as usize].remove(&gone);
            if other == kept {
                continue;
            }
            let sum = self.between[kept as usize].entry(other).or_default();
            *sum += weight;
            let sum = *sum;
            self.between[other as usize].insert(kept, sum);
            if sum > 0 {
                let pair = (kept.min(other), kept.max(other));
                self.offers.push((sum, std::cmp::Reverse(pair)));
            }
        }
        steps
    }

    fn group(&self, node: u32) -> u32 {
        let mut group = node;
        while self.into[group as usize] != group {
            group = self.into[group as usize];
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::algo::partition::effort::{Budget, Effort};
    use crate::algo::partition::instance::Instance;

    #[test]
    fn two_groups_of_friends_that_are_rivals_stay_two() {
        let edges = [
            (0, 1, 2),
            (1, 2, 2),
            (3, 4, 2),
            (2, 3, -1),
            (0, 4, -1),
            (0, 3, 1),
        ];
        let instance = Instance::new(5, edges);
        let labels = joined(&instance, &Effort::new(Budget::default()));
        assert_eq!(instance.cost(&labels), 1);
        assert_eq!((labels[0], labels[3]), (labels[2], labels[4]));
    }
}
