//! Maps: literals and projections.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::{access, eval, operand, type_error};
use crate::fun::entity::entries;
use crate::fun::nesting::check_nesting;
use crate::kind::Kind;
use crate::plan::expr::{Expr, ProjectionItem};
use factio_graph::value::{Map, Value};
use std::sync::Arc;

/// `{a: 1, b: 2}`. Of two entries with one key the later counts.
pub fn literal(
    written: &[(Arc<str>, Expr)],
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let mut map = Map::default();
    for (key, value) in written {
        map.insert(Arc::clone(key), eval(value, row, context)?);
    }
    finish(map)
}

/// `subject {.key, key: e, .*}`; null for a null subject.
pub fn project(
    subject: &Expr,
    items: &[ProjectionItem],
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let subject = operand(subject, row, context)?;
    if subject.is_null() {
        return Ok(Value::Null);
    }
    let mut map = Map::default();
    for item in items {
        match item {
            ProjectionItem::Property(key) => {
                map.insert(
                    Arc::clone(&key.text),
                    access::property(&subject, key, context)?,
                );
            }
            ProjectionItem::Entry(key, value) => {
                map.insert(Arc::clone(key), eval(value, row, context)?);
            }
            ProjectionItem::All => map.extend(all(&subject, context)?),
        }
    }
    finish(map)
}

fn all(subject: &Value, context: &Context<'_>) -> Result<Map> {
    match entries(context.graph(), subject)? {
        Some(entries) => Ok(Arc::unwrap_or_clone(entries)),
        None => Err(type_error(format!(
            "{} has no properties",
            Kind::of(subject).name()
        ))),
    }
}

fn finish(map: Map) -> Result<Value> {
    check_nesting(map.values())?;
    Ok(Value::Map(Arc::new(map)))
}
