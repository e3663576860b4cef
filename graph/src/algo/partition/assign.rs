//! Every optimal partition of a small block, by placing its nodes one after another (restricted growth) with bounds.
//! The bound is that of Russian doll search (Verfaillie, Lemaitre and Schiex 1996): what the placed nodes cost among
//! themselves, the cheapest place of each other node towards them, and the optimum of the others among themselves.

use super::Groups;
use super::effort::Effort;
use super::instance::Instance;
use super::solved::{Optima, Solved};
use super::standing::{Standing, Standings};
use super::subsets;

/// The greatest block this takes.
pub(super) const MOST_NODES: usize = 28;
/// Steps one block may take before another method is tried.
const MOST_STEPS: u64 = 1_000_000;
/// Steps for what is only counted: optima that are not listed by then are too many.
const MOST_LISTING: u64 = 800_000;
/// As long it is worth listing the optima that can be counted over subsets.
const FEW_STEPS: u64 = 20_000;

/// All optima of a block of at most [`MOST_NODES`]; without them where only counting grew too long, and `None` where
/// already finding did.
pub(super) fn assign(instance: &Instance, rule: Groups, effort: &Effort<'_>) -> Option<Solved> {
    let order = order(instance);
    let mut search = Search::new(instance, &order, rule, effort);
    let mut best = Vec::new();
    for first in (0..order.len()).rev() {
        best = search.improve(first, best)?;
    }
    let cost = search.tail[0];
    let most = match order.len() <= subsets::MOST_NODES {
        true => FEW_STEPS,
        false => MOST_LISTING,
    };
    let listed = search.collect(cost, most);
    let optima = match listed {
        Some(found) => Some(found.optima(&order)),
        None => subsets::optima(instance, rule, effort),
    };
    let mut labels = vec![0; order.len()];
    for (place, &node) in order.iter().enumerate() {
        labels[node as usize] = best[place];
    }
    Some(Solved {
        labels,
        upper: cost,
        lower: cost,
        optima,
    })
}

/// The most tightly bound nodes first: each next has the greatest weight towards those before it.
fn order(instance: &Instance) -> Vec<u32> {
    let weight_of = |node: usize| -> i64 {
        instance
            .around(node)
            .iter()
            .map(|arc| instance.weight[arc.edge as usize].abs())
            .sum()
    };
    let mut bound = vec![0_i64; instance.nodes];
    let mut left: Vec<usize> = (0..instance.nodes).collect();
    let mut order = Vec::with_capacity(instance.nodes);
    while let Some(at) =
        (0..left.len()).max_by_key(|&at| (bound[left[at]], weight_of(left[at]), usize::MAX - at))
    {
        let node = left.remove(at);
        order.push(node as u32);
        for arc in instance.around(node) {
            bound[arc.node as usize] += instance.weight[arc.edge as usize].abs();
        }
    }
    order
}

struct Search<'a> {
    nodes: usize,
    most_groups: usize,
    weight: Vec<i64>,
    /// The optimum of the nodes from a place on.
    tail: Vec<i64>,
    labels: Vec<u32>,
    groups: usize,
    /// The weight of a node towards a group, and its positive weight towards all placed nodes.
    link: Vec<i64>,
    positive: Vec<i64>,
    target: i64,
    steps: u64,
    most_steps: u64,
    effort: &'a Effort<'a>,
}

/// What is kept of the optima: their number by groups, and who was always or never with whom, as bit sets.
struct Found {
    by_groups: Vec<u128>,
    together: Vec<u32>,
    apart: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(instance: &Instance, order: &[u32], rule: Groups, effort: &'a Effort<'a>) -> Self {
        let nodes = order.len();
        let mut place = vec![0; nodes];
        order
            .iter()
            .enumerate()
            .for_each(|(at, &node)| place[node as usize] = at);
        let mut weight = vec![0; nodes * nodes];
        for (&(a, b), &value) in instance.ends.iter().zip(&instance.weight) {
            let (a, b) = (place[a as usize], place[b as usize]);
            weight[a * nodes + b] = value;
            weight[b * nodes + a] = value;
        }
        Self {
            nodes,
            most_groups: rule.at_most(nodes),
            weight,
            tail: vec![0; nodes + 1],
            labels: vec![0; nodes],
            groups: 0,
            link: vec![0; nodes * nodes],
            positive: vec![0; nodes],
            target: 0,
            steps: 0,
            most_steps: match effort.is_counting() {
                true => MOST_LISTING,
                false => MOST_STEPS,
            },
            effort,
        }
    }

