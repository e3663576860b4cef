//! Local search with two groups: chains of flips in which no node flips twice (Kernighan and Lin 1970), started at misfits.
//! The best part of each chain is kept when it is no worse. The choices follow a fixed sequence: the same every time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::chains::Chains;
use super::effort::Effort;
use super::instance::Instance;
use std::ops::Range;

pub(super) struct Flip<'a> {
    instance: &'a Instance,
    pub side: Vec<u32>,
    pub cost: i64,
    /// What the cost grows by when the node flips.
    change: Vec<i64>,
    /// The last chain each node flipped in.
    chain_of: Vec<u32>,
    chain: u32,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    flipped: Vec<u32>,
}

impl<'a> Flip<'a> {
    pub(super) fn new(instance: &'a Instance, side: Vec<u32>) -> Self {
        let mut change = vec![0; instance.nodes];
        for edge in 0..instance.ends.len() {
            let weight = instance.weight[edge].abs();
            let gain = if instance.is_misfit(edge, &side) {
                -weight
            } else {
                weight
            };
            change[instance.ends[edge].0 as usize] += gain;
            change[instance.ends[edge].1 as usize] += gain;
        }
        let (heap, flipped) = (BinaryHeap::new(), Vec::new());
        Self {
            instance,
            cost: instance.cost(&side),
            side,
            change,
            chain_of: vec![0; instance.nodes],
            chain: 0,
            heap,
            flipped,
        }
    }

    fn flip(&mut self, node: usize) {
        self.cost += self.change[node];
        self.change[node] = -self.change[node];
        self.side[node] ^= 1;
        for arc in self.instance.around(node) {
            let agrees = self.side[node] == self.side[arc.node as usize];
            let weight = self.instance.weight[arc.edge as usize];
            self.change[arc.node as usize] += if agrees { 2 * weight } else { -2 * weight };
        }
    }

    /// Flips nodes as long as one flip alone is better.
    pub(super) fn descend(&mut self, effort: &Effort<'_>) {
        let mut queue: Vec<u32> = (0..self.instance.nodes as u32).rev().collect();
        while let Some(node) = queue.pop() {
            if self.change[node as usize] < 0 {
                self.flip(node as usize);
                let around = self.instance.around(node as usize);
                queue.extend(
                    around
                        .iter()
                        .map(|arc| arc.node)
                        .filter(|&node| self.change[node as usize] < 0),
                );
                if !effort.spend(around.len() as u64) {
                    return;
                }
            }
        }
    }

    /// Neighbours whose tie to the flipped node became a misfit, when flipping them could make up for it.
    fn offer_neighbours(&mut self, node: usize, before: i64) {
        let most = (self.cost - before).max(0);
        for arc in self.instance.around(node) {
            let to = arc.node as usize;
            let open = self.chain_of[to] != self.chain && self.change[to] <= most;
            if open && self.instance.is_misfit(arc.edge as usize, &self.side) {
                self.heap.push(Reverse((self.change[to], arc.node)));
            }
        }
    }

    fn cheapest(&mut self) -> Option<u32> {
        while let Some(Reverse((change, node))) = self.heap.pop() {
            let open = self.chain_of[node as usize] != self.chain;
            if open && self.change[node as usize] == change {
                return Some(node);
            }
        }
        None
    }
}

impl Chains for Flip<'_> {
    const LENGTHS: Range<usize> = 2..26;

    fn instance(&self) -> &Instance {
        self.instance
    }

    fn groups(&self) -> &[u32] {
        &self.side
    }

    fn cost(&self) -> i64 {
        self.cost
    }

    fn try_chain(&mut self, node: u32, length: usize) -> u64 {
        self.chain += 1;
        self.heap.clear();
        self.flipped.clear();
        let before = self.cost;
        let (mut best, mut kept) = (i64::MAX, 0);
        let mut next = Some(node);
        let mut steps = 0;
        while let Some(node) = next {
            self.flip(node as usize);
            self.chain_of[node as usize] = self.chain;
            self.flipped.push(node);
            steps += self.instance.around(node as usize).len() as u64 + 1;
            if self.cost < best {
                (best, kept) = (self.cost, self.flipped.len());
            }
            if self.flipped.len() >= length {
                break;
            }
            self.offer_neighbours(node as usize, before);
            next = self.cheapest();
        }
        let kept = if best <= before { kept } else { 0 };
        while self.flipped.len() > kept {
            if let Some(node) = self.flipped.pop() {
                self.flip(node as usize);
                steps += self.instance.around(node as usize).len() as u64 + 1;
            }
        }
        steps
    }
}
