//! What is built of the snapshot so far, and how writes keep it true.

use crate::adjacency::Side;
use crate::adjacency::beside::{self, Laid, Of};
use crate::adjacency::bits::Bits;
use crate::adjacency::build::build;
use crate::adjacency::dated::Spans;
use crate::adjacency::kept::Kept;
use crate::adjacency::lists::Lists;
use crate::adjacency::sift::{Sieve, Sifted};
use crate::facts::{Graph, Relation};
use crate::id::{RelationId, Symbol};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// The lists that somebody asked for.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    any: Sides,
    /// By position of the type.
    types: Vec<Sides>,
    /// Lists over sets of types, the latest last.
    unions: RwLock<Vec<Union>>,
    beside: beside::Kept,
    /// How many relations came or went.
    changes: u64,
    sifted: Kept,
}

/// The lists of some relations, from either side, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    out: OnceLock<Arc<Lists>>,
    incoming: OnceLock<Arc<Lists>>,
    /// The sets of labels that the neighbours on either have.
    labels: [OnceLock<Box<[u32]>>; 2],
}

#[derive(Clone, Debug)]
struct Union {
    kinds: Vec<Symbol>,
    side: Side,
    lists: Arc<Lists>,
}

/// How many lists over sets of types are kept.
const KEPT_UNIONS: usize = 16;

impl Snapshot {
    pub fn of_type<'g>(&'g self, graph: &'g Graph, position: usize, side: Side) -> &'g Arc<Lists> {
        let lists = self.types[position].of(side);
        lists.get_or_init(|| {
            let relations = graph.relations_at(position).iter().copied();
            Arc::new(build(graph, relations, side))
        })
    }

    /// The sets of labels that the neighbours on the lists of a type have, ascending: a look at each of its relations.
    pub fn label_sets<'g>(&'g self, graph: &Graph, position: usize, side: Side) -> &'g [u32] {
        let sets = &self.types[position].labels[side as usize];
        sets.get_or_init(|| {
            let relations = graph.relations_at(position).iter();
            let ends = relations.filter_map(|&relation| graph.relation(relation));
            let far = ends.map(|ends| match side {
                Side::Out => ends.end,
                Side::In => ends.start,
            });
            let mut met = Bits::default();
            far.for_each(|node| {
                met.insert(graph.label_set(node));
            });
            met.iter().collect()
        })
    }

    /// Follows a change of the labels of a node.
    pub fn change_labels(&mut self) {
        self.types.iter_mut().for_each(Sides::forget_labels);
    }

    pub fn of_any<'g>(&'g self, graph: &'g Graph, side: Side) -> &'g Arc<Lists> {
        let lists = self.any.of(side);
        if let Some(built) = lists.get() {
            return built;
        }
        if let Some(only) = graph.only_type() {
            return self.of_type(graph, only, side);
        }
        lists.get_or_init(|| {
            let relations: Vec<RelationId> = graph.relations().collect();
            Arc::new(build(graph, relations.into_iter(), side))
        })
    }

    pub fn of_types(&self, graph: &Graph, kinds: &[Symbol], side: Side) -> Arc<Lists> {
        let kinds = used(graph, kinds);
        match kinds[..] {
            [] => Arc::new(Lists::none().clone()),
            [only] => match graph.type_position(only) {
                Some(position) => Arc::clone(self.of_type(graph, position, side)),
                None => Arc::new(Lists::none().clone()),
            },
            _ if graph.used_types() == kinds.len() => Arc::clone(self.of_any(graph, side)),
            _ => self.union(graph, kinds, side),
        }
    }

    /// The values of a property beside lists.
    pub fn laid(&self, graph: &Graph, lists: (Of<'_>, Side), key: Symbol) -> Arc<Laid> {
        self.beside.get(graph, lists, key, self.changes)
    }

    pub fn sifted(
        &self,
        graph: &Graph,
        kinds: Option<&[Symbol]>,
        side: Side,
        sieve: &Sieve,
    ) -> Arc<Sifted> {
        let lists = || match kinds {
            None => Arc::clone(self.of_any(graph, side)),
            Some(kinds) => self.of_types(graph, kinds, side),
        };
        self.sifted.get((kinds, side, sieve), lists)
    }

    /// The spans of what passes a sieve, numbered alike for all lists.
    pub fn spans(&self, graph: &Graph, sieve: &Sieve) -> Arc<Spans> {
        self.sifted.spans(sieve, || Spans::new(graph, sieve))
    }

    #[cfg(test)]
    pub fn sifted_entries(&self) -> usize {
        self.sifted.len()
    }

    /// Follows a change of a property of relations.
    pub fn change_property(&mut self, key: Symbol) {
        self.sifted.forget_property(key);
    }

    /// A type was used for the first time.
    pub fn see_type(&mut self) {
        self.types.push(Sides::default());
    }

    /// The last type's first use was undone.
    pub fn forget_type(&mut self) {
        self.types.pop();
    }

    /// Follows the birth of a relation of the type at `position`.
    pub fn add(&mut self, position: usize, id: RelationId, relation: Relation) {
        let (start, end, id) = (relation.start.0, relation.end.0, id.0);
        self.patch(position, relation.kind, |lists, side| match side {
            Side::Out => lists.insert(start, end, id),
            Side::In => lists.insert(end, start, id),
        });
    }

    /// Follows the death of a relation of the type at `position`.
    pub fn remove(&mut self, position: usize, id: RelationId, relation: Relation) {
        let (start, end, id) = (relation.start.0, relation.end.0, id.0);
        self.patch(position, relation.kind, |lists, side| match side {
            Side::Out => lists.remove(start, end, id),
            Side::In => lists.remove(end, start, id),
        });
    }

    /// What all of it takes, about.
    pub fn bytes(&self) -> u64 {
        let unions = self.unions.read().unwrap_or_else(PoisonError::into_inner);
        let unions: u64 = unions.iter().map(|union| union.lists.bytes()).sum();
        let types: u64 = self.types.iter().map(Sides::bytes).sum();
        self.any.bytes() + types + unions + self.beside.bytes() + self.sifted.bytes()
    }

    /// Whether any lists stand that a relation could be in.
    pub fn has_lists(&mut self) -> bool {
        let unions = self.unions.get_mut();
        !unions.unwrap_or_else(PoisonError::into_inner).is_empty()
            || self.any.is_built()
            || self.types.iter().any(Sides::is_built)
    }

    /// Notes that relations came or went which no list has.
    pub fn change(&mut self) {
        self.changes += 1;
        self.sifted.forget();
    }

    fn patch(
        &mut self,
        position: usize,
        kind: Symbol,
        change: impl Fn(&mut Lists, Side) -> bool + Copy,
    ) {
        // Sifted lists hold on to the lists, which would be copied.
        self.change();
        self.any.patch(change);
        self.types[position].patch(change);
        let unions = self.unions.get_mut();
        let unions = unions.unwrap_or_else(PoisonError::into_inner);
        if !unions.is_empty() {
            unions.retain_mut(|union| {
                !union.kinds.contains(&kind) || change(Arc::make_mut(&mut union.lists), union.side)
            });
        }
    }

    fn union(&self, graph: &Graph, kinds: Vec<Symbol>, side: Side) -> Arc<Lists> {
        let same = |union: &&Union| union.side == side && union.kinds == kinds;
        let known = self.unions.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(union) = known.iter().find(same) {
            return Arc::clone(&union.lists);
        }
        drop(known);
        let mut relations: Vec<RelationId> = kinds
            .iter()
            .flat_map(|&kind| graph.relations_of_type(kind))
            .copied()
            .collect();
        relations.sort_unstable();
        let lists = Arc::new(build(graph, relations.into_iter(), side));
        let mut known = self.unions.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(union) = known.iter().find(same) {
            return Arc::clone(&union.lists);
        }
        if known.len() == KEPT_UNIONS {
            known.remove(0);
        }
        known.push(Union {
            kinds,
            side,
            lists: Arc::clone(&lists),
        });
        lists
    }
}

