//! The graph through a slice of time or a set of types: what algorithms run on, since they know no dates.

mod visit;

use crate::adjacency::{Bits, Hop, Hops, Lists, Side};
use crate::facts::{ColumnRef, Graph, VALID};
use crate::id::{NodeId, PeriodId, RelationId, Symbol};
use crate::time::Period;
use std::sync::{Arc, OnceLock};
pub use visit::{ViewHops, ViewNeighbours};

/// Which relations and nodes count. It holds for the graph it was made for, until that is written to.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The types that count; all with `None`.
    kinds: Option<Vec<Symbol>>,
    /// The periods that count; all with `None`.
    periods: Option<Bits>,
    out: OnceLock<Arc<Lists>>,
    incoming: OnceLock<Arc<Lists>>,
}

/// The graph, less what a selection leaves out. It implements petgraph's visit traits.
#[derive(Clone, Copy, Debug)]
pub struct View<'g> {
    graph: &'g Graph,
    selection: &'g Selection,
    node_periods: ColumnRef<'g>,
    relation_periods: ColumnRef<'g>,
}

impl Selection {
    /// Everything.
    pub fn all() -> Selection {
        Selection::default()
    }

    /// Only relations of these types.
    pub fn only(kinds: &[Symbol]) -> Selection {
        Selection {
            kinds: Some(kinds.to_vec()),
            ..Selection::default()
        }
    }

    /// Only what is always valid, or valid in a period that `keep` keeps. It is asked once for each distinct period.
    pub fn slice(mut self, graph: &Graph, mut keep: impl FnMut(&Period) -> bool) -> Selection {
        let kept = (0..graph.period_bound()).filter(|&number| {
            let period = graph.period(PeriodId(number));
            period.is_some_and(|period| keep(period))
        });
        self.periods = Some(kept.collect());
        self
    }

    fn lists(&self, graph: &Graph, side: Side) -> &Lists {
        let lists = match side {
            Side::Out => &self.out,
            Side::In => &self.incoming,
        };
        lists.get_or_init(|| match &self.kinds {
            Some(kinds) => graph.adjacency().of_types(kinds, side),
            None => graph.adjacency().of_any_shared(side),
        })
    }

    fn keeps(&self, period: Option<PeriodId>) -> bool {
        match (&self.periods, period) {
            (Some(kept), Some(period)) => kept.contains(period.0),
            _ => true,
        }
    }
}

impl<'g> View<'g> {
    pub fn new(graph: &'g Graph, selection: &'g Selection) -> View<'g> {
        View {
            graph,
            selection,
            node_periods: graph.node_column(VALID),
            relation_periods: graph.relation_column(VALID),
        }
    }

    pub fn graph(self) -> &'g Graph {
        self.graph
    }

    /// Whether the node is within the slice.
    pub fn has_node(self, node: NodeId) -> bool {
        self.selection.periods.is_none() || self.selection.keeps(self.node_periods.period(node.0))
    }

    /// Whether the relation and both its ends are within the slice, given that it is of a selected type.
    pub fn has_hop(self, hop: Hop) -> bool {
        self.has_relation(hop.relation) && self.has_node(hop.source) && self.has_node(hop.target)
    }

    /// The relations at a node, seen from one side, sorted by neighbour and then relation.
    pub fn hops(self, node: NodeId, side: Side) -> ViewHops<'g> {
        let lists = self.selection.lists(self.graph, side);
        ViewHops::new(self, Hops::new(node, side, lists.of(node.0)))
    }

    /// All nodes within the slice, ascending.
    pub fn nodes(self) -> impl Iterator<Item = NodeId> + 'g {
        self.graph.nodes().filter(move |&node| self.has_node(node))
    }

    fn has_relation(self, relation: RelationId) -> bool {
        self.selection.periods.is_none()
            || self
                .selection
                .keeps(self.relation_periods.period(relation.0))
    }
}

#[cfg(test)]
mod tests;
