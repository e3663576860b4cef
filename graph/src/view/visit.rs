//! The visit traits of petgraph on a view.

use crate::adjacency::{Bits, Hop, Hops, Side};
use crate::id::{NodeId, RelationId};
use crate::view::View;
use petgraph::visit::{
    Data, EdgeIndexable, GraphBase, GraphProp, GraphRef, IntoEdgeReferences, IntoEdges,
    IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount,
    NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};

/// The relations at a node, less what the view leaves out.
#[derive(Clone, Debug)]
pub struct ViewHops<'g> {
    view: View<'g>,
    hops: Hops<'g>,
}

/// The neighbours at a node, one for each relation that the view has.
#[derive(Clone, Debug)]
pub struct ViewNeighbours<'g> {
    hops: ViewHops<'g>,
    side: Side,
}

impl<'g> ViewHops<'g> {
    pub(super) fn new(view: View<'g>, hops: Hops<'g>) -> ViewHops<'g> {
        ViewHops { view, hops }
    }
}

impl Iterator for ViewHops<'_> {
    type Item = Hop;

    fn next(&mut self) -> Option<Hop> {
        let view = self.view;
        self.hops.find(|&hop| view.has_hop(hop))
    }
}

impl Iterator for ViewNeighbours<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.hops.next().map(|hop| hop.neighbour(self.side))
    }
}

impl GraphBase for View<'_> {
    type NodeId = NodeId;
    type EdgeId = RelationId;
}

impl GraphRef for View<'_> {}

impl Data for View<'_> {
    type NodeWeight = NodeId;
    type EdgeWeight = RelationId;
}

impl GraphProp for View<'_> {
    type EdgeType = Directed;
}

impl NodeCount for View<'_> {
    fn node_count(&self) -> usize {
        self.nodes().count()
    }
}

impl NodeIndexable for View<'_> {
    fn node_bound(&self) -> usize {
        self.graph().node_bound() as usize
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.0 as usize
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId(index as u32)
    }
}

impl EdgeIndexable for View<'_> {
    fn edge_bound(&self) -> usize {
        self.graph().relation_bound() as usize
    }

    fn to_index(&self, relation: RelationId) -> usize {
        relation.0 as usize
    }

    fn from_index(&self, index: usize) -> RelationId {
        RelationId(index as u32)
    }
}

impl Visitable for View<'_> {
    type Map = Bits;

    fn visit_map(&self) -> Bits {
        Bits::with_bound(self.graph().node_bound())
    }

    fn reset_map(&self, map: &mut Bits) {
        map.clear();
    }
}

impl<'g> IntoNodeIdentifiers for View<'g> {
    type NodeIdentifiers = Box<dyn Iterator<Item = NodeId> + 'g>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new(self.nodes())
    }
}

impl<'g> IntoNeighbors for View<'g> {
    type Neighbors = ViewNeighbours<'g>;

    fn neighbors(self, node: NodeId) -> ViewNeighbours<'g> {
        self.neighbors_directed(node, Direction::Outgoing)
    }
}

impl<'g> IntoNeighborsDirected for View<'g> {
    type NeighborsDirected = ViewNeighbours<'g>;

    fn neighbors_directed(self, node: NodeId, direction: Direction) -> ViewNeighbours<'g> {
        let side = direction.into();
        ViewNeighbours {
            hops: self.hops(node, side),
            side,
        }
    }
}

impl<'g> IntoEdges for View<'g> {
    type Edges = ViewHops<'g>;

    fn edges(self, node: NodeId) -> ViewHops<'g> {
        self.hops(node, Side::Out)
    }
}

impl<'g> IntoEdgesDirected for View<'g> {
    type EdgesDirected = ViewHops<'g>;

    fn edges_directed(self, node: NodeId, direction: Direction) -> ViewHops<'g> {
        self.hops(node, direction.into())
    }
}

impl<'g> IntoEdgeReferences for View<'g> {
    type EdgeRef = Hop;
    type EdgeReferences = Box<dyn Iterator<Item = Hop> + 'g>;

    /// By node, then by neighbour.
    fn edge_references(self) -> Self::EdgeReferences {
        Box::new(
            self.nodes()
                .flat_map(move |node| self.hops(node, Side::Out)),
        )
    }
}