impl Clone for Snapshot {
    fn clone(&self) -> Snapshot {
        let unions = self.unions.read().unwrap_or_else(PoisonError::into_inner);
        Snapshot {
            any: self.any.clone(),
            types: self.types.clone(),
            unions: RwLock::new(unions.clone()),
            beside: self.beside.clone(),
            changes: self.changes,
            sifted: self.sifted.clone(),
        }
    }
}

impl Sides {
    pub fn of(&self, side: Side) -> &OnceLock<Arc<Lists>> {
        match side {
            Side::Out => &self.out,
            Side::In => &self.incoming,
        }
    }

    fn forget_labels(&mut self) {
        self.labels.iter_mut().for_each(|sets| {
            sets.take();
        });
    }

    fn bytes(&self) -> u64 {
        let built = [self.out.get(), self.incoming.get()];
        built.into_iter().flatten().map(|lists| lists.bytes()).sum()
    }

    fn is_built(&self) -> bool {
        self.out.get().is_some() || self.incoming.get().is_some()
    }

    fn patch(&mut self, change: impl Fn(&mut Lists, Side) -> bool) {
        self.forget_labels();
        for (cell, side) in [(&mut self.out, Side::Out), (&mut self.incoming, Side::In)] {
            if let Some(lists) = cell.get_mut()
                && !change(Arc::make_mut(lists), side)
            {
                cell.take();
            }
        }
    }
}

