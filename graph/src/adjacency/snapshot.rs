//! What is built of the snapshot so far, and how writes keep it true.

use crate::adjacency::Side;
use crate::adjacency::build::build;
use crate::adjacency::lists::Lists;
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
}

#[derive(Clone, Debug, Default)]
struct Sides {
    out: OnceLock<Arc<Lists>>,
    incoming: OnceLock<Arc<Lists>>,
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

    fn patch(
        &mut self,
        position: usize,
        kind: Symbol,
        change: impl Fn(&mut Lists, Side) -> bool + Copy,
    ) {
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
        }
    }
}

impl Sides {
    fn of(&self, side: Side) -> &OnceLock<Arc<Lists>> {
        match side {
            Side::Out => &self.out,
            Side::In => &self.incoming,
        }
    }

    fn patch(&mut self, change: impl Fn(&mut Lists, Side) -> bool) {
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
    kinds.retain(|&kind| !graph.relations_of_type(kind).is_empty());
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
