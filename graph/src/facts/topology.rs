//! Nodes and relations in a petgraph `StableDiGraph`, found by ids that are never given twice.
//!
//! What is deleted stays in petgraph's lists until the next commit: bringing it back is then exact, and unlinking
//! happens newest first, which is where petgraph's lists are quick.

use crate::facts::Relation;
use crate::id::{NodeId, RelationId, Symbol};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;

#[derive(Clone, Debug, Default)]
pub(crate) struct Topology {
    graph: StableDiGraph<Entity, Edge, u32>,
    /// By id: petgraph's index of what lives, else [`NOWHERE`].
    nodes: Vec<u32>,
    relations: Vec<u32>,
    /// By id: petgraph's index of what was deleted since the last commit.
    deleted_nodes: FxHashMap<u32, u32>,
    deleted_relations: FxHashMap<u32, u32>,
}

/// What petgraph keeps of a node.
#[derive(Clone, Copy, Debug)]
struct Entity {
    /// One more than the id, so that petgraph's vacant places cost nothing.
    id_plus_one: NonZeroU32,
    /// Number of the label set.
    labels: u32,
    outgoing: u32,
    incoming: u32,
}

/// What petgraph keeps of a relation.
#[derive(Clone, Copy, Debug)]
struct Edge {
    id_plus_one: NonZeroU32,
    kind: Symbol,
}

const NOWHERE: u32 = u32::MAX;
/// Ids stay below this: one number stands for null in columns, and one more than an id is a number too.
const MOST_IDS: usize = u32::MAX as usize - 1;

impl Topology {
    pub fn node_count(&self) -> usize {
        self.graph.node_count() - self.deleted_nodes.len()
    }

    pub fn relation_count(&self) -> usize {
        self.graph.edge_count() - self.deleted_relations.len()
    }

    /// The id that the next node gets: all nodes lie below it.
    pub fn node_bound(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// The id that the next relation gets: all relations lie below it.
    pub fn relation_bound(&self) -> u32 {
        self.relations.len() as u32
    }

    pub fn is_full(&self) -> bool {
        self.nodes.len() >= MOST_IDS || self.relations.len() >= MOST_IDS
    }

    /// Whether so many nodes, or so many relations, have ids left.
    pub fn has_room(&self, elements: usize) -> bool {
        let most = self.nodes.len().max(self.relations.len());
        elements <= MOST_IDS.saturating_sub(most)
    }

    /// Leaves ids out, as if they had been given.
    pub fn skip_ids(&mut self, nodes: u32, relations: u32) {
        let nodes = (nodes as usize).clamp(self.nodes.len(), MOST_IDS);
        let relations = (relations as usize).clamp(self.relations.len(), MOST_IDS);
        self.nodes.resize(nodes, NOWHERE);
        self.relations.resize(relations, NOWHERE);
    }

    pub fn contains_node(&self, node: NodeId) -> bool {
        self.node_index(node).is_some()
    }

    pub fn contains_relation(&self, relation: RelationId) -> bool {
        self.relation_index(relation).is_some()
    }

    pub fn node_deleted(&self, node: NodeId) -> bool {
        self.deleted_nodes.contains_key(&node.0)
    }

    pub fn relation_deleted(&self, relation: RelationId) -> bool {
        self.deleted_relations.contains_key(&relation.0)
    }

    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        alive(&self.nodes).map(NodeId)
    }

