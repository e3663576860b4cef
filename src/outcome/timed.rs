//! An answer in a slice of history: which rows are certain, and which of the facts in them are only possible.

use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, PeriodId, RelationId};
use factio_graph::time::{self, Bounds, Certainty, Shared, Slice};
use factio_graph::value::{Path, Value};

/// What a statement looked at, and how certain its rows are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timed {
    /// The slices, in the order in which they were met; of very many the first ones.
    pub slices: Vec<Sliced>,
    /// Of each row of the answer; `None` where it was not asked for ([`Session::counts_certainty`](crate::Session)) or
    /// cannot be told: of what a writing statement returns.
    pub rows: Option<Vec<Certainty>>,
}

/// A time clause whose expressions were evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sliced {
    /// `None` when the time is null: nothing is known to hold in it.
    pub slice: Option<Slice>,
    /// Only what is certain counts; otherwise what is possible does too.
    pub certainly: bool,
    /// Hops in time-respecting order instead of at one shared instant.
    pub in_order: bool,
}

impl Timed {
    /// How many rows are certain, and how many are only possible.
    pub fn counts(&self) -> Option<(usize, usize)> {
        let rows = self.rows.as_ref()?;
        let certain = rows.iter().filter(|&&row| row == Certainty::Certain);
        let certain = certain.count();
        Some((certain, rows.len() - certain))
    }

    /// How far a node, relation or path held in the slices: as in the one in which it is known best; `None` for other values.
    pub fn certainty(&self, value: &Value, graph: &Graph) -> Option<Certainty> {
        let path = as_path(value, graph)?;
        let slices = self.slices.iter();
        slices
            .map(|sliced| sliced.certainty(&path, graph))
            .max()
            .or(Some(Certainty::Certain))
    }

    /// Whether a node, relation or path of the answer is possible and not certain: it is drawn dotted.
    pub fn is_only_possible(&self, value: &Value, graph: &Graph) -> bool {
        self.certainty(value, graph) == Some(Certainty::Possible)
    }
}

impl Sliced {
    fn certainty(&self, path: &Path, graph: &Graph) -> Certainty {
        let Some(slice) = self.slice else {
            return Certainty::Absent;
        };
        match self.in_order {
            // Each element has to hold in the slice for itself, too.
            true => in_order(&slice, path, graph).min(each(slice, path, graph)),
            false => together(slice, path, graph),
        }
    }
}

/// A relation as the path along it, a node as one of its own.
fn as_path(value: &Value, graph: &Graph) -> Option<Path> {
    match value {
        Value::Node(node) => Some(Path {
            nodes: vec![*node],
            relations: Vec::new(),
        }),
        Value::Relation(id) => {
            let relation = graph.relation(*id)?;
            Some(Path {
                nodes: vec![relation.start, relation.end],
                relations: vec![*id],
            })
        }
        Value::Path(path) => Some(Path::clone(path)),
        _ => None,
    }
}

fn bounds(validity: Option<PeriodId>, graph: &Graph) -> Bounds {
    let period = validity.and_then(|period| graph.period(period));
    period.map_or(Bounds::ALWAYS, |period| *period.bounds())
}

fn node(id: NodeId, graph: &Graph) -> Bounds {
    bounds(graph.node_validity(id), graph)
}

fn relation(id: RelationId, graph: &Graph) -> Bounds {
    bounds(graph.relation_validity(id), graph)
}

/// How far all elements of a path hold at an instant that they share, each counted once.
pub(crate) fn together(slice: Slice, path: &Path, graph: &Graph) -> Certainty {
    let (mut nodes, mut relations) = (path.nodes.clone(), path.relations.clone());
    nodes.sort_unstable();
    nodes.dedup();
    relations.sort_unstable();
    relations.dedup();
    let nodes = nodes.into_iter().map(|id| node(id, graph));
    let relations = relations.into_iter().map(|id| relation(id, graph));
    nodes
        .chain(relations)
        .try_fold(Shared::within(slice), |shared, bounds| shared.with(&bounds))
        .map_or(Certainty::Absent, |shared| shared.certainty())
}

/// How far each element of a path holds for itself: as the one that is known least.
fn each(slice: Slice, path: &Path, graph: &Graph) -> Certainty {
    let nodes = path.nodes.iter().map(|&id| node(id, graph));
    let relations = path.relations.iter().map(|&id| relation(id, graph));
    let each = nodes.chain(relations).map(|bounds| slice.decide(&bounds));
    each.min().unwrap_or(Certainty::Certain)
}

/// How far the hops of a path can be made one after the other.
pub(crate) fn in_order(slice: &Slice, path: &Path, graph: &Graph) -> Certainty {
    let steps = (0..2 * path.nodes.len()).map_while(|place| match place % 2 {
        0 => path
            .nodes
            .get(place / 2)
            .map(|&id| (Ok(id), node(id, graph))),
        _ => {
            let id = path.relations.get(place / 2)?;
            Some((Err(*id), relation(*id, graph)))
        }
    });
    let steps: Vec<(Result<NodeId, RelationId>, Bounds)> = steps.collect();
    time::in_order(&slice.window, &steps)
}
