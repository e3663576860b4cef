//! The time clause of the whole statement, evaluated once before it runs, so that procedures can obey it.

use crate::context::{Context, Sliced};
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::eval::eval_batch;
use crate::fun;
use crate::plan::expr::Expr;
use crate::plan::{Slice, SliceKind};
use factio_graph::time::{self, Asked, Period};
use factio_graph::value::Value;
use std::sync::Arc;

/// Has a running statement look at the slice of its clause.
///
/// # Errors
/// The expressions of the clause fail, or name no period.
pub(super) fn look(clause: Option<&Slice>, context: &mut Context<'_>) -> Result<()> {
    context.slice = sliced(clause, context)?;
    if let Some(sliced) = context.slice {
        context.look(sliced);
    }
    Ok(())
}

/// The slice that the expressions of a clause name.
///
/// # Errors
/// They fail, or name no period.
pub(super) fn sliced(clause: Option<&Slice>, context: &Context<'_>) -> Result<Option<Sliced>> {
    let Some(clause) = clause else {
        return Ok(None);
    };
    let (asked, period) = match &clause.kind {
        SliceKind::At(at) => (Asked::At, period(at, context)?),
        SliceKind::During(during) => (Asked::During, period(during, context)?),
        SliceKind::Throughout(all) => (Asked::Throughout, period(all, context)?),
        SliceKind::FromTo(from, to) => (Asked::During, between(from, to, context)?),
    };
    Ok(Some(Sliced {
        slice: period.map(|period| time::Slice::new(asked, &period)),
        certainly: clause.certainly,
        in_order: clause.in_order,
    }))
}

/// `None` for null.
pub(super) fn period(expr: &Expr, context: &Context<'_>) -> Result<Option<Arc<Period>>> {
    match value(expr, context)? {
        Value::Null => Ok(None),
        value => fun::period::read(&value)
            .map(Some)
            .map_err(|error| error.at(expr.span)),
    }
}

pub(super) fn between(
    from: &Expr,
    to: &Expr,
    context: &Context<'_>,
) -> Result<Option<Arc<Period>>> {
    let ends = [value(from, context)?, value(to, context)?];
    if ends.iter().any(Value::is_null) {
        return Ok(None);
    }
    let made = fun::lookup("period").map(|period| (period.call)(context, &ends));
    match made.transpose() {
        Ok(Some(Value::Period(period))) => Ok(Some(period)),
        Ok(_) => Ok(None),
        Err(error) => Err(error.at(from.span.to(to.span))),
    }
}

fn value(expr: &Expr, context: &Context<'_>) -> Result<Value> {
    Ok(eval_batch(expr, &Batch::unit(), context)?.get(0))
}