    pub fn relations(&self) -> impl Iterator<Item = RelationId> + '_ {
        alive(&self.relations).map(RelationId)
    }

    pub fn relation(&self, relation: RelationId) -> Option<Relation> {
        self.relation_index(relation)
            .and_then(|index| self.at(index))
    }

    pub fn deleted_relation(&self, relation: RelationId) -> Option<Relation> {
        let index = *self.deleted_relations.get(&relation.0)?;
        self.at(EdgeIndex::new(index as usize))
    }

    /// The number of the node's label set; 0 for a node that does not live.
    pub fn label_set(&self, node: NodeId) -> u32 {
        let entity = self
            .node_index(node)
            .and_then(|at| self.graph.node_weight(at));
        entity.map_or(0, |entity| entity.labels)
    }

    pub fn set_label_set(&mut self, node: NodeId, labels: u32) {
        if let Some(entity) = self.entity_mut(node) {
            entity.labels = labels;
        }
    }

    /// How many relations start at the node, and how many end there.
    pub fn degrees(&self, node: NodeId) -> (u32, u32) {
        let entity = self
            .node_index(node)
            .and_then(|at| self.graph.node_weight(at));
        entity.map_or((0, 0), |entity| (entity.outgoing, entity.incoming))
    }

    /// The live relations at a node, each once, ascending.
    pub fn incident(&self, node: NodeId) -> Vec<RelationId> {
        let Some(at) = self.node_index(node) else {
            return Vec::new();
        };
        let outgoing = self.graph.edges_directed(at, Direction::Outgoing);
        let incoming = self.graph.edges_directed(at, Direction::Incoming);
        let mut relations: Vec<RelationId> = outgoing
            .chain(incoming.filter(|edge| edge.source() != at))
            .map(|edge| edge.weight().id())
            .filter(|&relation| self.contains_relation(relation))
            .collect();
        relations.sort_unstable();
        relations
    }

    /// A node with the next id.
    pub fn add_node(&mut self, labels: u32) -> NodeId {
        let id = self.node_bound();
        let index = self.graph.add_node(Entity {
            id_plus_one: NonZeroU32::MIN.saturating_add(id),
            labels,
            outgoing: 0,
            incoming: 0,
        });
        self.nodes.push(index.index() as u32);
        NodeId(id)
    }

    /// A relation with the next id; `None` when an end does not live.
    pub fn add_relation(&mut self, relation: Relation) -> Option<RelationId> {
        let (start, end) = (
            self.node_index(relation.start)?,
            self.node_index(relation.end)?,
        );
        let id = self.relation_bound();
        let edge = Edge {
            id_plus_one: NonZeroU32::MIN.saturating_add(id),
            kind: relation.kind,
        };
        let index = self.graph.add_edge(start, end, edge);
        self.relations.push(index.index() as u32);
        self.graph[start].outgoing += 1;
        self.graph[end].incoming += 1;
        Some(RelationId(id))
    }

    /// Undoes [`Topology::add_node`]; the id stays used.
    pub fn forget_node(&mut self, node: NodeId) {
        if let Some(index) = self.node_index(node) {
            self.nodes[node.0 as usize] = NOWHERE;
            self.graph.remove_node(index);
        }
    }

    /// Undoes [`Topology::add_relation`]; the id stays used.
    pub fn forget_relation(&mut self, relation: RelationId) {
        if let Some(index) = self.relation_index(relation) {
            self.count_ends(index, u32::wrapping_sub);
            self.relations[relation.0 as usize] = NOWHERE;
            self.graph.remove_edge(index);
        }
    }

    pub fn bury_node(&mut self, node: NodeId) {
        if let Some(index) = self.node_index(node) {
            self.nodes[node.0 as usize] = NOWHERE;
            self.deleted_nodes.insert(node.0, index.index() as u32);
        }
    }

    pub fn bury_relation(&mut self, relation: RelationId) {
        if let Some(index) = self.relation_index(relation) {
            self.count_ends(index, u32::wrapping_sub);
            self.relations[relation.0 as usize] = NOWHERE;
            self.deleted_relations
                .insert(relation.0, index.index() as u32);
        }
    }

    pub fn revive_node(&mut self, node: NodeId) {
        if let Some(index) = self.deleted_nodes.remove(&node.0) {
            self.nodes[node.0 as usize] = index;
        }
    }

    pub fn revive_relation(&mut self, relation: RelationId) {
        if let Some(index) = self.deleted_relations.remove(&relation.0) {
            self.relations[relation.0 as usize] = index;
            self.count_ends(EdgeIndex::new(index as usize), u32::wrapping_add);
        }
    }

    /// Unlinks what was deleted; returns the label sets that the deleted nodes had.
    pub fn purge(&mut self) -> Vec<u32> {
        for index in newest_first(&mut self.deleted_relations) {
            self.graph.remove_edge(EdgeIndex::new(index as usize));
        }
        newest_first(&mut self.deleted_nodes)
            .into_iter()
            .filter_map(|index| self.graph.remove_node(NodeIndex::new(index as usize)))
            .map(|entity| entity.labels)
            .collect()
    }

    fn node_index(&self, node: NodeId) -> Option<NodeIndex> {
        let index = *self.nodes.get(node.0 as usize)?;
        (index != NOWHERE).then(|| NodeIndex::new(index as usize))
    }

    fn relation_index(&self, relation: RelationId) -> Option<EdgeIndex> {
        let index = *self.relations.get(relation.0 as usize)?;
        (index != NOWHERE).then(|| EdgeIndex::new(index as usize))
    }

    fn entity_mut(&mut self, node: NodeId) -> Option<&mut Entity> {
        let index = self.node_index(node)?;
        self.graph.node_weight_mut(index)
    }

    fn at(&self, index: EdgeIndex) -> Option<Relation> {
        let (start, end) = self.graph.edge_endpoints(index)?;
        Some(Relation {
            kind: self.graph.edge_weight(index)?.kind,
            start: self.graph.node_weight(start)?.id(),
            end: self.graph.node_weight(end)?.id(),
        })
    }

    fn count_ends(&mut self, index: EdgeIndex, change: fn(u32, u32) -> u32) {
        if let Some((start, end)) = self.graph.edge_endpoints(index) {
            let outgoing = &mut self.graph[start].outgoing;
            *outgoing = change(*outgoing, 1);
            let incoming = &mut self.graph[end].incoming;
            *incoming = change(*incoming, 1);
        }
    }
}

impl Entity {
    fn id(self) -> NodeId {
        NodeId(self.id_plus_one.get() - 1)
    }
}

impl Edge {
    fn id(self) -> RelationId {
        RelationId(self.id_plus_one.get() - 1)
    }
}

fn alive(places: &[u32]) -> impl Iterator<Item = u32> + '_ {
    (0..)
        .zip(places)
        .filter(|&(_, &index)| index != NOWHERE)
        .map(|(id, _)| id)
}

/// The indices of what was deleted, the highest id first.
fn newest_first(deleted: &mut FxHashMap<u32, u32>) -> Vec<u32> {
    let mut graves: Vec<(u32, u32)> = std::mem::take(deleted).into_iter().collect();
    graves.sort_unstable_by(|a, b| b.cmp(a));
    graves.into_iter().map(|(_, index)| index).collect()
}
