//! The lists that a walk follows, in the graph at hand; where they are sifted, whole or a node at a time.

use crate::context::Sight;
use crate::exec::pattern::reading::Reading;
use crate::exec::pattern::walk::{Kinds, Strand, Walk, accepts};
use factio_graph::adjacency::{Laid, Lists, Neighbours, Of, Runs, Side, Sifted, SiftedRow};
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use std::sync::Arc;

/// The lists of a walk, in the graph at hand.
pub(super) struct OpenWalk<'w, 'g> {
    pub walk: &'w Walk<'w>,
    pub graph: &'g Graph,
    pub sight: &'g Sight,
    pub lists: Vec<Held<'g>>,
}

pub(super) enum Held<'g> {
    Borrowed(&'g Lists),
    Shared(Arc<Lists>),
    /// Sifted, all of them.
    Whole(Arc<Lists>, Arc<Sifted>),
    Sifted(Arc<Sifted>),
}

/// A node's list.
pub(super) enum Listed<'o> {
    Of(&'o Lists, u32),
    Sifted(Arc<SiftedRow>),
}

/// One strand's entries at a node.
pub(super) struct Entries<'o> {
    listed: Listed<'o>,
    /// Every entry counts as it stands.
    pub plain: bool,
    from: u32,
    strand: &'o Strand,
    asks: Option<Reading<'o>>,
    graph: &'o Graph,
}

impl Listed<'_> {
    pub fn neighbours(&self) -> Neighbours<'_> {
        match self {
            Listed::Of(lists, node) => lists.of(*node),
            Listed::Sifted(row) => row.of(),
        }
    }

    pub fn runs(&self) -> Runs<'_> {
        match self {
            Listed::Of(lists, node) => lists.runs(*node),
            Listed::Sifted(row) => row.runs(),
        }
    }
}

impl<'w, 'g> OpenWalk<'w, 'g> {
    /// How many strands there are; they are followed in this order.
    pub fn strands(&self) -> usize {
        self.lists.len()
    }