    /// Finds the optimum of the nodes from `first` on, given one of those behind it (labels by place).
    fn improve(&mut self, first: usize, behind: Vec<u32>) -> Option<Vec<u32>> {
        let mut best = behind;
        best.resize(self.nodes, 0);
        let most = self.most_groups as u32;
        let used = best[first + 1..].iter().max().map_or(0, |&label| label + 1);
        let place = (0..most.min(used + 1))
            .min_by_key(|&group| self.towards(first, group, &best))
            .unwrap_or(0);
        best[first] = place;
        let floor = self.tail[first + 1];
        let mut cost = floor + self.towards(first, place, &best);
        if cost > floor {
            self.target = cost - 1;
            self.descend(first, first, 0, &mut |search, found| {
                cost = found;
                best[first..].copy_from_slice(&search.labels[first..]);
                found - 1
            })?;
        }
        self.tail[first] = cost;
        Some(best)
    }

    /// What node `first` costs towards those behind it when it joins `group`.
    fn towards(&self, first: usize, group: u32, labels: &[u32]) -> i64 {
        let pays = |other: &usize| {
            (labels[*other] == group) != (self.weight[first * self.nodes + other] > 0)
        };
        let paid = (first + 1..self.nodes).filter(pays);
        paid.map(|other| self.weight[first * self.nodes + other].abs())
            .sum()
    }

    /// Lists the optima, of that cost, in at most so many steps.
    fn collect(&mut self, cost: i64, most: u64) -> Option<Found> {
        let all = u32::MAX;
        let mut found = Found {
            by_groups: vec![0; self.nodes],
            together: vec![all; self.nodes],
            apart: vec![all; self.nodes],
        };
        self.target = cost;
        self.steps = 0;
        self.most_steps = most;
        self.descend(0, 0, 0, &mut |search, cost| {
            found.add(&search.labels, search.groups);
            cost
        })?;
        let groups = found
            .by_groups
            .iter()
            .rposition(|&count| count > 0)
            .map_or(0, |at| at + 1);
        found.by_groups.truncate(groups);
        Some(found)
    }

    /// Places the nodes from `at` on; every leaf within the target is given to `leaf`, which returns the next target.
    fn descend(
        &mut self,
        first: usize,
        at: usize,
        paid: i64,
        leaf: &mut dyn FnMut(&Self, i64) -> i64,
    ) -> Option<()> {
        if at == self.nodes {
            self.target = leaf(self, paid);
            return Some(());
        }
        self.steps += 1;
        if self.steps > self.most_steps || !self.effort.spend(self.nodes as u64) {
            return None;
        }
        if at > first && paid + self.still_to_pay(at) + self.tail[at] > self.target {
            return Some(());
        }
        let choices = if self.groups < self.most_groups {
            self.groups + 1
        } else {
            self.groups
        };
        let mut groups: Vec<(i64, usize)> = (0..choices)
            .map(|group| {
                (
                    self.positive[at] - self.link[at * self.nodes + group],
                    group,
                )
            })
            .collect();
        groups.sort_unstable();
        for (cost, group) in groups {
            if paid + cost + self.tail[at + 1] > self.target {
                break;
            }
            let before = self.groups;
            self.groups = before.max(group + 1);
            self.labels[at] = group as u32;
            self.shift(at, group, 1);
            let done = self.descend(first, at + 1, paid + cost, leaf);
            self.shift(at, group, -1);
            self.groups = before;
            done?;
        }
        Some(())
    }

    /// The least that the nodes from `at` on pay towards the placed ones.
    fn still_to_pay(&self, at: usize) -> i64 {
        let alone = if self.groups < self.most_groups {
            0
        } else {
            i64::MIN
        };
        let cheapest = |node: usize| {
            let row = &self.link[node * self.nodes..node * self.nodes + self.groups];
            self.positive[node] - row.iter().copied().max().unwrap_or(0).max(alone)
        };
        (at..self.nodes).map(cheapest).sum()
    }

    fn shift(&mut self, at: usize, group: usize, times: i64) {
        for node in at + 1..self.nodes {
            let weight = self.weight[at * self.nodes + node] * times;
            self.link[node * self.nodes + group] += weight;
            if self.weight[at * self.nodes + node] > 0 {
                self.positive[node] += weight;
            }
        }
    }
}

impl Found {
    fn add(&mut self, labels: &[u32], groups: usize) {
        self.by_groups[groups - 1] += 1;
        let mut members = [0_u32; MOST_NODES];
        for (node, &label) in labels.iter().enumerate() {
            members[label as usize] |= 1 << node;
        }
        for (node, &label) in labels.iter().enumerate() {
            self.together[node] &= members[label as usize];
            self.apart[node] &= !members[label as usize];
        }
    }

    fn optima(self, order: &[u32]) -> Optima {
        let mut place = vec![0; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(at, &node)| place[node as usize] = at);
        let standings = Standings::from_fn(order.len(), |a, b| {
            if self.together[place[a]] >> place[b] & 1 == 1 {
                Standing::Together
            } else if self.apart[place[a]] >> place[b] & 1 == 1 {
                Standing::Apart
            } else {
                Standing::Open
            }
        });
        Optima {
            by_groups: self.by_groups,
            standings: Some(standings),
        }
    }
}
