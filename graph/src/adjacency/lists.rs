//! The neighbour lists of one type, or of several, seen from one side.

use crate::adjacency::bits::Bits;
use crate::adjacency::rows::Rows;
use std::ops::Range;
use std::sync::OnceLock;

/// For each node its neighbours, sorted by neighbour and then relation.
#[derive(Clone, Debug)]
pub struct Lists {
    rows: Rows,
    /// What patching cost since the lists were built, in pairs moved.
    work: usize,
    longest: usize,
    distinct: OnceLock<Distinct>,
    nodes: OnceLock<Vec<u32>>,
    /// No node is a neighbour twice.
    once: OnceLock<bool>,
}

/// A node's neighbours over parallel relations, sorted by neighbour and then relation: `neighbours[i]` is reached by `relations[i]`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours<'a> {
    pub neighbours: &'a [u32],
    pub relations: &'a [u32],
}

/// A node's distinct neighbours, ascending, and for each the run of its relations in the node's list.
#[derive(Clone, Copy, Debug)]
pub struct Runs<'a> {
    pub neighbours: &'a [u32],
    /// Where each run starts; `None` when each run is of one.
    starts: Option<&'a [u32]>,
    /// How long the node's list is.
    len: usize,
}

/// The layer of distinct neighbours.
#[derive(Clone, Debug)]
enum Distinct {
    /// No two relations are parallel: the lists themselves are it.
    Same,
    /// Pairs of a neighbour and the start of its run.
    Runs(Rows),
}

/// Patching may cost this much a pair, in pairs moved, before building anew is cheaper.
const WORTH: usize = 32;
/// The cost of finding the place, in pairs moved.
const SEARCH: usize = 64;
/// Patching is always worth this much.
const SMALL: usize = 1 << 16;

impl Lists {
    pub(super) fn new(rows: Rows) -> Lists {
        let nodes = rows.nodes();
        let lengths = nodes.iter().map(|&node| rows.row(node).0.len());
        Lists {
            longest: lengths.max().unwrap_or(0),
            rows,
            work: 0,
            distinct: OnceLock::new(),
            nodes: OnceLock::from(nodes),
            once: OnceLock::new(),
        }
    }

