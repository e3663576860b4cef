//! Putting back many nodes and relations at once, on all cores.

use crate::facts::Relation;
use crate::facts::paged::{PAGE, Page, Paged};
use crate::facts::topology::{NO_RELATION, NOWHERE, Topology};
use crate::id::{NodeId, RelationId};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::sync::Arc;

/// A stretch of relations, ascending.
#[derive(Debug)]
pub(crate) struct Rows {
    pub ids: Vec<u32>,
    pub relations: Vec<Relation>,
}

/// Pages of relations by number, and relations of which an end does not live, with that end.
type Filled = (Vec<(u32, Arc<Page<Relation>>)>, Vec<(RelationId, NodeId)>);

impl Topology {
    /// Puts nodes back into an empty graph, ascending, with the numbers of their label sets.
    pub fn put_nodes(&mut self, ids: &[u32], labels: impl Fn(usize) -> u32) {
        self.nodes.put_all(ids, labels);
        self.node_bound = ids.last().map_or(self.node_bound, |last| last + 1);
        self.node_count += ids.len();
    }

    /// Puts relations back where there are none, ascending over all; returns those of which an end does not live, which are
    /// left out, with that end. Two stretches lie in different pages.
    pub fn put_relations(&mut self, chunks: &[Rows]) -> Vec<(RelationId, NodeId)> {
        let alive = &Alive::of(&self.nodes, self.node_bound, self.node_count);
        let filled: Vec<Filled> = chunks.par_iter().map(|rows| fill(rows, alive)).collect();
        let mut all_missing = Vec::new();
        for (rows, (pages, missing)) in chunks.iter().zip(filled) {
            for (number, page) in pages {
                self.relations.put(number, page);
            }
            let last = rows.ids.last().map_or(0, |last| last + 1);
            self.relation_bound = self.relation_bound.max(last);
            self.relation_count += rows.ids.len() - missing.len();
            all_missing.extend(missing);
        }
        all_missing
    }
}

fn fill(rows: &Rows, alive: &Alive<'_>) -> Filled {
    let (mut pages, mut missing, mut done) = (Vec::new(), Vec::new(), 0);
    for ids in rows.ids.chunk_by(|a, b| a / PAGE == b / PAGE) {
        let mut page = Arc::new([NO_RELATION; PAGE as usize]);
        let places = Arc::make_mut(&mut page);
        for (&id, &relation) in ids.iter().zip(&rows.relations[done..]) {
            let ends = [relation.start, relation.end];
            match ends.into_iter().find(|end| !alive.contains(end.0)) {
                Some(end) => missing.push((RelationId(id), end)),
                None => places[(id % PAGE) as usize] = relation,
            }
        }
        done += ids.len();
        pages.push((ids[0] / PAGE, page));
    }
    (pages, missing)
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
