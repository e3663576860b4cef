//! Local search with many groups: chains of moves in which no node moves twice, started at misfits.
//! A node may move to the group of a neighbour, or to a new one while the rule allows one more.

use super::Groups;
use super::chains::Chains;
use super::effort::Effort;
use super::instance::Instance;
use std::ops::Range;

pub(super) struct Moves<'a> {
    instance: &'a Instance,
    most_groups: usize,
    pub labels: Vec<u32>,
    pub cost: i64,
    sizes: Vec<u32>,
    used: usize,
    /// No group below this is empty.
    empty_from: usize,
    /// The weight from the looked-at node to each group, and the groups that are not 0.
    towards: Vec<i64>,
    touched: Vec<u32>,
    chain_of: Vec<u32>,
    chain: u32,
}

/// A move and what the cost grows by.
#[derive(Clone, Copy)]
struct Move {
    node: u32,
    to: u32,
    change: i64,
}

impl<'a> Moves<'a> {
    pub(super) fn new(instance: &'a Instance, rule: Groups, labels: Vec<u32>) -> Self {
        let nodes = instance.nodes;
        let most_groups = rule.at_most(nodes);
        let mut sizes = vec![0; nodes + 1];
        labels.iter().for_each(|&label| sizes[label as usize] += 1);
        let used = sizes.iter().filter(|&&size| size > 0).count();
        Self {
            instance,
            most_groups,
            cost: instance.cost(&labels),
            labels,
            sizes,
            used,
            empty_from: 0,
            towards: vec![0; nodes + 1],
            touched: Vec::new(),
            chain_of: vec![0; nodes],
            chain: 0,
        }
    }

    /// The best move of a node to another group; ties go to the lowest group.
    fn best_move(&mut self, node: u32) -> Option<Move> {
        let own = self.labels[node as usize];
        for arc in self.instance.around(node as usize) {
            let group = self.labels[arc.node as usize];
            if self.towards[group as usize] == 0 {
                self.touched.push(group);
            }
            self.towards[group as usize] += self.instance.weight[arc.edge as usize];
        }
        let stay = self.towards[own as usize];
        let others = self.touched.iter().filter(|&&group| group != own);
        let mut best = others
            .map(|&group| (stay - self.towards[group as usize], group))
            .min();
        if best.is_none_or(|best| stay < best.0) {
            best = self.untied_group(own).map(|group| (stay, group)).or(best);
        }
        for group in self.touched.drain(..) {
            self.towards[group as usize] = 0;
        }
        best.map(|(change, to)| Move { node, to, change })
    }

    /// A group the looked-at node is not bound to: an empty one while the rule allows one more, else one of the first.
    fn untied_group(&mut self, own: u32) -> Option<u32> {
        const LOOKED_AT: usize = 64;
        let (sizes, towards) = (&self.sizes, &self.towards);
        if self.used >= self.most_groups {
            let mut groups = 0..sizes.len().min(LOOKED_AT);
            return groups
                .find(|&group| group as u32 != own && sizes[group] > 0 && towards[group] == 0)
                .map(|group| group as u32);
        }
        if sizes[own as usize] == 1 {
            return None;
        }
        self.empty_from += sizes[self.empty_from..]
            .iter()
            .position(|&size| size == 0)?;
        Some(self.empty_from as u32)
    }

    fn apply(&mut self, node: u32, to: u32, change: i64) {
        let from = self.labels[node as usize] as usize;
        self.sizes[from] -= 1;
        if self.sizes[from] == 0 {
            self.used -= 1;
            self.empty_from = self.empty_from.min(from);
        }
        self.used += usize::from(self.sizes[to as usize] == 0);
        self.sizes[to as usize] += 1;
        self.labels[node as usize] = to;
        self.cost += change;
    }

    /// Moves nodes as long as one move alone is better.
    pub(super) fn descend(&mut self, effort: &Effort<'_>) {
        let mut queue: Vec<u32> = (0..self.instance.nodes as u32).rev().collect();
        while let Some(node) = queue.pop() {
            let around = self.instance.around(node as usize);
            if !effort.spend(around.len() as u64 + 1) {
                return;
            }
            let found = self.best_move(node).filter(|found| found.change < 0);
            if let Some(found) = found {
                self.apply(node, found.to, found.change);
                queue.extend(
                    around
                        .iter()
                        .filter(|arc| self.instance.is_misfit(arc.edge as usize, &self.labels))
                        .map(|arc| arc.node),
                );
            }
        }
    }

    /// Neighbours whose tie to the moved node is a misfit now.
    fn open_neighbours(&self, node: u32, open: &mut Vec<u32>) {
        const MOST_OPEN: usize = 12;
        for arc in self.instance.around(node as usize) {
            if open.len() >= MOST_OPEN {
                return;
            }
            if self.chain_of[arc.node as usize] != self.chain
                && self.instance.is_misfit(arc.edge as usize, &self.labels)
            {
                open.push(arc.node);
            }
        }
    }
}

impl Chains for Moves<'_> {
    const LENGTHS: Range<usize> = 1..13;

    fn instance(&self) -> &Instance {
        self.instance
    }

    fn groups(&self) -> &[u32] {
        &self.labels
    }

    fn cost(&self) -> i64 {
        self.cost
    }

    fn try_chain(&mut self, node: u32, length: usize) -> u64 {
        self.chain += 1;
        let before = self.cost;
        let (mut best, mut kept) = (i64::MAX, 0);
        let mut done: Vec<Move> = Vec::new();
        let mut open: Vec<u32> = Vec::new();
        let mut next = self.best_move(node);
        let mut steps = self.instance.degree(node) as u64 + 1;
        while let Some(Move { node, to, change }) = next {
            let from = self.labels[node as usize];
            self.apply(node, to, change);
            self.chain_of[node as usize] = self.chain;
            done.push(Move {
                node,
                to: from,
                change: -change,
            });
            if self.cost < best {
                (best, kept) = (self.cost, done.len());
            }
            if done.len() >= length {
                break;
            }
            self.open_neighbours(node, &mut open);
            next = None;
            for &other in &open {
                steps += self.instance.degree(other) as u64 + 1;
                let found = if self.chain_of[other as usize] == self.chain {
                    None
                } else {
                    self.best_move(other)
                };
                next = found
                    .filter(|found| next.is_none_or(|best| found.change < best.change))
                    .or(next);
            }
        }
        let kept = if best <= before { kept } else { 0 };
        for undo in done.drain(kept..).rev() {
            self.apply(undo.node, undo.to, undo.change);
        }
        steps
    }
}
