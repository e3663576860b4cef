//! Ways between the ends of a misfit over satisfied ties, in one layer for two groups and in two for many:
//! then a positive misfit needs a way over exactly one negative tie, a negative misfit one over none.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::instance::Instance;

/// The edges of a way.
pub(super) struct Way {
    pub edges: Vec<u32>,
}

pub(super) struct Router<'a> {
    instance: &'a Instance,
    layers: usize,
    /// Per edge: not usable, stays in its layer, or leads to the next one.
    kind: Vec<Kind>,
    seen: Vec<u32>,
    search: u32,
    cost: Vec<u32>,
    /// The edge and the state each state was reached from.
    back: Vec<(u32, u32)>,
    steps: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Misfit,
    Level,
    Rise,
}

impl<'a> Router<'a> {
    pub(super) fn new(instance: &'a Instance, labels: &[u32], two_groups: bool) -> Self {
        let layers = if two_groups { 1 } else { 2 };
        let kind = (0..instance.ends.len()).map(|edge| {
            if instance.is_misfit(edge, labels) {
                Kind::Misfit
            } else if instance.weight[edge] > 0 || two_groups {
                Kind::Level
            } else {
                Kind::Rise
            }
        });
        let states = layers * instance.nodes;
        let (seen, cost, back) = (vec![0; states], vec![0; states], vec![(0, 0); states]);
        Self {
            instance,
            layers,
            kind: kind.collect(),
            seen,
            search: 0,
            cost,
            back,
            steps: 0,
        }
    }

    /// The states looked at by the last search.
    pub(super) fn steps(&self) -> u64 {
        self.steps + 1
    }

    fn ends(&self, misfit: u32) -> (usize, usize) {
        let (a, b) = self.instance.ends[misfit as usize];
        let rise = self.layers > 1 && self.instance.weight[misfit as usize] > 0;
        (
            a as usize,
            b as usize + if rise { self.instance.nodes } else { 0 },
        )
    }

    /// The state behind an edge, if it may be used there.
    fn over(&self, state: usize, node: u32, edge: u32) -> Option<usize> {
        let nodes = self.instance.nodes;
        match self.kind[edge as usize] {
            Kind::Misfit => None,
            Kind::Level => Some(node as usize + if state >= nodes { nodes } else { 0 }),
            Kind::Rise => (state < nodes).then_some(node as usize + nodes),
        }
    }

    /// The way of fewest ties, all with something left, of at most `longest` ties.
    pub(super) fn shortest(&mut self, misfit: u32, left: &[i64], longest: u32) -> Option<Way> {
        let (from, to) = self.ends(misfit);
        let nodes = self.instance.nodes;
        self.search += 1;
        self.steps = 0;
        self.seen[from] = self.search;
        self.cost[from] = 0;
        let mut queue = VecDeque::from([from]);
        while let Some(state) = queue.pop_front() {
            if self.cost[state] >= longest {
                return None;
            }
            let instance = self.instance;
            for arc in instance.around(state % nodes) {
                self.steps += 1;
                let Some(next) = self.over(state, arc.node, arc.edge) else {
                    continue;
                };
                if left[arc.edge as usize] <= 0 || self.seen[next] == self.search {
                    continue;
                }
                self.seen[next] = self.search;
                self.cost[next] = self.cost[state] + 1;
                self.back[next] = (arc.edge, state as u32);
                if next == to {
                    return self.way(from, to);
                }
                queue.push_back(next);
            }
        }
        None
    }

    /// The cheapest way, over full ties too: those cost more, and the more the oftener they were fought for.
    pub(super) fn cheapest(&mut self, misfit: u32, left: &[i64], crowding: &[u32]) -> Option<Way> {
        let (from, to) = self.ends(misfit);
        let nodes = self.instance.nodes;
        self.search += 1;
        self.steps = 0;
        self.seen[from] = self.search;
        self.cost[from] = 0;
        let mut heap = BinaryHeap::from([Reverse((0, from))]);
        while let Some(Reverse((cost, state))) = heap.pop() {
            if state == to {
                return self.way(from, to);
            }
            if cost > self.cost[state] {
                continue;
            }
            let instance = self.instance;
            for arc in instance.around(state % nodes) {
                self.steps += 1;
                let Some(next) = self.over(state, arc.node, arc.edge) else {
                    continue;
                };
                let crowded = crowding[arc.edge as usize];
                let full = left[arc.edge as usize] <= 0;
                let next_cost = cost + if full { 6 + 4 * crowded } else { 2 + crowded };
                if self.seen[next] == self.search && self.cost[next] <= next_cost {
                    continue;
                }
                self.seen[next] = self.search;
                self.cost[next] = next_cost;
                self.back[next] = (arc.edge, state as u32);
                heap.push(Reverse((next_cost, next)));
            }
        }
        None
    }

    fn way(&self, from: usize, to: usize) -> Option<Way> {
        let mut edges = Vec::new();
        let mut state = to;
        while state != from {
            let (edge, before) = self.back[state];
            edges.push(edge);
            state = before as usize;
        }
        edges.sort_unstable();
        let twice = edges.windows(2).any(|pair| pair[0] == pair[1]);
        (!twice).then_some(Way { edges })
    }
}
