//! What the elements met on the way of a search share in time, so that it is given up where they cannot hold together any more.
//!
//! Only what is impossible is given up on the way: an element met twice counts once, which shows in the whole path alone.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::slice::{Times, node_bounds, relation_bounds};
use crate::exec::pattern::view::View;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::time::{InOrder, Shared};

/// The time that is left on the way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Progress {
    /// Nobody asks, or it shows at the end alone.
    Free,
    Together(Shared),
    InOrder(InOrder),
}

/// From which end of the path a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    Rightward,
    Leftward,
}

impl Progress {
    /// At the node where a search starts; `None` when it does not hold in the slice.
    pub fn start(
        times: Option<&Times<'_>>,
        node: u32,
        heading: Heading,
        at: (View<'_>, usize),
        context: &Context<'_>,
    ) -> Result<Option<Progress>> {
        let (view, row) = at;
        let Some(times) = times else {
            return Ok(Some(Progress::Free));
        };
        if !times.asks_paths(view, row, context)? {
            return Ok(Some(Progress::Free));
        }
        let Some(window) = times.window(view, row, context)? else {
            return Ok(None);
        };
        let bounds = node_bounds(context.graph(), NodeId(node));
        Ok(match (times.is_in_order(), heading) {
            (false, _) => Shared::within(window).with(&bounds).map(Progress::Together),
            (true, Heading::Rightward) => {
                InOrder::starting(&window.window, &bounds).map(Progress::InOrder)
            }
            (true, Heading::Leftward) => Some(Progress::Free),
        })
    }

    /// After a relation and the node it leads to; `None` when no time is left.
    pub fn hop(self, relation: RelationId, node: NodeId, graph: &Graph) -> Option<Progress> {
        match self {
            Progress::Free => Some(Progress::Free),
            Progress::Together(shared) => shared
                .with(&relation_bounds(graph, relation))?
                .with(&node_bounds(graph, node))
                .map(Progress::Together),
            Progress::InOrder(walk) => walk
                .hop(&relation_bounds(graph, relation), &node_bounds(graph, node))
                .map(Progress::InOrder),
        }
    }

    /// After a chain of hops: each relation with the node it leads to.
    pub fn hops(
        self,
        mut chain: impl Iterator<Item = (RelationId, NodeId)>,
        graph: &Graph,
    ) -> Option<Progress> {
        match self {
            Progress::Free => Some(self),
            _ => chain.try_fold(self, |left, (relation, node)| {
                left.hop(relation, node, graph)
            }),
        }
    }
}
