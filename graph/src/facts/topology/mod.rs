//! Nodes and relations, found by ids that are never given twice: a row an id, so that a file is read straight into it.
//!
//! What is deleted lies aside until the next commit: bringing it back is then exact.

mod fill;
mod linked;

use crate::facts::Relation;
use crate::facts::paged::Paged;
use crate::id::{NodeId, RelationId, Symbol};
pub(crate) use fill::Rows;
use linked::Linked;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

#[derive(Clone, Debug)]
pub(crate) struct Topology {
    /// By id: the number of the label set; [`NOWHERE`] where none lives.
    nodes: Paged<u32>,
    /// By id, [`NO_RELATION`] where none lives.
    relations: Paged<Relation>,
    node_bound: u32,
    relation_bound: u32,
    node_count: usize,
    relation_count: usize,
    /// What was deleted since the last commit.
    deleted_nodes: FxHashMap<u32, u32>,
    deleted_relations: FxHashMap<u32, Relation>,
    /// By node: how many relations start or end there. Counted when somebody first asks.
    degrees: OnceLock<Paged<u32>>,
    /// Built when the relations at a node are first asked for.
    linked: OnceLock<Linked>,
}

const NOWHERE: u32 = u32::MAX;
const NO_RELATION: Relation = Relation {
    kind: Symbol(0),
    start: NodeId(NOWHERE),
    end: NodeId(NOWHERE),
};
/// Ids stay below this: one number stands for null in columns, and one more than an id is a number too.
const MOST_IDS: u32 = u32::MAX - 1;

impl Default for Topology {
    fn default() -> Topology {
        Topology {
            nodes: Paged::new(NOWHERE),
            relations: Paged::new(NO_RELATION),
            node_bound: 0,
            relation_bound: 0,
            node_count: 0,
            relation_count: 0,
            deleted_nodes: FxHashMap::default(),
            deleted_relations: FxHashMap::default(),
            degrees: OnceLock::new(),
            linked: OnceLock::new(),
        }
    }
}

impl Topology {
    pub fn node_count(&self) -> usize {
        self.node_count
    }

    pub fn relation_count(&self) -> usize {
        self.relation_count
    }

    /// The id that the next node gets: all nodes lie below it.
    pub fn node_bound(&self) -> u32 {
        self.node_bound
    }

    /// The id that the next relation gets: all relations lie below it.
    pub fn relation_bound(&self) -> u32 {
        self.relation_bound
    }

    pub fn is_full(&self) -> bool {
        self.node_bound >= MOST_IDS || self.relation_bound >= MOST_IDS
    }

    /// Whether so many nodes, or so many relations, have ids left.
    pub fn has_room(&self, elements: usize) -> bool {
        let most = self.node_bound.max(self.relation_bound);
        elements <= MOST_IDS.saturating_sub(most) as usize
    }

    /// Leaves ids out, as if they had been given.
    pub fn skip_ids(&mut self, nodes: u32, relations: u32) {
        self.node_bound = nodes.min(MOST_IDS).max(self.node_bound);
        self.relation_bound = relations.min(MOST_IDS).max(self.relation_bound);
    }

    pub fn contains_node(&self, node: NodeId) -> bool {
        self.labels(node).is_some()
    }

    pub fn contains_relation(&self, relation: RelationId) -> bool {
        self.relation(relation).is_some()
    }

    pub fn node_deleted(&self, node: NodeId) -> bool {
        self.deleted_nodes.contains_key(&node.0)
    }