    fn at(&self, number: usize, from: u32) -> Listed<'_> {
        match &self.lists[number] {
            Held::Borrowed(lists) => Listed::Of(lists, from),
            Held::Shared(lists) | Held::Whole(lists, _) => Listed::Of(lists, from),
            Held::Sifted(sifted) => {
                let row = sifted.row(from, self.graph);
                self.sight.admitted(row.doubted);
                Listed::Sifted(row)
            }
        }
    }

    /// The neighbours of a node along one strand.
    pub fn strand(&self, number: usize, from: u32) -> Entries<'_> {
        let strand = &self.walk.strands[number];
        Entries {
            listed: self.at(number, from),
            plain: !strand.skips_loops && self.walk.asks.is_none(),
            from,
            strand,
            asks: self.walk.asks,
            graph: self.graph,
        }
    }

    /// The lists of one strand; `None` where they are still to be sifted.
    pub fn lists(&self, number: usize) -> Option<&Lists> {
        match &self.lists[number] {
            Held::Borrowed(lists) => Some(lists),
            Held::Shared(lists) | Held::Whole(lists, _) => Some(lists),
            Held::Sifted(_) => None,
        }
    }

    /// The lists of a strand whose rows are sifted one by one.
    pub fn sifted(&self, number: usize) -> Option<&Sifted> {
        match &self.lists[number] {
            Held::Sifted(sifted) => Some(sifted),
            Held::Borrowed(_) | Held::Shared(_) | Held::Whole(..) => None,
        }
    }

    /// The lists of a strand, and what is kept of a property beside their entries. Only where these are the lists of whole types, or
    /// such lists sifted.
    pub fn laid(&self, number: usize, key: Symbol) -> Option<(&Lists, Arc<Laid>)> {
        if let Held::Whole(_, sifted) = &self.lists[number] {
            let (lists, laid) = sifted.laid(key, self.graph)?;
            return Some((lists, laid));
        }
        if !self.walk.is_whole() {
            return None;
        }
        let strand = &self.walk.strands[number];
        let of = match &strand.kinds {
            Kinds::Any => Of::Any,
            Kinds::One(kind) => Of::Type(*kind),
            Kinds::Many(kinds) => Of::Types(kinds),
        };
        let lists = self.lists(number)?;
        Some((lists, self.graph.adjacency().laid(of, strand.side, key)))
    }

    /// Whether the walk leads to no node twice, from one node or from two.
    pub fn leads_once(&self) -> bool {
        self.strands() == 1 && self.lists(0).is_some_and(Lists::leads_once)
    }

    /// How many nodes have a list, about: one that has several counts as often. `None` where the lists are still to be sifted.
    pub fn starts(&self) -> Option<usize> {
        let strands = 0..self.strands();
        strands
            .map(|strand| Some(self.lists(strand)?.node_count()))
            .sum()
    }

    /// The nodes that have a list, ascending, but for lists that are still to be sifted.
    pub fn start_nodes(&self) -> Vec<u32> {
        let lists = (0..self.strands()).filter_map(|strand| self.lists(strand));
        let mut nodes: Vec<u32> = lists.flat_map(|lists| lists.nodes()).copied().collect();
        if self.strands() > 1 {
            nodes.sort_unstable();
            nodes.dedup();
        }
        nodes
    }

    /// How many list entries a node has; where they are still to be sifted, at most.
    pub fn degree(&self, from: u32) -> usize {
        let degree = |lists: &Held<'_>| match lists {
            Held::Borrowed(lists) => lists.of(from).neighbours.len(),
            Held::Shared(lists) | Held::Whole(lists, _) => lists.of(from).neighbours.len(),
            Held::Sifted(sifted) => sifted.most(from),
        };
        self.lists.iter().map(degree).sum()
    }

    /// How many relations lead on from a node. For walks that are plain.
    pub fn count(&self, from: u32) -> u64 {
        let strands = 0..self.strands();
        strands
            .map(|strand| {
                let listed = self.at(strand, from);
                let neighbours = listed.neighbours().neighbours;
                let skipped = match self.skips_loops(strand) {
                    true => {
                        let start = neighbours.partition_point(|&node| node < from);
                        neighbours[start..].partition_point(|&node| node == from)
                    }
                    false => 0,
                };
                (neighbours.len() - skipped) as u64
            })
            .sum()
    }

    /// The distinct neighbours of a node along one strand, the node itself perhaps among them. For walks that are plain.
    pub fn distinct(&self, number: usize, from: u32) -> Listed<'_> {
        self.at(number, from)
    }

    /// Whether every relation on its lists counts.
    pub fn is_plain(&self) -> bool {
        self.walk.is_plain()
    }

    /// Whether a self-loop on this strand was met on another one before.
    pub fn skips_loops(&self, number: usize) -> bool {
        self.walk.strands[number].skips_loops
    }

    /// Whether some relation may be followed both ways.
    pub fn is_either(&self) -> bool {
        !self.walk.is_one_way()
    }

    /// Keeps those of some ascending nodes that any list of `from` names.
    pub fn retain_reached(&self, from: u32, nodes: &mut Vec<u32>) {
        let lists: Vec<Listed<'_>> = (0..self.strands()).map(|it| self.at(it, from)).collect();
        if let [list] = lists.as_slice() {
            let mut rest = list.neighbours().neighbours;
            nodes.retain(|node| {
                rest = &rest[gallop(rest, *node)..];
                rest.first() == Some(node)
            });
            return;
        }
        let lists: Vec<&[u32]> = lists.iter().map(|it| it.neighbours().neighbours).collect();
        nodes.retain(|node| lists.iter().any(|list| list.binary_search(node).is_ok()));
    }
}

/// The position of the first element that is at least `wanted`, in time that grows with the logarithm of that position.
fn gallop(sorted: &[u32], wanted: u32) -> usize {
    let mut bound = 1;
    while bound < sorted.len() && sorted[bound] < wanted {
        bound *= 2;
    }
    let start = bound / 2;
    let end = sorted.len().min(bound + 1);
    start + sorted[start..end].partition_point(|&node| node < wanted)
}

impl Entries<'_> {
    pub fn len(&self) -> usize {
        self.neighbours().len()
    }

    /// The neighbours at all positions.
    pub fn neighbours(&self) -> &[u32] {
        self.listed.neighbours().neighbours
    }

    /// The relations at all positions.
    pub fn relations(&self) -> &[u32] {
        self.listed.neighbours().relations
    }

    /// The neighbour and relation at a position, if the relation passes.
    pub fn get(&self, position: usize) -> Option<(u32, u32)> {
        let list = self.listed.neighbours();
        let (neighbour, relation) = (list.neighbours[position], list.relations[position]);
        let counts = self.plain || self.passes(neighbour, relation);
        counts.then_some((neighbour, relation))
    }

    fn passes(&self, neighbour: u32, relation: u32) -> bool {
        let counted_before = self.strand.skips_loops
            && neighbour == self.from
            && accepts(self.asks, self.graph, Side::Out, relation);
        !counted_before && accepts(self.asks, self.graph, self.strand.side, relation)
    }

    /// The positions at which `to` stands.
    pub fn positions(&self, to: u32) -> std::ops::Range<usize> {
        let neighbours = self.neighbours();
        let start = neighbours.partition_point(|&neighbour| neighbour < to);
        let count = neighbours[start..].partition_point(|&neighbour| neighbour == to);
        start..start + count
    }
}
