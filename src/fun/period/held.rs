//! What a value of the language is valid for: a node or relation by its `valid`, a path or list by all of its elements.

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::wrong;
use crate::fun::entity::{live_node, live_relation};
use crate::fun::period::construct::read;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::time::{self, Bounds, Certainty, Period, Shared, Slice, intersection};
use factio_graph::value::{Path, Value};
use rustc_hash::FxHashSet;
use std::sync::{Arc, LazyLock};

/// The validity of whatever has none of its own: `../..`.
pub fn always() -> &'static Arc<Period> {
    static ALWAYS: LazyLock<Arc<Period>> =
        LazyLock::new(|| Arc::new(Period::from_bounds(Bounds::ALWAYS)));
    &ALWAYS
}

/// The validity of one node, relation or period; `None` for any other value.
pub fn validity<'a>(value: &'a Value, context: &'a Context<'_>) -> Result<Option<&'a Arc<Period>>> {
    let graph = context.graph();
    Ok(match value {
        Value::Period(period) => Some(period),
        Value::Node(node) => Some(node_validity(graph, *node)?),
        Value::Relation(relation) => Some(relation_validity(graph, *relation)?),
        _ => None,
    })
}

fn node_validity(graph: &Graph, node: NodeId) -> Result<&Arc<Period>> {
    let period = graph.node_validity(live_node(graph, node)?);
    Ok(period
        .and_then(|period| graph.period(period))
        .unwrap_or(always()))
}

fn relation_validity(graph: &Graph, relation: RelationId) -> Result<&Arc<Period>> {
    let period = graph.relation_validity(live_relation(graph, relation)?);
    Ok(period
        .and_then(|period| graph.period(period))
        .unwrap_or(always()))
}

/// The validities of the elements of a value.
pub(super) struct Held {
    /// Of each element once.
    distinct: Vec<Arc<Period>>,
    /// As a walk: a node, then a relation and a node by turns.
    walk: Vec<(Told, Bounds)>,
}

/// What tells the elements of a walk apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Node(NodeId),
    Relation(RelationId),
    /// Something else, by its place in the walk.
    Place(usize),
}

/// What stands between the elements of a list: it holds always.
const BETWEEN: (Told, Bounds) = (Told::Place(0), Bounds::ALWAYS);

impl Held {
    /// The elements of a value: itself, those of a path, those in a list (lists within it included).
    ///
    /// # Errors
    /// When something in it can have no validity, or was deleted. `function` names the caller in the message.
    pub fn of(function: &str, value: &Value, context: &Context<'_>) -> Result<Held> {
        let mut elements = Elements {
            held: Held {
                distinct: Vec::new(),
                walk: vec![BETWEEN],
            },
            nodes: FxHashSet::default(),
            relations: FxHashSet::default(),
        };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::List(items) => waiting.extend(items.iter().rev()),
                Value::Path(path) => elements.path(path, context.graph())?,
                other => elements.single(function, other, context)?,
            }
        }
        Ok(elements.held)
    }

    /// The period in which all of them hold; `None` when they cannot hold together.
    pub fn common(&self) -> Option<Arc<Period>> {
        let common = intersection(self.distinct.iter().map(|period| period.bounds()))?;
        let same = self
            .distinct
            .iter()
            .find(|period| *period.bounds() == common);
        Some(match same {
            Some(period) => Arc::clone(period),
            None if common == Bounds::ALWAYS => Arc::clone(always()),
            None => Arc::new(Period::from_bounds(common)),
        })
    }

    /// How far all of them hold in the slice: at an instant that they share, or throughout.
    pub fn certainty(&self, slice: Slice) -> Certainty {
        self.distinct
            .iter()
            .try_fold(Shared::within(slice), |shared, period| {
                shared.with(period.bounds())
            })
            .map_or(Certainty::Absent, |shared| shared.certainty())
    }

    /// How far they hold one after the other: each in the slice, at instants of it that never go back.
    pub fn certainty_in_order(&self, slice: Slice) -> Certainty {
        let each = self.distinct.iter();
        let each = each.map(|period| slice.decide(period.bounds())).min();
        each.unwrap_or(Certainty::Certain)
            .min(time::in_order(&slice.window, &self.walk))
    }
}

/// Elements as they are gathered.
struct Elements {
    held: Held,
    nodes: FxHashSet<NodeId>,
    relations: FxHashSet<RelationId>,
}

impl Elements {
    fn path(&mut self, path: &Path, graph: &Graph) -> Result<()> {
        let mut relations = path.relations.iter();
        for (place, node) in path.nodes.iter().enumerate() {
            let period = node_validity(graph, *node)?;
            if place == 0 && self.held.walk == [BETWEEN] {
                self.held.walk.clear();
            } else if place == 0 {
                self.held.walk.push(BETWEEN);
            }
            self.held.walk.push((Told::Node(*node), *period.bounds()));
            if self.nodes.insert(*node) {
                self.held.distinct.push(Arc::clone(period));
            }
            if let Some(relation) = relations.next() {
                let period = relation_validity(graph, *relation)?;
                let told = Told::Relation(*relation);
                self.held.walk.push((told, *period.bounds()));
                if self.relations.insert(*relation) {
                    self.held.distinct.push(Arc::clone(period));
                }
            }
        }
        Ok(())
    }

    fn single(&mut self, function: &str, value: &Value, context: &Context<'_>) -> Result<()> {
        let graph = context.graph();
        let (told, new, period) = match value {
            Value::Node(node) => (
                Told::Node(*node),
                self.nodes.insert(*node),
                node_validity(graph, *node)?.clone(),
            ),
            Value::Relation(relation) => (
                Told::Relation(*relation),
                self.relations.insert(*relation),
                relation_validity(graph, *relation)?.clone(),
            ),
            Value::Null | Value::Boolean(_) | Value::Float(_) | Value::Duration(_) => {
                return Err(wrong(function, "what has a validity, or a time", value));
            }
            time => (Told::Place(self.held.walk.len()), true, read(time)?),
        };
        self.held.walk.extend([(told, *period.bounds()), BETWEEN]);
        if new {
            self.held.distinct.push(period);
        }
        Ok(())
    }
}
