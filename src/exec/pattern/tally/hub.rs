//! What a node of a pattern counts for, with all that hangs on it and that nobody reads.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::label_check::LabelCheck;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::tally::memo::Memo;
use crate::exec::pattern::view::{Kind, Place, View};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;

/// A node variable that is not bound, with the conditions on it alone and the branches that go out from it.
pub(in crate::exec::pattern) struct Hub<'p> {
    labels: LabelCheck<'p>,
    tests: Tests<'p>,
    branches: Vec<Branch<'p>>,
    /// What nodes count for, where that is more than a look at their labels.
    known: Memo,
    held: Held,
}

/// Relations that lead from a hub to the next.
struct Branch<'p> {
    walk: Walk<'p>,
    to: Hub<'p>,
    /// As often it counts at least.
    least: u64,
}

/// Conditions on one node.
struct Tests<'p> {
    filters: Vec<Filter<'p>>,
    places: Vec<Option<Place>>,
    chunk: Chunk,
    none: Batch,
}

/// A hub in the graph at hand.
pub(in crate::exec::pattern) struct OpenHub<'h, 'p, 'g> {
    labels: &'h mut LabelCheck<'p>,
    tests: &'h mut Tests<'p>,
    branches: Vec<OpenBranch<'h, 'p, 'g>>,
    known: &'h mut Memo,
    held: &'h mut Held,
    /// No node is asked for twice, so that nothing need be remembered.
    once: bool,
    /// All nodes that are asked for have the labels.
    pub implied: bool,
    context: &'g Context<'g>,
}

struct OpenBranch<'h, 'p, 'g> {
    walk: OpenWalk<'h, 'g>,
    to: OpenHub<'h, 'p, 'g>,
    least: u64,
}

