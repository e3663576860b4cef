//! The relations at a node, from either end: a petgraph `StableDiGraph`, built when somebody first asks and kept in step from
//! then on. What is deleted is unlinked at the next commit, newest first, which is where petgraph's lists are quick.

use crate::facts::Relation;
use crate::facts::paged::Paged;
use crate::id::{NodeId, RelationId};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::EdgeRef;

#[derive(Clone, Debug)]
pub(super) struct Linked {
    graph: StableDiGraph<(), RelationId, u32>,
    /// By id: petgraph's index.
    nodes: Paged<NodeIndex>,
    relations: Paged<EdgeIndex>,
}

impl Linked {
    /// Links these nodes and relations, each ascending; every end is among the nodes.
    pub fn of(
        nodes: impl Iterator<Item = NodeId>,
        relations: impl Iterator<Item = (RelationId, Relation)>,
    ) -> Linked {
        let mut linked = Linked {
            graph: StableDiGraph::default(),
            nodes: Paged::new(NodeIndex::end()),
            relations: Paged::new(EdgeIndex::end()),
        };
        nodes.for_each(|node| linked.add_node(node));
        relations.for_each(|(id, relation)| linked.add_relation(id, relation));
        linked
    }

    pub fn add_node(&mut self, node: NodeId) {
        *self.nodes.row(node.0) = self.graph.add_node(());
    }

    pub fn add_relation(&mut self, id: RelationId, relation: Relation) {
        let start = self.nodes.get(relation.start.0);
        let end = self.nodes.get(relation.end.0);
        *self.relations.row(id.0) = self.graph.add_edge(start, end, id);
    }

    pub fn remove_node(&mut self, node: NodeId) {
        if self.graph.remove_node(self.nodes.get(node.0)).is_some() {
            *self.nodes.row(node.0) = NodeIndex::end();
        }
    }

    pub fn remove_relation(&mut self, relation: RelationId) {
        let removed = self.graph.remove_edge(self.relations.get(relation.0));
        if removed.is_some() {
            *self.relations.row(relation.0) = EdgeIndex::end();
        }
    }

    /// The relations at a node, each once, in no order that means anything; also those that were deleted since the last
    /// commit.
    pub fn incident(&self, node: NodeId) -> impl Iterator<Item = RelationId> + '_ {
        let at = self.nodes.get(node.0);
        let outgoing = self.graph.edges_directed(at, Direction::Outgoing);
        let incoming = self.graph.edges_directed(at, Direction::Incoming);
        outgoing
            .chain(incoming.filter(move |edge| edge.source() != at))
            .map(|edge| *edge.weight())
    }
}
