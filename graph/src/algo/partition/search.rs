//! A good partition: local search from the given start, from all in one group, and from a spanning tree's sides.

use std::collections::VecDeque;

use super::Groups;
use super::effort::Effort;
use super::flip::Flip;
use super::instance::Instance;
use super::moves::Moves;
use super::sequence::Sequence;

/// How long one local search goes on: chains without a better partition, and steps in all.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    pub chains: usize,
    pub steps: u64,
}

impl Patience {
    fn with(instance: &Instance, hint: Option<&[u32]>) -> Self {
        let steps = 40 * instance.ends.len() as u64 + 200_000;
        let all = Self {
            chains: 300 + 2 * instance.nodes,
            steps,
        };
        if hint.is_some() {
            Self {
                chains: 60 + instance.nodes / 2,
                steps: steps / 4,
            }
        } else {
            all
        }
    }
}

/// The labels of the best partition found.
pub(super) fn search(
    instance: &Instance,
    rule: Groups,
    hint: Option<&[u32]>,
    effort: &Effort<'_>,
) -> Vec<u32> {
    let patience = Patience::with(instance, hint);
    let two = two_groups(instance, hint.filter(|_| rule.is_two()), patience, effort);
    if rule.is_two() {
        return two;
    }
    let starts = match hint {
        Some(hint) => vec![hint.to_vec()],
        None => vec![two, vec![0; instance.nodes]],
    };
    let mut sequence = Sequence::new(1);
    let found = starts.into_iter().map(|labels| {
        let mut moves = Moves::new(instance, rule, labels);
        moves.descend(effort);
        moves.improve(patience, &mut sequence, effort);
        (moves.cost, moves.labels)
    });
    found
        .min_by_key(|found| found.0)
        .map_or_else(Vec::new, |found| found.1)
}

fn two_groups(
    instance: &Instance,
    hint: Option<&[u32]>,
    patience: Patience,
    effort: &Effort<'_>,
) -> Vec<u32> {
    let mut starts = vec![tree_sides(instance), vec![0; instance.nodes]];
    if let Some(hint) = hint {
        starts = vec![hint.to_vec()];
    }
    let mut sequence = Sequence::new(2);
    let found = starts.into_iter().map(|side| {
        let mut flip = Flip::new(instance, side);
        flip.descend(effort);
        flip.improve(patience, &mut sequence, effort);
        (flip.cost, flip.side)
    });
    found
        .min_by_key(|found| found.0)
        .map_or_else(Vec::new, |found| found.1)
}

/// The sides a breadth-first spanning forest gives, all of whose ties are satisfied.
fn tree_sides(instance: &Instance) -> Vec<u32> {
    let mut side = vec![u32::MAX; instance.nodes];
    let mut queue = VecDeque::new();
    for root in 0..instance.nodes {
        if side[root] != u32::MAX {
            continue;
        }
        side[root] = 0;
        queue.push_back(root);
        while let Some(node) = queue.pop_front() {
            for arc in instance.around(node) {
                if side[arc.node as usize] == u32::MAX {
                    side[arc.node as usize] =
                        side[node] ^ u32::from(instance.weight[arc.edge as usize] < 0);
                    queue.push_back(arc.node as usize);
                }
            }
        }
    }
    side
}
