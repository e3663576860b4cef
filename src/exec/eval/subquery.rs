//! EXISTS, COUNT and COLLECT: a plan that runs with the row as its argument.

use crate::context::Context;
use crate::error::Result;
use crate::exec::op::{start, too_many};
use crate::exec::{Batch, Row};
use crate::fun::bound::check_items;
use crate::fun::nesting::check_nesting;
use crate::plan::Plan;
use crate::plan::expr::SubqueryKind;
use factio_graph::value::Value;

/// Whether the plan has rows, how many, or the list of their first column.
pub fn run(kind: SubqueryKind, plan: &Plan, row: &Row<'_>, context: &Context<'_>) -> Result<Value> {
    match kind {
        SubqueryKind::Exists => exists(plan, row, context),
        SubqueryKind::Count => count(plan, row, context),
        SubqueryKind::Collect => collect(plan, row, context),
    }
}

fn exists(plan: &Plan, row: &Row<'_>, context: &Context<'_>) -> Result<Value> {
    let mut found = false;
    for_each_batch(plan, row, context, |batch| {
        found = batch.len > 0;
        Ok(!found)
    })?;
    Ok(Value::Boolean(found))
}

fn count(plan: &Plan, row: &Row<'_>, context: &Context<'_>) -> Result<Value> {
    let mut rows = 0u64;
    for_each_batch(plan, row, context, |batch| {
        rows = rows.saturating_add(batch.total());
        Ok(true)
    })?;
    let rows = i64::try_from(rows).map_err(|_| too_many())?;
    Ok(Value::Integer(rows))
}

fn collect(plan: &Plan, row: &Row<'_>, context: &Context<'_>) -> Result<Value> {
    let mut values = Vec::new();
    for_each_batch(plan, row, context, |batch| {
        check_items(values.len() as u64 + batch.len as u64)?;
        if let Some(column) = batch.columns.first() {
            values.extend((0..batch.len).map(|row| column.get(row)));
        }
        Ok(true)
    })?;
    check_nesting(&values)?;
    Ok(Value::list(values))
}

/// Hands on the plan's batches for as long as `visit` wants more.
fn for_each_batch(
    plan: &Plan,
    row: &Row<'_>,
    context: &Context<'_>,
    mut visit: impl FnMut(&Batch) -> Result<bool>,
) -> Result<()> {
    let mut context = context.subquery();
    let mut operator = start(plan, &row.to_batch());
    while let Some(batch) = operator.next(&mut context)? {
        if !visit(&batch)? {
            break;
        }
    }
    Ok(())
}