    /// Lists without a relation.
    pub(super) fn none() -> &'static Lists {
        static NONE: Lists = Lists {
            rows: Rows::empty(),
            work: 0,
            longest: 0,
            distinct: OnceLock::new(),
            nodes: OnceLock::new(),
            once: OnceLock::new(),
        };
        &NONE
    }

    /// The neighbours of a node; empty for one that has none.
    #[inline]
    pub fn of(&self, node: u32) -> Neighbours<'_> {
        let (neighbours, relations) = self.rows.row(node);
        Neighbours {
            neighbours,
            relations,
        }
    }

    /// The relations of all entries, by the place of each; where no entry stands, any relation.
    pub(super) fn places(&self) -> &[u32] {
        self.rows.seconds()
    }

    /// The places of a node's entries.
    #[inline]
    pub(super) fn range(&self, node: u32) -> Range<usize> {
        self.rows.range(node)
    }

    /// The neighbours of a node, each once, ascending. The layer is built when it is first asked for.
    pub fn distinct(&self, node: u32) -> &[u32] {
        self.runs(node).neighbours
    }

    /// The neighbours of a node, each once, ascending, with their runs of parallel relations.
    #[inline]
    pub fn runs(&self, node: u32) -> Runs<'_> {
        let (neighbours, _) = self.rows.row(node);
        match self.distinct.get_or_init(|| self.build_distinct()) {
            Distinct::Same => Runs {
                neighbours,
                starts: None,
                len: neighbours.len(),
            },
            Distinct::Runs(rows) => {
                let (distinct, starts) = rows.row(node);
                Runs {
                    neighbours: distinct,
                    starts: Some(starts),
                    len: neighbours.len(),
                }
            }
        }
    }

    /// The nodes that have a neighbour, ascending.
    pub fn nodes(&self) -> &[u32] {
        self.nodes.get_or_init(|| self.rows.nodes())
    }

    /// How many nodes have a neighbour.
    pub fn node_count(&self) -> usize {
        self.rows.occupied()
    }

    /// Whether no node is a neighbour twice, of the same node or of two. Found out when it is first asked: a look at every entry.
    pub fn leads_once(&self) -> bool {
        *self.once.get_or_init(|| {
            let mut met = Bits::default();
            let mut nodes = self.nodes().iter();
            nodes.all(|&node| {
                self.of(node)
                    .neighbours
                    .iter()
                    .all(|&next| met.insert(next))
            })
        })
    }

    /// How many relations the lists hold.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many pairs of neighbours there are, parallel relations counting once. Builds the layer of distinct neighbours.
    pub fn distinct_len(&self) -> usize {
        match self.distinct.get_or_init(|| self.build_distinct()) {
            Distinct::Same => self.len(),
            Distinct::Runs(rows) => rows.len(),
        }
    }

    /// Relations a node, over the nodes that have one; 0 without any.
    pub fn average_degree(&self) -> f64 {
        match self.node_count() {
            0 => 0.0,
            nodes => self.len() as f64 / nodes as f64,
        }
    }

    /// No node has more relations than this; after removals none may have as many.
    pub fn max_degree(&self) -> usize {
        self.longest
    }

    /// Puts a relation in. `false` when the lists had better be built anew.
    pub(super) fn insert(&mut self, node: u32, neighbour: u32, relation: u32) -> bool {
        self.once.take();
        let run = self.run(node, neighbour);
        let (neighbours, relations) = self.rows.row(node);
        let at = run.start + relations[run.clone()].partition_point(|&other| other < relation);
        let len = neighbours.len();
        self.longest = self.longest.max(len + 1);
        if len == 0 {
            self.nodes.take();
        }
        self.work += SEARCH + self.rows.insert(node, at, neighbour, relation);
        self.insert_distinct(node, neighbour, &run);
        self.tidy_distinct();
        self.is_worth_keeping()
    }

    /// Takes a relation out. `false` when the lists had better be built anew.
    pub(super) fn remove(&mut self, node: u32, neighbour: u32, relation: u32) -> bool {
        self.once.take();
        let run = self.run(node, neighbour);
        let relations = self.rows.row(node).1;
        let Ok(within) = relations[run.clone()].binary_search(&relation) else {
            return false;
        };
        self.work += SEARCH + self.rows.remove(node, run.start + within);
        if self.rows.row(node).0.is_empty() {
            self.nodes.take();
        }
        self.remove_distinct(node, neighbour, &run);
        self.tidy_distinct();
        self.is_worth_keeping()
    }

    fn is_worth_keeping(&self) -> bool {
        self.work < SMALL + WORTH * self.len() && !self.rows.is_wasteful()
    }

    /// Where the relations to a neighbour stand in a node's list.
    fn run(&self, node: u32, neighbour: u32) -> Range<usize> {
        let neighbours = self.rows.row(node).0;
        let start = neighbours.partition_point(|&other| other < neighbour);
        let len = neighbours[start..].partition_point(|&other| other == neighbour);
        start..start + len
    }

    fn build_distinct(&self) -> Distinct {
        let mut nodes = Vec::new();
        let mut distinct = Vec::new();
        let mut starts = Vec::new();
        for &node in self.nodes() {
            let mut start = 0;
            for run in self.of(node).neighbours.chunk_by(|a, b| a == b) {
                nodes.push(node);
                distinct.push(run[0]);
                starts.push(start);
                start += run.len() as u32;
            }
        }
        if distinct.len() == self.len() {
            return Distinct::Same;
        }
        distinct.shrink_to_fit();
        starts.shrink_to_fit();
        Distinct::Runs(Rows::from_sorted(&nodes, distinct, starts))
    }

    /// Lets the layer of distinct neighbours go when building it anew would give back much memory.
    fn tidy_distinct(&mut self) {
        if let Some(Distinct::Runs(rows)) = self.distinct.get()
            && rows.is_wasteful()
        {
            self.distinct.take();
        }
    }

    /// Follows an insertion; `run` is where the neighbour's relations stood before.
    fn insert_distinct(&mut self, node: u32, neighbour: u32, run: &Range<usize>) {
        match self.distinct.get_mut() {
            None => {}
            Some(Distinct::Same) if run.is_empty() => {}
            Some(Distinct::Same) => drop(self.distinct.take()),
            Some(Distinct::Runs(rows)) => {
                let at = rows.row(node).0.partition_point(|&other| other < neighbour);
                if run.is_empty() {
                    self.work += rows.insert(node, at, neighbour, run.start as u32);
                }
                let later = rows.seconds_mut(node, at + 1);
                later.iter_mut().for_each(|start| *start += 1);
                self.work += later.len();
            }
        }
    }

    /// Follows a removal; `run` is where the neighbour's relations stood before.
    fn remove_distinct(&mut self, node: u32, neighbour: u32, run: &Range<usize>) {
        if let Some(Distinct::Runs(rows)) = self.distinct.get_mut() {
            let mut at = rows.row(node).0.partition_point(|&other| other < neighbour);
            match run.len() {
                1 => self.work += rows.remove(node, at),
                _ => at += 1,
            }
            let later = rows.seconds_mut(node, at);
            later.iter_mut().for_each(|start| *start -= 1);
            self.work += later.len();
        }
    }
}

impl<'a> Runs<'a> {
    /// Runs of one relation each.
    pub(super) fn of_one(neighbours: &'a [u32]) -> Runs<'a> {
        Runs {
            neighbours,
            starts: None,
            len: neighbours.len(),
        }
    }

    /// Runs in a list of that length.
    pub(super) fn new(neighbours: &'a [u32], starts: &'a [u32], len: usize) -> Runs<'a> {
        Runs {
            neighbours,
            starts: Some(starts),
            len,
        }
    }
}

impl Runs<'_> {
    /// How many distinct neighbours there are.
    pub fn len(&self) -> usize {
        self.neighbours.len()
    }

    pub fn is_empty(&self) -> bool {
        self.neighbours.is_empty()
    }

    /// Where the relations to the neighbour at `index` stand in the node's list.
    #[inline]
    pub fn range(&self, index: usize) -> Range<usize> {
        match self.starts {
            None => index..index + 1,
            Some(starts) => {
                let end = starts.get(index + 1).map_or(self.len, |&end| end as usize);
                starts[index] as usize..end
            }
        }
    }
}
