//! Assembling a path value from what a pattern bound.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::type_error;
use crate::kind::Kind;
use crate::plan::expr::Slot;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// The path along these slots: nodes, relations, lists of relations and paths, each going on where the last one ended. Null when
/// one of them is.
pub fn assemble(slots: &[Slot], row: &Row<'_>, context: &Context<'_>) -> Result<Value> {
    let mut path = Path::default();
    for slot in slots {
        let part = row.get(*slot);
        if part.is_null() {
            return Ok(Value::Null);
        }
        extend(&mut path, &part, context.graph())?;
    }
    Ok(Value::Path(Arc::new(path)))
}

fn extend(path: &mut Path, part: &Value, graph: &Graph) -> Result<()> {
    match part {
        Value::Node(node) if path.nodes.last() != Some(node) => path.nodes.push(*node),
        Value::Node(_) => {}
        Value::Relation(relation) => hop(path, *relation, graph),
        Value::List(items) => items
            .iter()
            .try_for_each(|item| extend(path, item, graph))?,
        Value::Path(part) => append(path, part),
        other => {
            let message = format!("a path has no place for {}", Kind::of(other).name());
            return Err(type_error(message));
        }
    }
    Ok(())
}

/// Goes along a relation from the node where the path stands, in whichever direction that is.
fn hop(path: &mut Path, relation: RelationId, graph: &Graph) {
    let here = path.nodes.last().copied();
    let ends = graph
        .relation_or_deleted(relation)
        .map(|ends| (ends.start, ends.end));
    let there = match ends {
        Some((start, end)) if Some(end) == here && start != end => start,
        Some((_, end)) => end,
        None => here.unwrap_or(NodeId(u32::MAX)),
    };
    path.relations.push(relation);
    path.nodes.push(there);
}

fn append(path: &mut Path, part: &Path) {
    let shared = usize::from(path.nodes.last() == part.nodes.first());
    path.nodes.extend(part.nodes.iter().skip(shared));
    path.relations.extend(&part.relations);
}