/// The types that any relation has, each once, ascending.
fn used(graph: &Graph, kinds: &[Symbol]) -> Vec<Symbol> {
    let mut kinds = kinds.to_vec();
    kinds.retain(|&kind| graph.is_used(kind));
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[cfg(test)]
mod tests {
    use super::KEPT_UNIONS;
    use crate::adjacency::{Neighbours, Side};
    use crate::catalog::Catalog;
    use crate::facts::Graph;
    use crate::id::{NodeId, Symbol};
    use std::sync::Arc;

    /// A hub with a relation of one type to each of many nodes, and one of another type.
    fn star(spokes: u32) -> (Graph, Symbol) {
        let mut graph = Graph::new();
        let [kind, other] = ["T", "U"].map(|name| graph.symbols().intern(name));
        let hub = graph.create_node(&[]).unwrap();
        for _ in 0..spokes {
            let spoke = graph.create_node(&[]).unwrap();
            graph.create_relation(kind, hub, spoke).unwrap();
        }
        graph.create_relation(other, hub, hub).unwrap();
        (graph, kind)
    }

    fn is_built(graph: &Graph) -> bool {
        graph.snapshot().any.out.get().is_some()
    }

    #[test]
    fn a_few_writes_patch_the_lists_and_many_drop_them() {
        let (mut graph, kind) = star(1000);
        assert_eq!(graph.adjacency().of_any(Side::Out).len(), 1001);
        for node in 0..100 {
            graph
                .create_relation(kind, NodeId(node), NodeId(0))
                .unwrap();
        }
        assert!(is_built(&graph));
        assert_eq!(graph.adjacency().of_any(Side::Out).len(), 1101);
        for node in 0..2000 {
            graph
                .create_relation(kind, NodeId(0), NodeId(node % 7))
                .unwrap();
        }
        assert!(!is_built(&graph));
        let lists = graph.adjacency().of_any(Side::Out);
        assert_eq!(lists.of(0).neighbours.len(), 3002);
        assert!(lists.of(0).neighbours.is_sorted());
        assert_eq!(lists.max_degree(), 3002);
    }

    #[test]
    fn reading_after_each_write_builds_seldom() {
        let (mut graph, kind) = star(1);
        let mut built = 0;
        for number in 0..20_000 {
            built += usize::from(!is_built(&graph));
            assert_eq!(graph.adjacency().of_any(Side::Out).len(), number + 2);
            graph.create_relation(kind, NodeId(0), NodeId(1)).unwrap();
        }
        assert!(built < 20, "built {built} times");
    }

    #[test]
    fn a_relation_that_comes_and_goes_builds_seldom() {
        let (mut graph, kind) = star(1024);
        let mut built = 0;
        for _ in 0..4096 {
            built += usize::from(!is_built(&graph));
            graph.adjacency().of_any(Side::Out).distinct_len();
            let relation = graph.create_relation(kind, NodeId(1), NodeId(1)).unwrap();
            let hub = graph
                .create_relation(kind, NodeId(0), NodeId(1024))
                .unwrap();
            graph.delete_relation(relation).unwrap();
            graph.delete_relation(hub).unwrap();
        }
        assert!(built < 20, "built {built} times");
    }

    #[test]
    fn a_node_that_came_after_the_lists_has_an_empty_row_until_it_has_a_relation() {
        let (mut graph, kind) = star(3);
        graph.adjacency().of_any(Side::In).distinct_len();
        let late = graph.create_node(&[]).unwrap();
        let in_lists = |graph: &Graph| graph.adjacency().of_any(Side::In).distinct(late.0).to_vec();
        assert_eq!(in_lists(&graph), []);
        graph.create_relation(kind, NodeId(2), late).unwrap();
        assert_eq!(in_lists(&graph), [2]);
    }

    #[test]
    fn lists_over_sets_of_types_are_shared_and_bounded() {
        let mut graph = Graph::new();
        let node = graph.create_node(&[]).unwrap();
        let kinds: Vec<Symbol> = (0..KEPT_UNIONS + 10)
            .map(|number| graph.symbols().intern(&format!("T{number}")))
            .collect();
        for &kind in &kinds {
            graph.create_relation(kind, node, node).unwrap();
        }
        let adjacency = graph.adjacency();
        let (forth, back) = ([kinds[0], kinds[1]], [kinds[1], kinds[0], kinds[1]]);
        let first = adjacency.of_types(&forth, Side::Out);
        assert!(Arc::ptr_eq(&first, &adjacency.of_types(&back, Side::Out)));
        assert_eq!(first.len(), 2);
        for pair in kinds.windows(2) {
            adjacency.of_types(pair, Side::Out);
        }
        assert_eq!(graph.snapshot().unions.read().unwrap().len(), KEPT_UNIONS);
        let all = adjacency.of_types(&kinds, Side::In);
        assert!(Arc::ptr_eq(&all, &adjacency.of_any_shared(Side::In)));
    }

    #[test]
    fn readers_on_several_threads_see_the_same_lists() {
        let (graph, _) = star(5000);
        let row = |graph: &Graph| {
            let Neighbours { neighbours, .. } = graph.adjacency().of_any(Side::Out).of(0);
            (neighbours.len(), neighbours.as_ptr() as usize)
        };
        let rows = std::thread::scope(|scope| {
            let readers = [(); 4].map(|()| scope.spawn(|| row(&graph)));
            readers.map(|reader| reader.join().unwrap())
        });
        assert_eq!(rows[0].0, 5001);
        assert!(rows.iter().all(|other| *other == rows[0]));
    }
}
