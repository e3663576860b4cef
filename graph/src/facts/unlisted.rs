//! The relations of each type, found out when somebody first asks: opening a file needs only how many there are.

use crate::facts::Graph;
use crate::id::RelationId;
use std::sync::OnceLock;

/// The relations by the place of their type, once somebody asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Unlisted {
    lists: OnceLock<Vec<Vec<RelationId>>>,
}

impl Graph {
    /// The relations of the type at a place, ascending.
    pub(crate) fn relations_at(&self, position: usize) -> &[RelationId] {
        match &self.unlisted {
            None => {
                let relations = self.types.get_index(position);
                relations.map_or(&[], |(_, relations)| relations.as_slice())
            }
            Some(unlisted) => {
                let lists = unlisted.lists.get_or_init(|| self.list_by_type());
                lists.get(position).map_or(&[], |list| list)
            }
        }
    }

    /// Gives the types their lists. Before any relation is changed.
    pub(super) fn list_relations(&mut self) {
        if let Some(unlisted) = self.unlisted.take() {
            let lists = unlisted.lists.into_inner();
            let lists = lists.unwrap_or_else(|| self.list_by_type());
            for (ids, list) in self.types.values_mut().zip(lists) {
                ids.fill(list);
            }
        }
    }

    fn list_by_type(&self) -> Vec<Vec<RelationId>> {
        let most = self.types.keys().map(|kind| kind.0 as usize + 1).max();
        let mut positions = vec![0; most.unwrap_or(0)];
        for (position, kind) in self.types.keys().enumerate() {
            positions[kind.0 as usize] = position;
        }
        let lens = self.types.values().map(|relations| relations.len());
        let mut lists: Vec<Vec<RelationId>> = lens.map(Vec::with_capacity).collect();
        for (id, relation) in self.topology.rows() {
            lists[positions[relation.kind.0 as usize]].push(id);
        }
        lists
    }
}
