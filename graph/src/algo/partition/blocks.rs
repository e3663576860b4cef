//! The biconnected blocks of an instance (Hopcroft and Tarjan 1973): what a partition costs is a sum over them.

use super::instance::Instance;

/// The nodes of each block, in an order in which each block shares at most one node with all before it.
/// A node without edges is a block of its own. Linear in nodes and edges.
pub(super) fn blocks(instance: &Instance) -> Vec<Vec<u32>> {
    let mut walk = Walk::new(instance.nodes);
    let mut all = Vec::new();
    for root in 0..instance.nodes {
        if walk.seen[root] == 0 {
            let mut found = walk.from(instance, root);
            found.reverse();
            all.append(&mut found);
        }
    }
    all
}

struct Walk {
    clock: u32,
    seen: Vec<u32>,
    low: Vec<u32>,
    /// Nodes not yet given to a block, in the order of their discovery.
    open: Vec<u32>,
}

/// A node on the depth-first path and the next arc to try.
struct Step {
    node: usize,
    next: usize,
}

impl Walk {
    fn new(nodes: usize) -> Self {
        Self {
            clock: 0,
            seen: vec![0; nodes],
            low: vec![0; nodes],
            open: Vec::new(),
        }
    }

    fn enter(&mut self, node: usize) -> Step {
        self.clock += 1;
        self.seen[node] = self.clock;
        self.low[node] = self.clock;
        self.open.push(node as u32);
        Step { node, next: 0 }
    }

    /// The blocks of the component of `root`, the deepest first.
    fn from(&mut self, instance: &Instance, root: usize) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        let mut path = vec![self.enter(root)];
        if instance.around(root).is_empty() {
            self.open.clear();
            return vec![vec![root as u32]];
        }
        while let Some(step) = path.last_mut() {
            let node = step.node;
            if let Some(arc) = instance.around(node).get(step.next) {
                step.next += 1;
                let to = arc.node as usize;
                if self.seen[to] == 0 {
                    let step = self.enter(to);
                    path.push(step);
                } else {
                    self.low[node] = self.low[node].min(self.seen[to]);
                }
                continue;
            }
            path.pop();
            if let Some(parent) = path.last().map(|step| step.node) {
                self.leave(node, parent, &mut found);
            }
        }
        self.open.clear();
        found
    }

    /// Steps back from `node` to `parent`; closes a block when nothing below `node` reaches above `parent`.
    fn leave(&mut self, node: usize, parent: usize, found: &mut Vec<Vec<u32>>) {
        if self.low[node] >= self.seen[parent] {
            let from = self
                .open
                .iter()
                .rposition(|&open| open as usize == node)
                .unwrap_or(0);
            let mut block = vec![parent as u32];
            block.extend(self.open.drain(from..));
            found.push(block);
        } else {
            self.low[parent] = self.low[parent].min(self.low[node]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::algo::partition::instance::Instance;

    #[test]
    fn blocks_meet_in_one_node_and_follow_their_neighbours() {
        // Two triangles that share node 2, a tail to 5, and a lonely node.
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (4, 5)];
        let instance = Instance::new(7, edges.map(|(a, b)| (a, b, 1)));
        let found = blocks(&instance);
        let mut sorted: Vec<Vec<u32>> = found.clone();
        sorted.iter_mut().for_each(|block| block.sort_unstable());
        sorted.sort();
        assert_eq!(sorted, [vec![0, 1, 2], vec![2, 3, 4], vec![4, 5], vec![6]]);
        let mut placed: Vec<u32> = Vec::new();
        for block in &found {
            assert!(block.iter().filter(|node| placed.contains(node)).count() <= 1);
            placed.extend(block);
        }
    }
}
