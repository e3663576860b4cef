//! The relations at a node, from either end: a petgraph `StableDiGraph`, built when somebody first asks and kept in step from
//! then on. What is deleted is unlinked at the next commit, newest first, which is where petgraph's lists are quick.

use crate::facts::Relation;
use crate::id::{NodeId, RelationId};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::EdgeRef;

#[derive(Clone, Debug, Default)]
pub(super) struct Linked {
    graph: StableDiGraph<(), RelationId, u32>,
    /// By id: petgraph's index.
    nodes: Vec<NodeIndex>,
    relations: Vec<EdgeIndex>,
}

impl Linked {
    /// Links these nodes and relations, each ascending; every end is among the nodes.
    pub fn of(
        nodes: impl Iterator<Item = NodeId>,
        relations: impl Iterator<Item = (RelationId, Relation)>,
    ) -> Linked {
        let mut linked = Linked::default();
        nodes.for_each(|node| linked.add_node(node));
        relations.for_each(|(id, relation)| linked.add_relation(id, relation));
        linked
    }

    pub fn add_node(&mut self, node: NodeId) {
        self.nodes.resize(node.0 as usize, NodeIndex::end());
        self.nodes.push(self.graph.add_node(()));
    }

    pub fn add_relation(&mut self, id: RelationId, relation: Relation) {
        let start = self.nodes[relation.start.0 as usize];
        let end = self.nodes[relation.end.0 as usize];
        self.relations.resize(id.0 as usize, EdgeIndex::end());
        self.relations.push(self.graph.add_edge(start, end, id));
    }

    pub fn remove_node(&mut self, node: NodeId) {
        if let Some(index) = self.nodes.get_mut(node.0 as usize) {
            self.graph.remove_node(*index);
            *index = NodeIndex::end();
        }
    }

    pub fn remove_relation(&mut self, relation: RelationId) {
        if let Some(index) = self.relations.get_mut(relation.0 as usize) {
            self.graph.remove_edge(*index);
            *index = EdgeIndex::end();
        }
    }

    /// The relations at a node, each once, in no order that means anything; also those that were deleted since the last
    /// commit.
    pub fn incident(&self, node: NodeId) -> impl Iterator<Item = RelationId> + '_ {
        let at = self.nodes.get(node.0 as usize).copied();
        let at = at.unwrap_or(NodeIndex::end());
        let outgoing = self.graph.edges_directed(at, Direction::Outgoing);
        let incoming = self.graph.edges_directed(at, Direction::Incoming);
        outgoing
            .chain(incoming.filter(move |edge| edge.source() != at))
            .map(|edge| *edge.weight())
    }
}
