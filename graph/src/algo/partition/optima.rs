//! Listing the optimal partitions of a component, one by one: actors are placed in turn, and a place is open when the exact
//! method still reaches the least cost with that placement forced by heavy ties.

use super::{Budget, ComponentPartition, Groups, Misfit, Standing, Status, partition};
use crate::algo::signed::SignedTies;

/// Some or all optimal partitions of a component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptimaList {
    /// Groups of actors, sorted; no partition twice.
    pub partitions: Vec<Vec<Vec<u32>>>,
    /// Whether there is no other.
    pub is_complete: bool,
}

/// The optimal partitions of one component of `ties`, at most `most` of them, in the order of the first actors that stay
/// together. `part` is what [`partition`] answered for that component.
///
/// Where the optima were not counted nothing is listed. Costs a run of the exact method for each actor that is not decided,
/// for each optimum.
#[must_use]
pub fn optima(
    ties: &SignedTies,
    part: &ComponentPartition,
    groups: Groups,
    most: usize,
    budget: Budget<'_>,
) -> OptimaList {
    let mut listing = Listing::of(ties, part, groups, budget);
    if part.standings.is_none() || listing.heavy.is_none() {
        return OptimaList::default();
    }
    let mut list = OptimaList {
        partitions: Vec::new(),
        is_complete: true,
    };
    let mut open: Vec<Vec<u32>> = vec![vec![0]];
    while let Some(labels) = open.pop() {
        if list.partitions.len() == most || (budget.should_stop)() {
            list.is_complete = false;
            break;
        }
        if labels.len() == part.nodes.len() {
            list.partitions.push(gathered(&labels, &part.nodes));
            continue;
        }
        // The last in is the next out: the lowest group first.
        open.extend(listing.next(&labels).into_iter().rev());
    }
    list.is_complete &= !listing.gave_up;
    list
}

/// A component's answer with another of its partitions, and the misfits of that one.
#[must_use]
pub fn regrouped(
    part: &ComponentPartition,
    groups: Vec<Vec<u32>>,
    ties: &SignedTies,
) -> ComponentPartition {
    let group = |node: u32| groups.iter().position(|group| group.contains(&node));
    let own = ties.ties().iter();
    let own = own.filter(|tie| part.nodes.binary_search(&tie.a).is_ok());
    let broken = own.filter_map(|tie| {
        let cost = match group(tie.a) == group(tie.b) {
            true => tie.negative,
            false => tie.positive,
        };
        (cost > 0).then_some(Misfit { tie: *tie, cost })
    });
    ComponentPartition {
        misfits: broken.collect(),
        groups,
        ..part.clone()
    }
}

struct Listing<'a> {
    part: &'a ComponentPartition,
    /// By place in the nodes of the part.
    ties: Vec<(u32, u32, i64, i64)>,
    /// More than all ties weigh.
    heavy: Option<i64>,
    groups: Groups,
    budget: Budget<'a>,
    gave_up: bool,
}

