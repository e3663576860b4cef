//! Putting back many nodes and relations at once, on all cores.

use crate::facts::Relation;
use crate::facts::deferred::Later;
use crate::facts::ids::Ids;
use crate::facts::paged::{PAGE, Page, Paged};
use crate::facts::topology::{NO_RELATION, NOWHERE, Topology};
use crate::id::{NodeId, RelationId, Symbol};
use indexmap::IndexMap;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// A stretch of relations, ascending.
#[derive(Debug)]
pub(crate) struct Rows {
    pub ids: Ids,
    pub relations: Vec<Relation>,
}

/// What was put back.
#[derive(Default)]
pub(crate) struct Restored {
    /// The types in the order of the relations, and how many have each.
    pub kinds: IndexMap<Symbol, usize, FxBuildHasher>,
    /// Relations of which an end does not live, with that end.
    pub missing: Vec<(RelationId, NodeId)>,
}

/// Pages of relations by number, and what is in them.
#[derive(Default)]
struct Filled {
    pages: Vec<(u32, Arc<Page<Relation>>)>,
    restored: Restored,
    bound: u32,
}

impl Topology {
    /// Puts nodes back into an empty graph, ascending, with the numbers of their label sets.
    pub fn put_nodes(&mut self, ids: &Ids, labels: impl Fn(usize) -> u32) {
        self.nodes.put_all(ids, labels);
        self.count_nodes(ids);
    }

    /// As [`Topology::put_nodes`], where all have one label set.
    pub fn put_alike(&mut self, ids: &Ids, labels: u32) {
        self.nodes.put_same(ids, labels);
        self.count_nodes(ids);
    }

    fn count_nodes(&mut self, ids: &Ids) {
        self.node_bound = ids.last().map_or(self.node_bound, |last| last + 1);
        self.node_count += ids.len();
    }

    /// Puts relations back where there are none, ascending over all. Those of which an end does not live are left out. Two
    /// stretches lie in different pages.
    pub fn put_relations(&mut self, stretches: Vec<Later<Rows>>) -> Restored {
        let alive = &Alive::of(&self.nodes, self.node_bound, self.node_count);
        let stretches = stretches.into_par_iter();
        let filled: Vec<Filled> = stretches.map(|read| fill(&read(), alive)).collect();
        let mut all = Restored::default();
        for Filled {
            pages,
            restored,
            bound,
        } in filled
        {
            for (number, page) in pages {
                self.relations.put(number, page);
            }
            self.relation_bound = self.relation_bound.max(bound);
            for (kind, count) in restored.kinds {
                self.relation_count += count;
                *all.kinds.entry(kind).or_default() += count;
            }
            all.missing.extend(restored.missing);
        }
        all
    }
}

fn fill(rows: &Rows, alive: &Alive<'_>) -> Filled {
    let relations = rows.relations.iter().copied();
    match &rows.ids {
        Ids::Run(run) => fill_from(run.clone().zip(relations), alive),
        Ids::Each(ids) => fill_from(ids.iter().copied().zip(relations), alive),
    }
}

fn fill_from(rows: impl Iterator<Item = (u32, Relation)>, alive: &Alive<'_>) -> Filled {
    let mut filled = Filled::default();
    let (mut kind, mut alike) = (Symbol(0), 0);
    let mut rest = rows.peekable();
    while let Some(&(first, _)) = rest.peek() {
        let number = first / PAGE;
        let mut page = Arc::new([NO_RELATION; PAGE as usize]);
        let places = Arc::make_mut(&mut page);
        while let Some((id, relation)) = rest.next_if(|(id, _)| id / PAGE == number) {
            filled.bound = id + 1;
            let ends = [relation.start, relation.end];
            if let Some(end) = ends.into_iter().find(|end| !alive.contains(end.0)) {
                filled.restored.missing.push((RelationId(id), end));
                continue;
            }
            if relation.kind != kind {
                filled.restored.count(kind, alike);
                (kind, alike) = (relation.kind, 0);
            }
            alike += 1;
            places[(id % PAGE) as usize] = relation;
        }
        filled.pages.push((number, page));
    }
    filled.restored.count(kind, alike);
    filled
}

impl Restored {
    fn count(&mut self, kind: Symbol, relations: usize) {
        if relations > 0 {
            *self.kinds.entry(kind).or_default() += relations;
        }
    }
}

/// Which nodes live: all below a bound, or as their rows tell.
enum Alive<'n> {
    Below(u32),
    Rows(&'n Paged<u32>),
}

impl Alive<'_> {
    fn of(nodes: &Paged<u32>, bound: u32, count: usize) -> Alive<'_> {
        match bound as usize == count {
            true => Alive::Below(bound),
            false => Alive::Rows(nodes),
        }
    }

    #[inline]
    fn contains(&self, node: u32) -> bool {
        match self {
            Alive::Below(bound) => node < *bound,
            Alive::Rows(nodes) => nodes.get(node) != NOWHERE,
        }
    }
}
