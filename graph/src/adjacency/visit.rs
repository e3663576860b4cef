//! The visit traits of petgraph on the snapshot, so that its algorithms run on it.

use crate::adjacency::{Adjacency, Bits, Neighbours, Side};
use crate::facts::Graph;
use crate::id::{NodeId, RelationId};
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, EdgeRef, GraphBase, GraphProp, GraphRef, IntoEdgeReferences,
    IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};

/// A relation with its ends. Its weight is its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    pub relation: RelationId,
    pub source: NodeId,
    pub target: NodeId,
}

/// The relations at a node, seen from one side, sorted by neighbour and then relation.
#[derive(Clone, Debug)]
pub struct Hops<'g> {
    node: NodeId,
    side: Side,
    rest: Neighbours<'g>,
}

impl<'g> Hops<'g> {
    pub(crate) fn new(node: NodeId, side: Side, rest: Neighbours<'g>) -> Hops<'g> {
        Hops { node, side, rest }
    }
}

impl Hop {
    /// The other end, seen from one side.
    pub fn neighbour(self, side: Side) -> NodeId {
        match side {
            Side::Out => self.target,
            Side::In => self.source,
        }
    }
}

impl From<Direction> for Side {
    fn from(direction: Direction) -> Side {
        match direction {
            Direction::Outgoing => Side::Out,
            Direction::Incoming => Side::In,
        }
    }
}

impl Iterator for Hops<'_> {
    type Item = Hop;

    fn next(&mut self) -> Option<Hop> {
        let (&neighbour, neighbours) = self.rest.neighbours.split_first()?;
        let (&relation, relations) = self.rest.relations.split_first()?;
        self.rest = Neighbours {
            neighbours,
            relations,
        };
        let (source, target) = match self.side {
            Side::Out => (self.node, NodeId(neighbour)),
            Side::In => (NodeId(neighbour), self.node),
        };
        Some(Hop {
            relation: RelationId(relation),
            source,
            target,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.neighbours.len();
        (len, Some(len))
    }
}

impl ExactSizeIterator for Hops<'_> {}

impl EdgeRef for Hop {
    type NodeId = NodeId;
    type EdgeId = RelationId;
    type Weight = RelationId;

    fn source(&self) -> NodeId {
        self.source
    }

    fn target(&self) -> NodeId {
        self.target
    }

    fn weight(&self) -> &RelationId {
        &self.relation
    }

    fn id(&self) -> RelationId {
        self.relation
    }
}

impl GraphBase for Adjacency<'_> {
    type NodeId = NodeId;
    type EdgeId = RelationId;
}

impl GraphRef for Adjacency<'_> {}

impl Data for Adjacency<'_> {
    type NodeWeight = NodeId;
    type EdgeWeight = RelationId;
}

impl GraphProp for Adjacency<'_> {
    type EdgeType = Directed;
}

impl NodeCount for Adjacency<'_> {
    fn node_count(&self) -> usize {
        self.graph.live_nodes()
    }
}

impl EdgeCount for Adjacency<'_> {
    fn edge_count(&self) -> usize {
        self.graph.live_relations()
    }
}

impl NodeIndexable for Adjacency<'_> {
    fn node_bound(&self) -> usize {
        self.graph.node_bound() as usize
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.0 as usize
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId(index as u32)
    }
}

impl EdgeIndexable for Adjacency<'_> {
    fn edge_bound(&self) -> usize {
        self.graph.relation_bound() as usize
    }

    fn to_index(&self, relation: RelationId) -> usize {
        relation.0 as usize
    }

    fn from_index(&self, index: usize) -> RelationId {
        RelationId(index as u32)
    }
}

impl Visitable for Adjacency<'_> {
    type Map = Bits;

    fn visit_map(&self) -> Bits {
        Bits::with_bound(self.graph.node_bound())
    }

    fn reset_map(&self, map: &mut Bits) {
        map.clear();
    }
}

impl<'g> Adjacency<'g> {
    /// The relations at a node, seen from one side.
    pub fn hops(self, node: NodeId, side: Side) -> Hops<'g> {
        Hops::new(node, side, self.of_any(side).of(node.0))
    }
}

impl<'g> IntoNodeIdentifiers for Adjacency<'g> {
    type NodeIdentifiers = Box<dyn Iterator<Item = NodeId> + 'g>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new(Graph::nodes(self.graph))
    }
}

/// The neighbours at a node, one for each relation.
#[derive(Clone, Debug)]
pub struct NeighbourIds<'g>(std::slice::Iter<'g, u32>);

impl Iterator for NeighbourIds<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.0.next().map(|&node| NodeId(node))
    }
}

impl<'g> IntoNeighbors for Adjacency<'g> {
    type Neighbors = NeighbourIds<'g>;

    fn neighbors(self, node: NodeId) -> NeighbourIds<'g> {
        self.neighbors_directed(node, Direction::Outgoing)
    }
}

impl<'g> IntoNeighborsDirected for Adjacency<'g> {
    type NeighborsDirected = NeighbourIds<'g>;

    fn neighbors_directed(self, node: NodeId, direction: Direction) -> NeighbourIds<'g> {
        let lists = self.of_any(direction.into());
        NeighbourIds(lists.of(node.0).neighbours.iter())
    }
}

impl<'g> IntoEdges for Adjacency<'g> {
    type Edges = Hops<'g>;

    fn edges(self, node: NodeId) -> Hops<'g> {
        self.hops(node, Side::Out)
    }
}

impl<'g> IntoEdgesDirected for Adjacency<'g> {
    type EdgesDirected = Hops<'g>;

    fn edges_directed(self, node: NodeId, direction: Direction) -> Hops<'g> {
        self.hops(node, direction.into())
    }
}

impl<'g> IntoEdgeReferences for Adjacency<'g> {
    type EdgeRef = Hop;
    type EdgeReferences = Box<dyn Iterator<Item = Hop> + 'g>;

    fn edge_references(self) -> Self::EdgeReferences {
        let relations = Graph::relations(self.graph);
        Box::new(relations.filter_map(move |relation| {
            let ends = self.graph.relation(relation)?;
            Some(Hop {
                relation,
                source: ends.start,
                target: ends.end,
            })
        }))
    }
}
