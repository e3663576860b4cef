//! The optima of a small block counted over its subsets: a partition is the group of the lowest node, and a partition of the
//! rest. What takes 3^n steps however many optima there are, where listing them takes a step for each.

use super::Groups;
use super::effort::Effort;
use super::instance::Instance;
use super::solved::Optima;
use super::standing::{Standing, Standings};

/// The greatest block this takes.
pub(super) const MOST_NODES: usize = 13;

/// The greatest weight that groups can hold together, and how many partitions do.
#[derive(Clone, Copy)]
struct Best {
    held: i64,
    count: u64,
}

/// No partition at all.
const NONE: Best = Best {
    held: i64::MIN / 4,
    count: 0,
};

impl Best {
    fn offer(&mut self, held: i64, count: u64) {
        if held > self.held {
            *self = Best { held, count };
        } else if held == self.held {
            self.count += count;
        }
    }
}

/// All optima of a block of at most [`MOST_NODES`]; `None` for a larger one, and when the effort is spent.
pub(super) fn optima(instance: &Instance, rule: Groups, effort: &Effort<'_>) -> Option<Optima> {
    if instance.nodes == 0 || instance.nodes > MOST_NODES {
        return None;
    }
    let within = within(instance);
    let tables = tables(&within, rule.at_most(instance.nodes), effort)?;
    let all = within.len() - 1;
    let greatest = tables.iter().map(|table| table[all].held).max()?;
    let optimal = |groups: &usize| {
        tables[*groups]
            .get(all)
            .is_some_and(|best| best.held == greatest)
    };
    let mut by_groups: Vec<u128> = (1..tables.len())
        .map(|groups| {
            u128::from(if optimal(&groups) {
                tables[groups][all].count
            } else {
                0
            })
        })
        .collect();
    let used = by_groups.iter().rposition(|&count| count > 0)? + 1;
    by_groups.truncate(used);
    let mut together = vec![0_u128; instance.nodes * instance.nodes];
    for groups in (1..tables.len()).filter(optimal) {
        for group in 1..=all {
            let rest = tables[groups - 1][all ^ group];
            if rest.count > 0 && within[group] + rest.held == greatest {
                add(&mut together, group, instance.nodes, rest.count);
            }
        }
    }
    let total: u128 = by_groups.iter().sum();
    let standings = Standings::from_fn(instance.nodes, |a, b| {
        match together[a * instance.nodes + b] {
            0 => Standing::Apart,
            count if count == total => Standing::Together,
            _ => Standing::Open,
        }
    });
    Some(Optima {
        by_groups,
        standings: Some(standings),
    })
}

/// The sum of the weights within each subset.
fn within(instance: &Instance) -> Vec<i64> {
    let mut within = vec![0_i64; 1 << instance.nodes];
    for subset in 1..within.len() {
        let lowest = subset.trailing_zeros() as usize;
        let rest = subset & (subset - 1);
        let towards = instance.around(lowest).iter();
        let towards = towards.filter(|arc| rest >> arc.node & 1 == 1);
        let sum: i64 = towards.map(|arc| instance.weight[arc.edge as usize]).sum();
        within[subset] = within[rest] + sum;
    }
    within
}

/// By number of groups, the best partition of each subset into exactly as many.
fn tables(within: &[i64], most: usize, effort: &Effort<'_>) -> Option<Vec<Vec<Best>>> {
    let mut first = vec![NONE; within.len()];
    first[0] = Best { held: 0, count: 1 };
    let mut tables = vec![first];
    for groups in 1..=most {
        let fewer = &tables[groups - 1];
        let mut table = vec![NONE; within.len()];
        for subset in (1..within.len()).filter(|subset| subset.count_ones() as usize >= groups) {
            let rest = subset & (subset - 1);
            if !effort.spend(1 << rest.count_ones()) {
                return None;
            }
            let mut others = rest;
            loop {
                let best = fewer[others];
                if best.count > 0 {
                    table[subset].offer(within[subset ^ others] + best.held, best.count);
                }
                if others == 0 {
                    break;
                }
                others = (others - 1) & rest;
            }
        }
        tables.push(table);
    }
    Some(tables)
}

/// Counts a group for each pair of its members.
fn add(together: &mut [u128], group: usize, nodes: usize, count: u64) {
    let members = || (0..nodes).filter(|node| group >> node & 1 == 1);
    for a in members() {
        for b in members() {
            together[a * nodes + b] += u128::from(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_NODES, optima};
    use crate::algo::partition::Groups;
    use crate::algo::partition::assign::assign;
    use crate::algo::partition::effort::{Budget, Effort};
    use crate::algo::partition::instance::Instance;
    use crate::algo::partition::sequence::Sequence;
    use crate::algo::partition::standing::Standing;
    use std::num::NonZeroU32;

    #[test]
    fn rivals_of_rivals_may_be_in_any_groups() {
        // A ring of thirteen rivals: the colourings of a cycle by partitions.
        let ring = (0..MOST_NODES as u32).map(|at| (at, (at + 1) % MOST_NODES as u32, -1));
        let instance = Instance::new(MOST_NODES, ring);
        let found = optima(&instance, Groups::Free, &Effort::new(Budget::default())).unwrap();
        assert_eq!(found.by_groups[..3], [0, 0, ((1 << 13) - 2) / 6]);
        assert_eq!(found.by_groups[12], 1);
        let standings = found.standings.unwrap();
        assert_eq!(standings.get(0, 1), Standing::Apart);
        assert_eq!(standings.get(0, 2), Standing::Open);
    }

    #[test]
    fn counting_over_subsets_is_counting_by_listing() {
        let mut sequence = Sequence::new(7);
        for round in 0..200 {
            let nodes = 3 + sequence.below(6);
            let pairs = (0..nodes as u32).flat_map(|a| (0..a).map(move |b| (a, b)));
            let edges: Vec<(u32, u32, i64)> = pairs
                .map(|(a, b)| (a, b, sequence.below(5) as i64 - 2))
                .collect();
            let instance = Instance::new(nodes, edges);
            let three = NonZeroU32::new(3).expect("above 0");
            for rule in [Groups::TWO, Groups::AtMost(three), Groups::Free] {
                let effort = Effort::new(Budget::default());
                let listed = assign(&instance, rule, &effort).unwrap().optima.unwrap();
                let counted = optima(&instance, rule, &effort).unwrap();
                assert_eq!(
                    counted.by_groups, listed.by_groups,
                    "round {round}, {rule:?}"
                );
                assert_eq!(
                    counted.standings, listed.standings,
                    "round {round}, {rule:?}"
                );
            }
        }
    }
}