    pub fn relation_deleted(&self, relation: RelationId) -> bool {
        self.deleted_relations.contains_key(&relation.0)
    }

    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        let alive = self.nodes.iter().filter(|(_, labels)| *labels != NOWHERE);
        alive.map(|(id, _)| NodeId(id))
    }

    pub fn relations(&self) -> impl Iterator<Item = RelationId> + '_ {
        self.rows().map(|(id, _)| id)
    }

    #[inline]
    pub fn relation(&self, relation: RelationId) -> Option<Relation> {
        let row = self.relations.get(relation.0);
        (row.start.0 != NOWHERE).then_some(row)
    }

    pub fn deleted_relation(&self, relation: RelationId) -> Option<Relation> {
        self.deleted_relations.get(&relation.0).copied()
    }

    /// The number of the node's label set; 0 for a node that does not live.
    #[inline]
    pub fn label_set(&self, node: NodeId) -> u32 {
        self.labels(node).unwrap_or(0)
    }

    pub fn set_label_set(&mut self, node: NodeId, labels: u32) {
        if self.contains_node(node) {
            *self.nodes.row(node.0) = labels;
        }
    }

    /// How many relations start or end at the node; a self-loop counts twice.
    pub fn degree(&self, node: NodeId) -> u32 {
        self.degrees.get_or_init(|| self.count()).get(node.0)
    }

    /// The live relations at a node, each once, ascending.
    pub fn incident(&self, node: NodeId) -> Vec<RelationId> {
        if self.relation_count == 0 {
            return Vec::new();
        }
        let linked = self.linked.get_or_init(|| self.link());
        let mut relations: Vec<RelationId> = linked
            .incident(node)
            .filter(|&relation| self.contains_relation(relation))
            .collect();
        relations.sort_unstable();
        relations
    }

    /// A node with the next id.
    pub fn add_node(&mut self, labels: u32) -> NodeId {
        let node = NodeId(self.node_bound());
        *self.nodes.row(node.0) = labels;
        self.node_bound += 1;
        self.node_count += 1;
        if let Some(linked) = self.linked.get_mut() {
            linked.add_node(node);
        }
        node
    }

    /// A relation with the next id; `None` when an end does not live.
    pub fn add_relation(&mut self, relation: Relation) -> Option<RelationId> {
        if !self.contains_node(relation.start) || !self.contains_node(relation.end) {
            return None;
        }
        let id = RelationId(self.relation_bound());
        *self.relations.row(id.0) = relation;
        self.relation_bound += 1;
        self.relation_count += 1;
        self.count_ends(relation, u32::wrapping_add);
        if let Some(linked) = self.linked.get_mut() {
            linked.add_relation(id, relation);
        }
        Some(id)
    }

    /// Undoes [`Topology::add_node`]; the id stays used.
    pub fn forget_node(&mut self, node: NodeId) {
        if self.take_node(node).is_some()
            && let Some(linked) = self.linked.get_mut()
        {
            linked.remove_node(node);
        }
    }

    /// Undoes [`Topology::add_relation`]; the id stays used.
    pub fn forget_relation(&mut self, relation: RelationId) {
        if self.take_relation(relation).is_some()
            && let Some(linked) = self.linked.get_mut()
        {
            linked.remove_relation(relation);
        }
    }

    /// Forgets all nodes and relations from these ids on; the ids stay used. Returns the label sets of the nodes.
    pub fn cut(&mut self, first_node: u32, first_relation: u32) -> Vec<u32> {
        let relations = self.relations.iter_from(first_relation);
        let relations: Vec<(u32, Relation)> = relations
            .filter(|(_, relation)| relation.start.0 != NOWHERE)
            .collect();
        for &(id, relation) in relations.iter().rev() {
            self.count_ends(relation, u32::wrapping_sub);
            if let Some(linked) = self.linked.get_mut() {
                linked.remove_relation(RelationId(id));
            }
        }
        let nodes = self.nodes.iter_from(first_node);
        let nodes: Vec<(u32, u32)> = nodes.filter(|(_, labels)| *labels != NOWHERE).collect();
        if let Some(linked) = self.linked.get_mut() {
            for &(id, _) in nodes.iter().rev() {
                linked.remove_node(NodeId(id));
            }
        }
        self.relations.cut(first_relation);
        self.nodes.cut(first_node);
        self.relation_count -= relations.len();
        self.node_count -= nodes.len();
        nodes.into_iter().map(|(_, labels)| labels).collect()
    }

    pub fn bury_node(&mut self, node: NodeId) {
        if let Some(labels) = self.take_node(node) {
            self.deleted_nodes.insert(node.0, labels);
        }
    }

    pub fn bury_relation(&mut self, id: RelationId) {
        if let Some(relation) = self.take_relation(id) {
            self.deleted_relations.insert(id.0, relation);
        }
    }

    pub fn revive_node(&mut self, node: NodeId) {
        if let Some(labels) = self.deleted_nodes.remove(&node.0) {
            *self.nodes.row(node.0) = labels;
            self.node_count += 1;
        }
    }

    pub fn revive_relation(&mut self, id: RelationId) {
        if let Some(relation) = self.deleted_relations.remove(&id.0) {
            *self.relations.row(id.0) = relation;
            self.relation_count += 1;
            self.count_ends(relation, u32::wrapping_add);
        }
    }

    /// Unlinks what was deleted; returns the label sets that the deleted nodes had.
    pub fn purge(&mut self) -> Vec<u32> {
        let relations = newest_first(&mut self.deleted_relations);
        let nodes = newest_first(&mut self.deleted_nodes);
        if let Some(linked) = self.linked.get_mut() {
            for (id, _) in relations {
                linked.remove_relation(RelationId(id));
            }
            for (id, _) in &nodes {
                linked.remove_node(NodeId(*id));
            }
        }
        nodes.into_iter().map(|(_, labels)| labels).collect()
    }

    /// Links everything that lives or was deleted since the last commit.
    fn link(&self) -> Linked {
        let mut nodes: Vec<NodeId> = self.nodes().collect();
        let mut relations: Vec<(RelationId, Relation)> = self.rows().collect();
        if !self.deleted_nodes.is_empty() || !self.deleted_relations.is_empty() {
            nodes.extend(self.deleted_nodes.keys().map(|&id| NodeId(id)));
            nodes.sort_unstable();
            let deleted = self.deleted_relations.iter();
            relations.extend(deleted.map(|(&id, &relation)| (RelationId(id), relation)));
            relations.sort_unstable_by_key(|(id, _)| *id);
        }
        Linked::of(nodes.into_iter(), relations.into_iter())
    }

    /// All relations, ascending.
    pub fn rows(&self) -> impl Iterator<Item = (RelationId, Relation)> + '_ {
        let rows = self.relations.iter();
        let alive = rows.filter(|(_, relation)| relation.start.0 != NOWHERE);
        alive.map(|(id, relation)| (RelationId(id), relation))
    }

    #[inline]
    fn labels(&self, node: NodeId) -> Option<u32> {
        let labels = self.nodes.get(node.0);
        (labels != NOWHERE).then_some(labels)
    }

    fn take_node(&mut self, node: NodeId) -> Option<u32> {
        let labels = self.labels(node)?;
        *self.nodes.row(node.0) = NOWHERE;
        self.node_count -= 1;
        Some(labels)
    }

    fn take_relation(&mut self, id: RelationId) -> Option<Relation> {
        let relation = self.relation(id)?;
        *self.relations.row(id.0) = NO_RELATION;
        self.relation_count -= 1;
        self.count_ends(relation, u32::wrapping_sub);
        Some(relation)
    }

    fn count(&self) -> Paged<u32> {
        let mut degrees = Paged::new(0);
        for (_, relation) in self.rows() {
            *degrees.row(relation.start.0) += 1;
            *degrees.row(relation.end.0) += 1;
        }
        degrees
    }

    fn count_ends(&mut self, relation: Relation, change: fn(u32, u32) -> u32) {
        if let Some(degrees) = self.degrees.get_mut() {
            for end in [relation.start, relation.end] {
                let degree = degrees.row(end.0);
                *degree = change(*degree, 1);
            }
        }
    }
}

/// What was deleted, the highest id first.
fn newest_first<T: Copy>(deleted: &mut FxHashMap<u32, T>) -> Vec<(u32, T)> {
    let mut graves: Vec<(u32, T)> = std::mem::take(deleted).into_iter().collect();
    graves.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    graves
}
