//! A good partition: local search from the given start, from all in one group, and from a spanning tree's sides.

use std::collections::VecDeque;

use super::Groups;
use super::effort::Effort;
use super::flip::Flip;
use super::instance::Instance;
use super::moves::Moves;
use super::sequence::Sequence;

/// Chains per node, and the most and fewest of them.
const CHAINS_PER_NODE: usize = 30;
const FEWEST_CHAINS: usize = 400;
const MOST_CHAINS: usize = 200_000;

/// The labels of the best partition found.
pub(super) fn search(
    instance: &Instance,
    rule: Groups,
    hint: Option<&[u32]>,
    effort: &Effort<'_>,
) -> Vec<u32> {
    let chains = (CHAINS_PER_NODE * instance.nodes).clamp(FEWEST_CHAINS, MOST_CHAINS);
    let two = two_groups(instance, hint.filter(|_| rule.is_two()), chains, effort);
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
        moves.improve(chains, &mut sequence, effort);
        (moves.cost, moves.labels)
    });
    found
        .min_by_key(|found| found.0)
        .map_or_else(Vec::new, |found| found.1)
}

fn two_groups(
    instance: &Instance,
    hint: Option<&[u32]>,
    chains: usize,
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
        flip.improve(chains, &mut sequence, effort);
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