impl<'p> Hub<'p> {
    /// A hub in a slot, with the conditions on it. Those on labels alone are told apart, since they are decided quickest.
    pub fn new(slot: Slot, conditions: Vec<Filter<'p>>) -> Hub<'p> {
        let (mut labels, mut filters) = (LabelCheck::default(), Vec::new());
        for condition in conditions {
            match condition {
                Filter::Labels { check, .. } => labels.add(check),
                other => filters.push(other),
            }
        }
        Hub {
            labels,
            tests: Tests::new(slot, filters),
            branches: Vec::new(),
            known: Memo::new(),
            held: Held::default(),
        }
    }

    /// Hangs another hub on this one.
    pub fn branch(&mut self, walk: Walk<'p>, to: Hub<'p>) {
        self.branches.push(Branch { walk, to, least: 0 });
    }

    /// Hangs another hub on this one that counts once where nothing leads to it.
    pub fn optional_branch(&mut self, walk: Walk<'p>, to: Hub<'p>) {
        self.branches.push(Branch { walk, to, least: 1 });
    }

    pub fn open<'h, 'g>(&'h mut self, context: &'g Context<'g>) -> OpenHub<'h, 'p, 'g> {
        let branches = self.branches.iter_mut().map(|branch| {
            let walk = branch.walk.open(context);
            let mut to = branch.to.open(context);
            to.implied = to.is_implied(&branch.walk);
            to.once = !to.is_bare() && walk.leads_once();
            let least = branch.least;
            OpenBranch { walk, to, least }
        });
        let mut branches: Vec<OpenBranch<'h, 'p, 'g>> = branches.collect();
        // What leads on from few nodes tells soonest that there is nothing to count.
        branches.sort_by_key(|it| (it.least, it.walk.starts().unwrap_or(usize::MAX)));
        OpenHub {
            once: false,
            implied: false,
            labels: &mut self.labels,
            tests: &mut self.tests,
            branches,
            known: &mut self.known,
            held: &mut self.held,
            context,
        }
    }
}

impl<'p> Tests<'p> {
    fn new(slot: Slot, filters: Vec<Filter<'p>>) -> Tests<'p> {
        let mut places = vec![None; slot + 1];
        places[slot] = Some(Place {
            level: 0,
            column: 0,
            kind: Kind::Node,
        });
        Tests {
            filters,
            places,
            chunk: Chunk {
                parent: vec![0],
                columns: vec![Cells::Ids(vec![0])],
                weights: Vec::new(),
            },
            none: Batch::unit(),
        }
    }

    fn pass(&mut self, node: u32, context: &Context<'_>) -> Result<bool> {
        if self.filters.is_empty() {
            return Ok(true);
        }
        if let [Cells::Ids(ids)] = self.chunk.columns.as_mut_slice() {
            ids[0] = node;
        }
        let mut rows = vec![0];
        for filter in &mut self.filters {
            let view = View {
                input: &self.none,
                chunks: std::slice::from_ref(&self.chunk),
                top: None,
                places: &self.places,
            };
            filter.keep(view, &mut rows, context)?;
            if rows.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl OpenHub<'_, '_, '_> {
    /// How many ways of matching what hangs on a node there are, the node included; `u64::MAX` for more than that.
    ///
    /// # Errors
    /// A condition cannot be evaluated, or the statement was stopped.
    #[inline]
    pub fn weight(&mut self, node: u32) -> Result<u64> {
        if !self.implied && !self.labels.pass(node, self.context.graph()) {
            return Ok(0);
        }
        if self.is_bare() {
            return Ok(1);
        }
        if self.once {
            return self.fresh(node);
        }
        match self.known.get(node) {
            Some(weight) => Ok(weight),
            None => {
                let weight = self.fresh(node)?;
                let bound = self.context.graph().node_bound();
                if self.known.put(node, weight, bound) {
                    self.held.set(self.known.bytes(), self.context)?;
                }
                Ok(weight)
            }
        }
    }

    /// Whether all nodes to which a walk leads have the labels. It is found out where many were asked for.
    pub fn is_implied(&self, walk: &Walk<'_>) -> bool {
        let graph = self.context.graph();
        self.labels.is_asked_often(walk.entries(graph))
            && walk
                .label_sets(graph)
                .is_some_and(|mut sets| sets.all(|set| self.labels.passes_set(set, graph)))
    }

    /// Whether each node that a walk leads to counts for one.
    pub fn counts_alone(&self) -> bool {
        self.is_bare() && (self.implied || self.labels.is_empty())
    }

    /// Whether a look at the labels tells everything.
    fn is_bare(&self) -> bool {
        self.branches.is_empty() && self.tests.filters.is_empty()
    }

    fn fresh(&mut self, node: u32) -> Result<u64> {
        self.context.check()?;
        match self.tests.pass(node, self.context)? {
            true => self.onward(node),
            false => Ok(0),
        }
    }

    /// How many ways lead on from a node, not remembered: for nodes that come once.
    ///
    /// # Errors
    /// As for [`OpenHub::weight`].
    pub fn onward(&mut self, node: u32) -> Result<u64> {
        let mut weight = 1u64;
        for branch in &mut self.branches {
            if weight == 0 {
                break;
            }
            let sum = branch.to.sum(&branch.walk, node)?;
            weight = weight.saturating_mul(sum.max(branch.least));
        }
        Ok(weight)
    }

    /// As [`OpenHub::sum`], where each relation is asked whether it counts.
    fn sum_each(&mut self, walk: &OpenWalk<'_, '_>, from: u32) -> Result<u64> {
        let mut sum = 0u64;
        for strand in 0..walk.strands() {
            let entries = walk.strand(strand, from);
            for position in 0..entries.len() {
                if let Some((node, _)) = entries.get(position) {
                    sum = sum.saturating_add(self.weight(node)?);
                }
            }
        }
        Ok(sum)
    }

    /// What the nodes count for together to which a walk leads from a node, each as often as a relation leads there.
    ///
    /// # Errors
    /// As for [`OpenHub::weight`].
    pub fn sum(&mut self, walk: &OpenWalk<'_, '_>, from: u32) -> Result<u64> {
        if !walk.is_plain() {
            return self.sum_each(walk, from);
        }
        if self.counts_alone() {
            return Ok(walk.count(from));
        }
        let mut sum = 0u64;
        for strand in 0..walk.strands() {
            let listed = walk.distinct(strand, from);
            let runs = listed.runs();
            let skips = walk.skips_loops(strand);
            for (index, &node) in runs.neighbours.iter().enumerate() {
                if skips && node == from {
                    continue;
                }
                let weight = self.weight(node)?;
                if weight > 0 {
                    let relations = runs.range(index).len() as u64;
                    sum = sum.saturating_add(weight.saturating_mul(relations));
                }
            }
        }
        Ok(sum)
    }
}
