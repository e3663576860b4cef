//! The time predicates: `r AT '1925'`, `a PRECEDES b`, `a CONTAINS b`. True when certain, null when only possible, false when impossible.

use crate::context::Context;
use crate::error::Result;
use crate::fun::period::construct::read;
use crate::fun::period::held::{Held, validity};
use factio_grammar::ast::TimeRelation;
use factio_graph::time::{Asked, Bounds, Certainty, Period, Slice, relate as relation_of};
use factio_graph::value::Value;
use std::sync::Arc;

/// Whether `a relation b`: of periods, of whatever has a validity, and of what [`read`](super::read) takes.
pub fn relate(
    relation: TimeRelation,
    a: &Value,
    b: &Value,
    context: &Context<'_>,
) -> Result<Value> {
    if a.is_null() || b.is_null() {
        return Ok(Value::Null);
    }
    let of_two: fn(&Bounds, &Bounds) -> Certainty = match relation {
        TimeRelation::At => return held(Asked::At, a, b, context),
        TimeRelation::During => return held(Asked::During, a, b, context),
        TimeRelation::Throughout => return held(Asked::Throughout, a, b, context),
        TimeRelation::Overlaps => relation_of::overlaps,
        TimeRelation::Precedes => relation_of::precedes,
        TimeRelation::Succeeds => relation_of::succeeds,
        TimeRelation::Meets => relation_of::meets,
        TimeRelation::Equals => relation_of::equals,
    };
    two(of_two, a, b, context)
}

/// `a CONTAINS b` on periods: whether the first covers the second.
pub fn covers(a: &Value, b: &Value, context: &Context<'_>) -> Result<Value> {
    match a.is_null() || b.is_null() {
        true => Ok(Value::Null),
        false => two(relation_of::contains, a, b, context),
    }
}

/// Whether `a` held at, during or throughout the time `b`.
fn held(asked: Asked, a: &Value, b: &Value, context: &Context<'_>) -> Result<Value> {
    let Some(window) = period(b, context)? else {
        return Ok(Value::Boolean(false));
    };
    let slice = Slice::new(asked, &window);
    let answer = match validity(a, context)? {
        Some(period) => slice.decide(period.bounds()),
        None => Held::of("a time predicate", a, context)?.certainty(slice),
    };
    Ok(Value::from(answer.known()))
}

fn two(
    relation: fn(&Bounds, &Bounds) -> Certainty,
    a: &Value,
    b: &Value,
    context: &Context<'_>,
) -> Result<Value> {
    let (Some(a), Some(b)) = (period(a, context)?, period(b, context)?) else {
        return Ok(Value::Boolean(false));
    };
    Ok(Value::from(relation(a.bounds(), b.bounds()).known()))
}

/// The period that an operand stands for; `None` for a path or list whose elements cannot hold together.
fn period(value: &Value, context: &Context<'_>) -> Result<Option<Arc<Period>>> {
    if let Some(period) = validity(value, context)? {
        return Ok(Some(Arc::clone(period)));
    }
    match value {
        Value::Path(_) | Value::List(_) => {
            Ok(Held::of("a time predicate", value, context)?.common())
        }
        time => read(time).map(Some),
    }
}
