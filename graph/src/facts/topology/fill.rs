//! Putting back many nodes and relations at once, on all cores.

use crate::facts::Relation;
use crate::facts::topology::{NO_RELATION, NOWHERE, Topology};
use crate::id::{NodeId, RelationId};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// A stretch of relations, ascending.
#[derive(Debug)]
pub(crate) struct Rows {
    pub ids: Vec<u32>,
    pub relations: Vec<Relation>,
}

impl Topology {
    /// Puts nodes back into an empty graph, ascending, with the numbers of their label sets.
    pub fn put_nodes(&mut self, nodes: impl Iterator<Item = (u32, u32)>) {
        for (id, labels) in nodes {
            if self.nodes.len() < id as usize {
                self.nodes.resize(id as usize, NOWHERE);
            }
            self.nodes.push(labels);
            self.node_count += 1;
        }
    }

    /// Puts relations back where there are none, ascending over all; returns those of which an end does not live, which are
    /// left out, with that end.
    pub fn put_relations(&mut self, chunks: &[Rows]) -> Vec<(RelationId, NodeId)> {
        let last = chunks.iter().filter_map(|rows| rows.ids.last()).max();
        let bound = last.map_or(0, |last| *last as usize + 1);
        let mut relations = vec![NO_RELATION; bound];
        let mut tasks = Vec::with_capacity(chunks.len());
        let (mut rest, mut done) = (&mut relations[..], 0);
        for rows in chunks {
            let end = rows.ids.last().map_or(done, |last| *last as usize + 1);
            let (here, behind) = rest.split_at_mut(end.max(done) - done);
            tasks.push((done as u32, here, rows));
            (rest, done) = (behind, end.max(done));
        }
        let alive = &Alive::of(&self.nodes, self.node_count);
        let missing: Vec<Vec<(RelationId, NodeId)>> = tasks
            .into_par_iter()
            .map(|(first, here, rows)| put(first, here, rows, alive))
            .collect();
        let missing = missing.concat();
        let all: usize = chunks.iter().map(|rows| rows.ids.len()).sum();
        self.relations = relations;
        self.relation_count = all - missing.len();
        missing
    }
}

fn put(first: u32, here: &mut [Relation], rows: &Rows, alive: &Alive) -> Vec<(RelationId, NodeId)> {
    let mut missing = Vec::new();
    for (&id, &relation) in rows.ids.iter().zip(&rows.relations) {
        let ends = [relation.start, relation.end];
        match ends.into_iter().find(|end| !alive.contains(end.0)) {
            Some(end) => missing.push((RelationId(id), end)),
            None => here[(id - first) as usize] = relation,
        }
    }
    missing
}

/// Which nodes live: all below a bound, or a bit each, so that asking stays within the nearest cache.
enum Alive {
    Below(u32),
    Bits(Vec<u64>),
}

impl Alive {
    fn of(nodes: &[u32], count: usize) -> Alive {
        if nodes.len() == count {
            return Alive::Below(count as u32);
        }
        let word = |labels: &[u32]| {
            let bits = labels.iter().zip(0..64);
            bits.fold(0, |word, (&labels, bit)| {
                word | u64::from(labels != NOWHERE) << bit
            })
        };
        Alive::Bits(nodes.chunks(64).map(word).collect())
    }

    #[inline]
    fn contains(&self, node: u32) -> bool {
        match self {
            Alive::Below(bound) => node < *bound,
            Alive::Bits(bits) => bits
                .get((node / 64) as usize)
                .is_some_and(|word| word >> (node % 64) & 1 == 1),
        }
    }
}
