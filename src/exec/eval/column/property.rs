//! `e.key` over a column: the properties of nodes and relations are read straight from the graph's columns.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Column;
use crate::exec::batch::NULL_ID;
use crate::exec::eval::access;
use crate::exec::eval::column::each;
use crate::exec::eval::column::filling::Filling;
use crate::exec::eval::column::operand::Operand;
use crate::fun::entity::{live_node, live_relation};
use crate::plan::expr::Key;
use factio_graph::facts::{Cell, ColumnRef, NumberKind};
use factio_graph::id::{NodeId, RelationId};

pub fn column(
    subject: &Operand<'_>,
    key: &Key,
    len: usize,
    context: &Context<'_>,
) -> Result<Column> {
    let graph = context.graph();
    let Operand::Column(subjects) = subject else {
        return each(len, |row| {
            access::property(&subject.peek(row), key, context)
        });
    };
    match &**subjects {
        Column::Nodes(ids) => read(ids, graph.node_column(key.symbol), |id| {
            live_node(graph, NodeId(id)).map(drop)
        }),
        Column::Relations(ids) => read(ids, graph.relation_column(key.symbol), |id| {
            live_relation(graph, RelationId(id)).map(drop)
        }),
        _ => each(len, |row| {
            access::property(&subject.peek(row), key, context)
        }),
    }
}

/// The properties of these elements. What was deleted has none, so only those without a value are asked whether they live.
fn read(
    ids: &[u32],
    properties: ColumnRef<'_>,
    alive: impl Fn(u32) -> Result<()>,
) -> Result<Column> {
    if let Some((NumberKind::Integer, integers)) = properties.numbers(ids) {
        return Ok(Column::Integers(integers));
    }
    let mut filling = Filling::with_capacity(ids.len());
    for &id in ids {
        let cell = match id {
            NULL_ID => Cell::Missing,
            id => properties.cell(id),
        };
        if cell == Cell::Missing && id != NULL_ID {
            alive(id)?;
        }
        filling.push(cell.to_value());
    }
    Ok(filling.finish())
}
