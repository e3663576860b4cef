//! Looking elements up by a property: through an index, or through the whole column.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::evaluator::{Evaluator, Shape};
use crate::exec::pattern::start::{Limit, Place, Wanted};
use crate::exec::pattern::view::{Kind, View};
use factio_graph::facts::{ColumnRef, Graph};
use factio_graph::value::Value;
use std::borrow::Cow;
use std::ops::Bound;

/// What is looked up.
#[derive(Debug)]
pub(super) struct Lookup<'p> {
    kind: Kind,
    place: Place,
    wanted: Question<'p>,
}

#[derive(Debug)]
enum Question<'p> {
    Equal(Evaluator<'p>),
    Each(Evaluator<'p>),
    Between(Option<End<'p>>, Option<End<'p>>),
    Prefix(Evaluator<'p>),
}

#[derive(Debug)]
struct End<'p> {
    value: Evaluator<'p>,
    included: bool,
}

impl End<'_> {
    fn eval(&mut self, view: View<'_>, row: usize, context: &Context<'_>) -> Result<(Value, bool)> {
        Ok((self.value.eval(view, row, context)?, self.included))
    }
}

impl<'p> Lookup<'p> {
    /// `kind` says what is looked up: nodes or relations.
    pub fn new(kind: Kind, place: Place, wanted: Wanted<'p>, shape: Shape) -> Lookup<'p> {
        let evaluator = |expr| Evaluator::new(Cow::Borrowed(expr), shape);
        let end = |limit: Limit<'p>| End {
            value: evaluator(limit.value),
            included: limit.included,
        };
        let wanted = match wanted {
            Wanted::Equal(value) => Question::Equal(evaluator(value)),
            Wanted::Each(list) => Question::Each(evaluator(list)),
            Wanted::Between(low, high) => Question::Between(low.map(end), high.map(end)),
            Wanted::Prefix(prefix) => Question::Prefix(evaluator(prefix)),
        };
        Lookup {
            kind,
            place,
            wanted,
        }
    }

    /// Whether it finds the same for every row.
    pub fn is_constant(&self) -> bool {
        match &self.wanted {
            Question::Equal(value) | Question::Each(value) | Question::Prefix(value) => {
                value.is_constant()
            }
            Question::Between(low, high) => {
                low.iter().chain(high).all(|end| end.value.is_constant())
            }
        }
    }

    /// The elements found for a row, ascending. The conditions that led here are still to be checked.
    pub fn find(&mut self, view: View<'_>, row: usize, context: &Context<'_>) -> Result<Vec<u32>> {
        let graph = context.graph();
        let mut found = match &mut self.wanted {
            Question::Equal(value) => {
                let value = value.eval(view, row, context)?;
                return Ok(equal(graph, self.kind, self.place, &value));
            }
            Question::Each(list) => {
                let Value::List(values) = list.eval(view, row, context)? else {
                    return Ok(Vec::new());
                };
                let each = values.iter();
                each.flat_map(|value| equal(graph, self.kind, self.place, value))
                    .collect()
            }
            Question::Between(low, high) => {
                let low = low.as_mut().map(|end| end.eval(view, row, context));
                let high = high.as_mut().map(|end| end.eval(view, row, context));
                let (low, high) = (low.transpose()?, high.transpose()?);
                between(graph, self.kind, self.place, bound(&low), bound(&high))
            }
            Question::Prefix(prefix) => match prefix.eval(view, row, context)? {
                Value::String(prefix) => starting(graph, self.kind, self.place, &prefix),
                _ => Vec::new(),
            },
        };
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

fn bound(end: &Option<(Value, bool)>) -> Bound<&Value> {
    match end {
        None => Bound::Unbounded,
        Some((value, true)) => Bound::Included(value),
        Some((value, false)) => Bound::Excluded(value),
    }
}

fn column(graph: &Graph, kind: Kind, place: Place) -> ColumnRef<'_> {
    let (Place::Index { key, .. } | Place::Column { key }) = place;
    match kind {
        Kind::Node => graph.node_column(key),
        _ => graph.relation_column(key),
    }
}

/// Ascending. Null equals nothing.
fn equal(graph: &Graph, kind: Kind, place: Place, value: &Value) -> Vec<u32> {
    if value.is_null() {
        return Vec::new();
    }
    let indexed = match (place, kind) {
        (Place::Column { .. }, _) => None,
        (Place::Index { label, key }, Kind::Node) => graph
            .seek(label, key, value)
            .map(|found| found.iter().map(|node| node.0).collect()),
        (Place::Index { label, key }, _) => graph
            .seek_relations(label, key, value)
            .map(|found| found.iter().map(|relation| relation.0).collect()),
    };
    indexed.unwrap_or_else(|| column(graph, kind, place).equal_to(value))
}

fn between(
    graph: &Graph,
    kind: Kind,
    place: Place,
    low: Bound<&Value>,
    high: Bound<&Value>,
) -> Vec<u32> {
    let indexed: Option<Vec<u32>> = match (place, kind) {
        (Place::Column { .. }, _) => None,
        (Place::Index { label, key }, Kind::Node) => graph
            .seek_range(label, key, low, high)
            .map(|found| found.into_iter().map(|node| node.0).collect()),
        (Place::Index { label, key }, _) => graph
            .seek_relation_range(label, key, low, high)
            .map(|found| found.into_iter().map(|relation| relation.0).collect()),
    };
    indexed.unwrap_or_else(|| column(graph, kind, place).between(low, high))
}

fn starting(graph: &Graph, kind: Kind, place: Place, prefix: &str) -> Vec<u32> {
    let indexed = match (place, kind) {
        (Place::Index { label, key }, Kind::Node) => graph.seek_prefix(label, key, prefix),
        _ => None,
    };
    match indexed {
        Some(found) => found.into_iter().map(|node| node.0).collect(),
        None => {
            let from = Value::from(prefix);
            column(graph, kind, place).between(Bound::Included(&from), Bound::Unbounded)
        }
    }
}