impl<'a> Listing<'a> {
    fn of(
        ties: &SignedTies,
        part: &'a ComponentPartition,
        groups: Groups,
        budget: Budget<'a>,
    ) -> Listing<'a> {
        let place = |node: u32| part.nodes.binary_search(&node).ok().map(|at| at as u32);
        let own = ties
            .ties()
            .iter()
            .filter_map(|tie| Some((place(tie.a)?, place(tie.b)?, tie.positive, tie.negative)));
        let ties: Vec<_> = own.collect();
        let sum = ties.iter().map(|tie| tie.2 + tie.3).sum::<i64>() + 1;
        let room = i64::try_from(part.nodes.len()).ok();
        let heavy = room.and_then(|nodes| sum.checked_mul(nodes)?.checked_mul(nodes));
        Listing {
            part,
            ties,
            heavy: heavy.filter(|&all| all < 1 << 49).map(|_| sum),
            groups,
            budget,
            gave_up: false,
        }
    }

    /// The placements of one actor more.
    fn next(&mut self, labels: &[u32]) -> Vec<Vec<u32>> {
        let places = self.places(labels);
        let is_settled = places.len() == 1;
        let placed = places.into_iter().map(|group| {
            let mut longer = labels.to_vec();
            longer.push(group);
            longer
        });
        let placed: Vec<Vec<u32>> = placed.collect();
        match is_settled {
            true => placed,
            false => placed
                .into_iter()
                .filter(|labels| self.reaches(labels))
                .collect(),
        }
    }

    /// The groups that the next actor may be in by what is known of pairs; the last may be a new one.
    fn places(&self, labels: &[u32]) -> Vec<u32> {
        let next = labels.len();
        let used = labels.iter().max().map_or(0, |&last| last + 1);
        let stands = |group: u32| {
            let members = labels.iter().enumerate();
            let mut members = members.filter(move |(_, label)| **label == group);
            let (nodes, standings) = (&self.part.nodes, &self.part);
            let mut found = Standing::Open;
            for (member, _) in members.by_ref() {
                match standings.standing(nodes[member], nodes[next]) {
                    Some(Standing::Together) => return Standing::Together,
                    Some(Standing::Apart) => found = Standing::Apart,
                    _ => {}
                }
            }
            found
        };
        let standing: Vec<Standing> = (0..used).map(stands).collect();
        if let Some(group) = standing
            .iter()
            .position(|known| *known == Standing::Together)
        {
            return vec![group as u32];
        }
        let open = (0..used).filter(|&group| standing[group as usize] == Standing::Open);
        let mut places: Vec<u32> = open.collect();
        if (used as usize) < self.groups.at_most(self.part.nodes.len()) {
            places.push(used);
        }
        places
    }

    /// Whether some optimal partition begins so.
    fn reaches(&mut self, labels: &[u32]) -> bool {
        let heavy = self.heavy.unwrap_or_default();
        let mut ties = self.ties.clone();
        let mut first: Vec<u32> = Vec::new();
        for (actor, &label) in labels.iter().enumerate() {
            match first.get(label as usize) {
                Some(&leader) => ties.push((leader, actor as u32, heavy, 0)),
                None => {
                    let apart = first.iter().map(|&leader| (leader, actor as u32, 0, heavy));
                    ties.extend(apart.collect::<Vec<_>>());
                    first.push(actor as u32);
                }
            }
        }
        let Ok(forced) = SignedTies::merged(self.part.nodes.len(), ties) else {
            self.gave_up = true;
            return false;
        };
        let parts = partition(&forced, self.groups, self.budget);
        let lower: i64 = parts.iter().map(|part| part.lower).sum();
        let proven = parts.iter().all(|part| part.status() == Status::Proven);
        self.gave_up |= !proven && lower <= self.part.upper;
        proven && lower == self.part.upper
    }
}

fn gathered(labels: &[u32], nodes: &[u32]) -> Vec<Vec<u32>> {
    let count = labels.iter().max().map_or(0, |&last| last as usize + 1);
    let mut groups = vec![Vec::new(); count];
    for (&label, &node) in labels.iter().zip(nodes) {
        groups[label as usize].push(node);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::{Budget, Groups, partition};
    use super::optima;
    use crate::algo::signed::SignedTies;

    fn listed(nodes: usize, ties: &[(u32, u32, i64, i64)], groups: Groups) -> Vec<Vec<Vec<u32>>> {
        let ties = SignedTies::merged(nodes, ties.iter().copied()).unwrap();
        let parts = partition(&ties, groups, Budget::default());
        let list = optima(&ties, &parts[0], groups, 100, Budget::default());
        assert!(list.is_complete);
        assert_eq!(list.partitions.len() as u128, parts[0].optima.unwrap());
        list.partitions
    }

    #[test]
    fn three_enemies_are_divided_three_ways_or_each_alone() {
        let ties = [(0, 1, 0, 1), (1, 2, 0, 1), (0, 2, 0, 1)];
        assert_eq!(
            listed(3, &ties, Groups::TWO),
            [
                [vec![0, 1], vec![2]],
                [vec![0, 2], vec![1]],
                [vec![0], vec![1, 2]]
            ]
        );
        assert_eq!(
            listed(3, &ties, Groups::Free),
            [[vec![0], vec![1], vec![2]]]
        );
    }

    #[test]
    fn ambivalent_pairs_are_paid_in_every_optimum() {
        let ties = [(0, 1, 1, 1), (1, 2, 1, 0), (0, 3, 0, 1)];
        assert_eq!(listed(4, &ties, Groups::TWO).len(), 2);
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let ties = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b, 0, 1)));
        let ties = SignedTies::merged(6, ties).unwrap();
        let parts = partition(&ties, Groups::TWO, Budget::default());
        let list = optima(&ties, &parts[0], Groups::TWO, 3, Budget::default());
        assert_eq!((list.partitions.len(), list.is_complete), (3, false));
    }
}
