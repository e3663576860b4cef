//! The net signed graph a solver works on: one weight a pair, never 0; what cancels out is paid at once as `base`.

use petgraph::unionfind::UnionFind;

/// A way from a node along a tie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub node: u32,
    pub edge: u32,
}

/// An edge with a weight above 0 wants its ends together, one below 0 wants them apart.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    pub nodes: usize,
    pub ends: Vec<(u32, u32)>,
    pub weight: Vec<i64>,
    /// Paid by every partition, and not part of [`Instance::cost`].
    pub base: i64,
    start: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Instance {
    /// Merges parallel edges; loops are dropped, and a loop below 0 is paid as base.
    pub(super) fn new(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, i64)>) -> Self {
        let mut base = 0;
        let mut list: Vec<(u32, u32, i64, i64)> = Vec::new();
        for (a, b, weight) in edges {
            if a == b {
                base += (-weight).max(0);
            } else {
                list.push((a.min(b), a.max(b), weight.max(0), (-weight).max(0)));
            }
        }
        list.sort_unstable_by_key(|edge| (edge.0, edge.1));
        list.dedup_by(|later, kept| {
            let same = (later.0, later.1) == (kept.0, kept.1);
            if same {
                kept.2 += later.2;
                kept.3 += later.3;
            }
            same
        });
        base += list.iter().map(|edge| edge.2.min(edge.3)).sum::<i64>();
        list.retain(|edge| edge.2 != edge.3);
        let ends: Vec<(u32, u32)> = list.iter().map(|edge| (edge.0, edge.1)).collect();
        let weight = list.iter().map(|edge| edge.2 - edge.3).collect();
        let (start, arcs) = rows(nodes, &ends);
        Self {
            nodes,
            ends,
            weight,
            base,
            start,
            arcs,
        }
    }

    pub(super) fn around(&self, node: usize) -> &[Arc] {
        &self.arcs[self.start[node] as usize..self.start[node + 1] as usize]
    }

    pub(super) fn degree(&self, node: u32) -> usize {
        self.around(node as usize).len()
    }

    pub(super) fn is_misfit(&self, edge: usize, labels: &[u32]) -> bool {
        let (a, b) = self.ends[edge];
        (labels[a as usize] == labels[b as usize]) != (self.weight[edge] > 0)
    }

    /// The sum of the weights of the misfits, base apart.
    pub(super) fn cost(&self, labels: &[u32]) -> i64 {
        let misfits = (0..self.ends.len()).filter(|&edge| self.is_misfit(edge, labels));
        misfits.map(|edge| self.weight[edge].abs()).sum()
    }

    /// The same graph with the signs between the two sides turned: what two groups cost does not change by it.
    pub(super) fn switched(&self, side: &[u32]) -> Self {
        let mut switched = self.clone();
        for (edge, &(a, b)) in self.ends.iter().enumerate() {
            if side[a as usize] != side[b as usize] {
                switched.weight[edge] = -self.weight[edge];
            }
        }
        switched
    }

    /// The edges within a block; `place` has a cell a node, all `u32::MAX`, and is left so. Its first node may border many blocks; each other one is looked at in this block only, so
    /// that all blocks together are linear.
    pub(super) fn part(&self, nodes: &[u32], place: &mut [u32]) -> Self {
        nodes
            .iter()
            .enumerate()
            .for_each(|(at, &node)| place[node as usize] = at as u32);
        let mut edges = Vec::new();
        for (at, &node) in nodes.iter().enumerate().skip(1) {
            for arc in self.around(node as usize) {
                let other = place[arc.node as usize];
                if other < at as u32 {
                    edges.push((at as u32, other, self.weight[arc.edge as usize]));
                }
            }
        }
        nodes
            .iter()
            .for_each(|&node| place[node as usize] = u32::MAX);
        Self::new(nodes.len(), edges)
    }

    /// Each class of `union` as one node; also the node each old node became.
    pub(super) fn contracted(
        &self,
        union: &UnionFind<usize>,
        more: &[(u32, u32, i64)],
    ) -> (Self, Vec<u32>) {
        let mut number = vec![u32::MAX; self.nodes];
        let mut next = 0;
        let mut class = Vec::with_capacity(self.nodes);
        for node in 0..self.nodes {
            let root = union.find(node);
            if number[root] == u32::MAX {
                number[root] = next;
                next += 1;
            }
            class.push(number[root]);
        }
        let own = self
            .ends
            .iter()
            .zip(&self.weight)
            .map(|(&(a, b), &weight)| (a, b, weight));
        let edges = own.chain(more.iter().copied());
        let edges = edges.map(|(a, b, weight)| (class[a as usize], class[b as usize], weight));
        (Self::new(next as usize, edges), class)
    }
}

fn rows(nodes: usize, ends: &[(u32, u32)]) -> (Vec<u32>, Vec<Arc>) {
    let mut start = vec![0_u32; nodes + 1];
    for &(a, b) in ends {
        start[a as usize + 1] += 1;
        start[b as usize + 1] += 1;
    }
    for node in 0..nodes {
        start[node + 1] += start[node];
    }
    let mut next = start.clone();
    let mut arcs = vec![Arc { node: 0, edge: 0 }; ends.len() * 2];
    for (edge, &(a, b)) in ends.iter().enumerate() {
        for (from, to) in [(a, b), (b, a)] {
            let slot = &mut next[from as usize];
            arcs[*slot as usize] = Arc {
                node: to,
                edge: edge as u32,
            };
            *slot += 1;
        }
    }
    (start, arcs)
}
