//! What earlier clauses bound, read from the input rows into the first chunk.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::batch::NULL_ID;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::view::Kind;
use crate::exec::{Batch, Column};
use crate::plan::expr::Slot;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;

/// Adds the rows of `rows` in which every given slot holds what it should; a null or deleted element matches nothing.
/// The first `skip` of what is given stands in the chunk already.
///
/// # Errors
/// A slot holds something that is neither null nor a node, relation or list of relations as the pattern wants it.
pub(super) fn load(
    given: &[(Slot, Kind)],
    skip: usize,
    input: &Batch,
    rows: std::ops::Range<usize>,
    out: &mut Chunk,
    context: &Context<'_>,
) -> Result<()> {
    if given.len() == skip {
        out.parent.extend(rows.map(|row| row as u32));
        return Ok(());
    }
    for row in rows {
        let mut complete = true;
        for (number, &(slot, kind)) in given.iter().enumerate().skip(skip) {
            complete = load_cell(
                &input.columns[slot],
                row,
                kind,
                number,
                out,
                context.graph(),
            )?;
            if !complete {
                break;
            }
        }
        match complete {
            true => out.parent.push(row as u32),
            false => trim(out),
        }
    }
    Ok(())
}

/// Takes back the cells of a row that was not completed.
fn trim(out: &mut Chunk) {
    let len = out.parent.len();
    for column in &mut out.columns {
        match column {
            Cells::Ids(ids) => ids.truncate(len),
            Cells::Lists(lists) => lists.truncate(len),
            Cells::Values(values) => values.truncate(len),
        }
    }
}

/// Adds one cell; false when it matches nothing.
fn load_cell(
    column: &Column,
    row: usize,
    kind: Kind,
    number: usize,
    out: &mut Chunk,
    graph: &Graph,
) -> Result<bool> {
    if let (Column::Nodes(ids), Kind::Node) | (Column::Relations(ids), Kind::Relation) =
        (column, kind)
    {
        let live = ids[row] != NULL_ID && is_live(graph, kind, ids[row]);
        if live {
            out.push_id(number, ids[row]);
        }
        return Ok(live);
    }
    match (column.get(row), kind) {
        (Value::Null, _) => Ok(false),
        (Value::Node(NodeId(id)), Kind::Node)
        | (Value::Relation(RelationId(id)), Kind::Relation) => {
            let live = is_live(graph, kind, id);
            if live {
                out.push_id(number, id);
            }
            Ok(live)
        }
        (Value::List(list), Kind::Relations) => {
            let mut ids = Vec::with_capacity(list.len());
            for value in list.iter() {
                match value {
                    Value::Relation(RelationId(id)) => ids.push(*id),
                    Value::Null => return Ok(false),
                    _ => return Err(wrong_kind("a list of relations")),
                }
            }
            let live = ids.iter().all(|&id| is_live(graph, Kind::Relation, id));
            if live {
                out.push_list(number, ids);
            }
            Ok(live)
        }
        (_, Kind::Node) => Err(wrong_kind("a node")),
        (_, Kind::Relation) => Err(wrong_kind("a relation")),
        (_, Kind::Relations | Kind::Span | Kind::Value) => Err(wrong_kind("a list of relations")),
    }
}

fn is_live(graph: &Graph, kind: Kind, id: u32) -> bool {
    match kind {
        Kind::Node => graph.contains_node(NodeId(id)),
        _ => graph.contains_relation(RelationId(id)),
    }
}

fn wrong_kind(wanted: &str) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentType,
        format!("a variable of this pattern was bound before, and not to {wanted}"),
    )
}
