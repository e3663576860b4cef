//! Puts the answers for blocks together: costs add, groups are matched at the shared node, optima are multiplied.
//! Two parts with i and j groups that share a node make C(i−1,t) · C(j−1,t) · t! partitions with i + j − 1 − t groups,
//! where t counts the groups of one that are merged with a group of the other.

use super::Groups;
use super::solved::{Optima, PAIRS_KEPT, Solved};
use super::standing::{Standing, Standings};

const UNPLACED: u32 = u32::MAX;
/// More groups than this are not counted by their number.
const GROUPS_COUNTED: usize = 64;

/// The union of the parts taken so far.
pub(super) struct Whole {
    rule: Groups,
    labels: Vec<u32>,
    groups: u32,
    upper: i64,
    lower: i64,
    by_groups: Option<Vec<u128>>,
    standings: Option<Known>,
}

/// The standings among the placed nodes, as a full matrix.
struct Known {
    nodes: usize,
    placed: Vec<u32>,
    cells: Vec<Standing>,
}

impl Whole {
    pub(super) fn new(nodes: usize, rule: Groups) -> Self {
        let known = || Known {
            nodes,
            placed: Vec::new(),
            cells: vec![Standing::Open; nodes * nodes],
        };
        Self {
            rule,
            labels: vec![UNPLACED; nodes],
            groups: 0,
            upper: 0,
            lower: 0,
            by_groups: Some(Vec::new()),
            standings: (nodes <= PAIRS_KEPT).then(known),
        }
    }

    /// Adds the answer for the part made of `nodes`, at most one of which is placed already.
    pub(super) fn add(&mut self, nodes: &[u32], part: Solved) {
        let shared = nodes
            .iter()
            .position(|&node| self.labels[node as usize] != UNPLACED);
        self.upper += part.upper;
        self.lower += part.lower;
        let optima = part.optima.as_ref();
        self.by_groups = match (self.by_groups.take(), optima) {
            (Some(all), _) if all.is_empty() => optima.map(|optima| optima.by_groups.clone()),
            (Some(all), Some(optima)) => product(
                &all,
                &optima.by_groups,
                usize::from(shared.is_some()),
                self.rule,
            ),
            _ => None,
        };
        let two_groups = self.rule.is_two();
        self.standings = match (
            self.standings.take(),
            optima.and_then(|optima| optima.standings.as_ref()),
        ) {
            (Some(mut known), Some(standings)) => {
                known.add(nodes, shared, standings, two_groups);
                Some(known)
            }
            _ => None,
        };
        self.place(nodes, shared, &part.labels);
    }

    /// Takes over the groups of a part, with as few groups in all as can be.
    fn place(&mut self, nodes: &[u32], shared: Option<usize>, labels: &[u32]) {
        let taken = shared.map(|at| (labels[at], self.labels[nodes[at] as usize]));
        let mut map: Vec<(u32, u32)> = taken.into_iter().collect();
        let mut next = 0;
        for (&node, &label) in nodes.iter().zip(labels) {
            let known = map
                .iter()
                .find(|entry| entry.0 == label)
                .map(|entry| entry.1);
            let group = known.unwrap_or_else(|| {
                if taken.is_some_and(|entry| entry.1 == next) {
                    next += 1;
                }
                map.push((label, next));
                next += 1;
                next - 1
            });
            self.labels[node as usize] = group;
            self.groups = self.groups.max(group + 1);
        }
    }

    pub(super) fn solved(self) -> Solved {
        let standings = self
            .standings
            .map(|known| Standings::from_fn(known.nodes, |a, b| known.cells[a * known.nodes + b]));
        let optima = self.by_groups.map(|by_groups| Optima {
            by_groups,
            standings,
        });
        Solved {
            labels: self.labels,
            upper: self.upper,
            lower: self.lower,
            optima,
        }
    }
}

impl Known {
    fn add(&mut self, nodes: &[u32], shared: Option<usize>, part: &Standings, two_groups: bool) {
        for (a, &node) in nodes.iter().enumerate() {
            for (b, &other) in nodes.iter().enumerate() {
                self.set(node, other, part.get(a, b));
            }
        }
        let Some(at) = shared else {
            self.placed.extend_from_slice(nodes);
            return;
        };
        let hinge = nodes[at];
        for (a, &node) in nodes.iter().enumerate().filter(|&(a, _)| a != at) {
            for place in 0..self.placed.len() {
                let other = self.placed[place];
                let to_hinge = self.cells[other as usize * self.nodes + hinge as usize];
                let standing = to_hinge.through(part.get(at, a), two_groups);
                self.set(node, other, standing);
                self.set(other, node, standing);
            }
        }
        self.placed
            .extend(nodes.iter().filter(|&&node| node != hinge));
    }

    fn set(&mut self, a: u32, b: u32, standing: Standing) {
        self.cells[a as usize * self.nodes + b as usize] = standing;
    }
}

/// Counts of the union by its number of groups; `None` when a number grows beyond bounds.
fn product(one: &[u128], two: &[u128], shared: usize, rule: Groups) -> Option<Vec<u128>> {
    let mut all = vec![0_u128; (one.len() + two.len() - shared).min(rule.at_most(usize::MAX))];
    for (i, &first) in one.iter().enumerate().filter(|entry| *entry.1 > 0) {
        for (j, &second) in two.iter().enumerate().filter(|entry| *entry.1 > 0) {
            let (free, other) = (i + 1 - shared, j + 1 - shared);
            let pairs = first.checked_mul(second)?;
            for merged in 0..=free.min(other) {
                let groups = free + other + shared - merged;
                if groups <= all.len() {
                    let ways = pairs.checked_mul(mergers(free, other, merged)?)?;
                    all[groups - 1] = all[groups - 1].checked_add(ways)?;
                }
            }
        }
    }
    (all.len() <= GROUPS_COUNTED).then_some(all)
}

/// C(i,t) · C(j,t) · t!: the ways to merge `t` of `i` groups with `t` of `j`.
fn mergers(i: usize, j: usize, t: usize) -> Option<u128> {
    (0..t).try_fold(1_u128, |ways, step| {
        let both = (i - step) as u128 * (j - step) as u128;
        Some(ways.checked_mul(both)? / (step as u128 + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::{mergers, product};
    use crate::algo::partition::Groups;

    #[test]
    fn parts_at_a_shared_node_multiply_by_the_ways_to_merge_groups() {
        // Enemies of one actor: the two are in one group or in two.
        assert_eq!(
            product(&[0, 1], &[0, 1], 1, Groups::Free),
            Some(vec![0, 1, 1])
        );
        assert_eq!(product(&[0, 1], &[0, 1], 1, Groups::TWO), Some(vec![0, 1]));
        // Two unconnected pairs of enemies.
        assert_eq!(
            product(&[0, 1], &[0, 1], 0, Groups::Free),
            Some(vec![0, 2, 4, 1])
        );
        assert_eq!(mergers(3, 2, 2), Some(6));
    }

    #[test]
    fn numbers_beyond_bounds_are_not_counted() {
        assert_eq!(product(&[u128::MAX], &[2], 1, Groups::Free), None);
    }
}
