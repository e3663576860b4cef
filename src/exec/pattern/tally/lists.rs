//! The nodes that a walk leads to from a node, each with how often it counts.

use crate::error::Result;
use crate::exec::pattern::open::OpenWalk;

/// An open walk whose relations multiply, or only have to be there.
pub(in crate::exec::pattern) struct Lists<'w, 'g> {
    walk: OpenWalk<'w, 'g>,
    counts: bool,
}

impl<'w, 'g> Lists<'w, 'g> {
    pub fn new(walk: OpenWalk<'w, 'g>, counts: bool) -> Lists<'w, 'g> {
        Lists { walk, counts }
    }

    pub fn walk(&self) -> &OpenWalk<'w, 'g> {
        &self.walk
    }

    /// How many relations there are at a node.
    pub fn degree(&self, from: u32) -> usize {
        self.walk.degree(from)
    }

    /// How often a node counts; 0 where nothing leads.
    pub fn value(&self, from: u32, node: u32) -> u64 {
        let mut found = 0;
        for strand in 0..self.walk.strands() {
            let listed = self.walk.distinct(strand, from);
            let runs = listed.runs();
            if let Ok(index) = runs.neighbours.binary_search(&node)
                && !(node == from && self.walk.skips_loops(strand))
            {
                found += runs.range(index).len() as u64;
            }
        }
        match self.counts {
            true => found,
            false => found.min(1),
        }
    }

    /// Adds the nodes, each once.
    pub fn collect(&self, from: u32, nodes: &mut Vec<u32>) {
        for strand in 0..self.walk.strands() {
            nodes.extend_from_slice(self.walk.distinct(strand, from).runs().neighbours);
        }
        if self.walk.strands() > 1 {
            nodes.sort_unstable();
            nodes.dedup();
        }
    }

    /// Visits the nodes with what they count for; where relations count, a node may come with a part of them at a time.
    fn each(&self, from: u32, mut visit: impl FnMut(u32, u64) -> Result<()>) -> Result<()> {
        for strand in 0..self.walk.strands() {
            let listed = self.walk.distinct(strand, from);
            let runs = listed.runs();
            let skips = self.walk.skips_loops(strand);
            for (index, &node) in runs.neighbours.iter().enumerate() {
                match self.counts {
                    true if skips && node == from => {}
                    true => visit(node, runs.range(index).len() as u64)?,
                    false if self.came_before(strand, from, node) => {}
                    false => visit(node, 1)?,
                }
            }
        }
        Ok(())
    }

    fn came_before(&self, strand: usize, from: u32, node: u32) -> bool {
        let mut before = 0..strand;
        before.any(|strand| {
            let listed = self.walk.distinct(strand, from);
            let neighbours = listed.neighbours().neighbours;
            neighbours.binary_search(&node).is_ok()
        })
    }
}

/// A table by node that holds what the lists of one node count for.
#[derive(Debug, Default)]
pub(in crate::exec::pattern) struct Marks {
    /// Which list it is, and of which node.
    of: Option<(usize, u32)>,
    table: Vec<u64>,
    marked: Vec<u32>,
}

impl Marks {
    pub fn are_of(&self, list: usize, from: u32) -> bool {
        self.of == Some((list, from))
    }

    /// Marks what a list leads to from a node, unless it is. Lists are told apart by number.
    pub fn set(&mut self, (number, lists): (usize, &Lists<'_, '_>), from: u32) -> Result<()> {
        if self.are_of(number, from) {
            return Ok(());
        }
        for node in self.marked.drain(..) {
            self.table[node as usize] = 0;
        }
        self.of = Some((number, from));
        let (table, marked) = (&mut self.table, &mut self.marked);
        lists.each(from, |node, value| {
            if table.len() <= node as usize {
                table.resize((node as usize + 1).next_power_of_two(), 0);
            }
            table[node as usize] += value;
            marked.push(node);
            Ok(())
        })
    }

    /// The sum over the nodes that are marked and that other lists lead to: the product of both values and of the node's weight.
    pub fn meet(
        &self,
        lists: &Lists<'_, '_>,
        from: u32,
        mut weight: impl FnMut(u32) -> Result<u64>,
    ) -> Result<u64> {
        let mut sum = 0u64;
        lists.each(from, |node, value| {
            let marked = self.table.get(node as usize).copied().unwrap_or(0);
            if marked > 0 {
                let times = marked.saturating_mul(value);
                sum = sum.saturating_add(times.saturating_mul(weight(node)?));
            }
            Ok(())
        })?;
        Ok(sum)
    }
}
