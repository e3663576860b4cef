//! A good partition: local search from the given start, from all in one group, and from the sides of spanning trees.

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashSet;

use super::Groups;
use super::chains::improve;
use super::effort::Effort;
use super::flip::Flip;
use super::instance::Instance;
use super::join::joined;
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
        let edges = instance.ends.len() as u64;
        let steps = 200_000 + (40 * edges).min(4_000_000 + 8 * edges);
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
    if rule.is_two() {
        return two_groups(instance, hint, patience, effort);
    }
    let starts = match hint {
        Some(hint) => vec![hint.to_vec()],
        None => many_starts(instance, rule, patience, effort),
    };
    let mut sequence = Sequence::new(1);
    let found = starts.into_iter().map(|labels| {
        let mut moves = Moves::new(instance, rule, labels);
        moves.descend(effort);
        improve(&mut moves, patience, &mut sequence, effort);
        (moves.cost, moves.labels)
    });
    found
        .min_by_key(|found| found.0)
        .map_or_else(Vec::new, |found| found.1)
}

/// Where a search for many groups starts from: two sides, one group, and what joining makes where the rule allows as many.
fn many_starts(
    instance: &Instance,
    rule: Groups,
    patience: Patience,
    effort: &Effort<'_>,
) -> Vec<Vec<u32>> {
    let mut starts = vec![
        two_groups(instance, None, patience, effort),
        vec![0; instance.nodes],
    ];
    if instance.ends.len() <= MOST_JOINED {
        let labels = joined(instance, effort);
        let groups: FxHashSet<u32> = labels.iter().copied().collect();
        if groups.len() <= rule.at_most(instance.nodes) {
            starts.push(labels);
        }
    }
    starts
}

/// Joining takes too long for more edges.
const MOST_JOINED: usize = 300_000;

/// Many short searches from different spanning trees, what they agree on exchanged, and a long one from the best.
fn two_groups(
    instance: &Instance,
    hint: Option<&[u32]>,
    patience: Patience,
    effort: &Effort<'_>,
) -> Vec<u32> {
    let mut sequence = Sequence::new(2);
    let short = Patience {
        chains: patience.chains / 8,
        steps: patience.steps / 8,
    };
    let mut best = Flip::new(
        instance,
        hint.map_or_else(|| vec![0; instance.nodes], <[u32]>::to_vec),
    );
    best.descend(effort);
    improve(&mut best, short, &mut sequence, effort);
    for _ in 0..starts(instance, hint) {
        let mut other = Flip::new(instance, tree_sides(instance, &mut sequence));
        other.descend(effort);
        improve(&mut other, short, &mut sequence, effort);
        let exchanged = exchange(instance, &best.side, &other.side);
        let cost = instance.cost(&exchanged);
        if cost < best.cost {
            best = Flip::new(instance, exchanged);
            best.descend(effort);
        }
        if best.cost == 0 || effort.is_spent() {
            break;
        }
    }
    let last = if instance.nodes < MANY_STARTS {
        short
    } else {
        patience
    };
    improve(&mut best, last, &mut sequence, effort);
    best.side
}

/// A longer search with two groups from a partition that could not be proven.
pub(super) fn search_on(instance: &Instance, side: Vec<u32>, effort: &Effort<'_>) -> Vec<u32> {
    let mut flip = Flip::new(instance, side);
    improve(
        &mut flip,
        Patience::with(instance, None),
        &mut Sequence::new(3),
        effort,
    );
    flip.side
}

/// Below this many nodes a search starts often and stays short.
const MANY_STARTS: usize = 2_000;
const FEW_STARTS: usize = 50_000;

/// Large instances have no time for many starts, and those with a hint no need.
fn starts(instance: &Instance, hint: Option<&[u32]>) -> usize {
    match (instance.nodes, hint) {
        (_, Some(_)) => 1,
        (nodes, None) if nodes < MANY_STARTS => 12,
        (nodes, None) if nodes < FEW_STARTS => 2,
        _ => 1,
    }
}

/// Partition crossover (Whitley, Hains and Howe 2009): where two partitions differ in separate regions, the better of the
/// two is taken in each region.
fn exchange(instance: &Instance, one: &[u32], two: &[u32]) -> Vec<u32> {
    let differs = |node: usize| one[node] != two[node];
    let mut union = UnionFind::new(instance.nodes);
    for &(a, b) in &instance.ends {
        if differs(a as usize) == differs(b as usize) {
            union.union(a as usize, b as usize);
        }
    }
    let mut gain = vec![0_i64; instance.nodes];
    for (edge, &(a, b)) in instance.ends.iter().enumerate() {
        if differs(a as usize) != differs(b as usize) {
            let weight = instance.weight[edge].abs();
            let change = if instance.is_misfit(edge, one) {
                weight
            } else {
                -weight
            };
            gain[union.find(a as usize)] += change;
            gain[union.find(b as usize)] += change;
        }
    }
    // Regions of both kinds border each other, so only those of the better kind are flipped together.
    let sum = |kind: bool| -> i64 {
        (0..instance.nodes)
            .filter(|&node| differs(node) == kind && gain[node] > 0)
            .map(|node| gain[node])
            .sum()
    };
    let kind = sum(true) >= sum(false);
    (0..instance.nodes)
        .map(|node| one[node] ^ u32::from(differs(node) == kind && gain[union.find(node)] > 0))
        .collect()
}

/// The sides a spanning forest gives, all of whose ties are satisfied; which forest, follows the sequence.
fn tree_sides(instance: &Instance, sequence: &mut Sequence) -> Vec<u32> {
    let mut side = vec![u32::MAX; instance.nodes];
    let mut open: Vec<u32> = Vec::new();
    let first = sequence.below(instance.nodes);
    for root in (first..instance.nodes).chain(0..first) {
        if side[root] != u32::MAX {
            continue;
        }
        side[root] = 0;
        open.push(root as u32);
        while !open.is_empty() {
            let node = open.swap_remove(sequence.below(open.len()));
            for arc in instance.around(node as usize) {
                if side[arc.node as usize] == u32::MAX {
                    side[arc.node as usize] =
                        side[node as usize] ^ u32::from(instance.weight[arc.edge as usize] < 0);
                    open.push(arc.node);
                }
            }
        }
    }
    side
}
