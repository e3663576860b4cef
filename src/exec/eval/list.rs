//! Lists: literals, slices, comprehensions, `reduce`.

use crate::context::Context;
use crate::context::memory::{bytes_of, check_room};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Row;
use crate::exec::eval::{eval, operand, truth, type_error};
use crate::fun::nesting::check_nesting;
use crate::kind::Kind;
use crate::plan::expr::{Expr, Slot};
use factio_graph::value::Value;
use std::sync::Arc;

/// How many elements a loop goes on for before it asks whether the statement was stopped.
const CHECK_EVERY: usize = 4096;
/// Bytes that a list may grow by before there is another look whether there is room.
const UNCHECKED: u64 = 1 << 20;

/// `[a, b]`.
pub fn literal(items: &[Expr], row: &mut Row<'_>, context: &Context<'_>) -> Result<Value> {
    let values: Result<Vec<Value>> = items.iter().map(|item| eval(item, row, context)).collect();
    let values = values?;
    check_nesting(&values)?;
    Ok(Value::list(values))
}

/// `list[from..to]`, without the element at `to`; negative places count from the end, and what lies outside is left out.
pub fn slice(
    subject: &Expr,
    from: Option<&Expr>,
    to: Option<&Expr>,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let subject = operand(subject, row, context)?;
    let from = bound(from, 0, row, context)?;
    let to = bound(to, i64::MAX, row, context)?;
    match (&*subject, from, to) {
        (Value::List(items), Some(from), Some(to)) => {
            let (from, to) = (place(from, items.len()), place(to, items.len()));
            Ok(Value::list(
                items.get(from..to).unwrap_or_default().to_vec(),
            ))
        }
        (Value::List(_) | Value::Null, ..) => Ok(Value::Null),
        (other, ..) => {
            let found = Kind::of(other).name();
            Err(type_error(format!(
                "only a LIST has slices, and this is {found}"
            )))
        }
    }
}

/// One end of a slice: `None` when it is null.
fn bound(
    expr: Option<&Expr>,
    missing: i64,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Option<i64>> {
    let Some(expr) = expr else {
        return Ok(Some(missing));
    };
    match &*operand(expr, row, context)? {
        Value::Integer(place) => Ok(Some(*place)),
        Value::Null => Ok(None),
        other => Err(Error::runtime(
            ErrorKind::TypeError,
            Detail::ListElementAccessByNonInteger,
            format!(
                "a slice goes from INTEGER to INTEGER, and this is {}",
                Kind::of(other).name()
            ),
        )
        .at(expr.span)),
    }
}

fn place(place: i64, length: usize) -> usize {
    let length = length as i64;
    let place = if place < 0 { place + length } else { place };
    place.clamp(0, length) as usize
}

/// The elements that an expression gives, or `None` for null.
pub(super) fn elements(
    list: &Expr,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Option<Arc<Vec<Value>>>> {
    match &*operand(list, row, context)? {
        Value::List(items) => Ok(Some(Arc::clone(items))),
        Value::Null => Ok(None),
        other => {
            let message = format!(
                "a LIST is wanted here, and this is {}",
                Kind::of(other).name()
            );
            Err(type_error(message).at(list.span))
        }
    }
}

/// Runs `visit` with each element in the local `slot`, until it says that it has seen enough.
pub(super) fn for_each(
    items: &[Value],
    slot: Slot,
    row: &mut Row<'_>,
    context: &Context<'_>,
    mut visit: impl FnMut(&Value, &mut Row<'_>) -> Result<Visit>,
) -> Result<()> {
    for (index, item) in items.iter().enumerate() {
        if index % CHECK_EVERY == CHECK_EVERY - 1 {
            context.check()?;
        }
        row.bind(slot, item.clone());
        if let Visit::Enough = visit(item, row)? {
            break;
        }
    }
    row.release(slot);
    Ok(())
}

/// Whether a loop over a list goes on.
pub(super) enum Visit {
    More,
    Enough,
}

/// `[x IN list WHERE filter | map]`.
pub fn comprehend(
    list: &Expr,
    local: Slot,
    filter: Option<&Expr>,
    map: Option<&Expr>,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let Some(items) = elements(list, row, context)? else {
        return Ok(Value::Null);
    };
    let mut kept: Vec<Value> = Vec::new();
    let (mut bytes, mut checked) = (0, 0);
    for_each(&items, local, row, context, |item, row| {
        let passes = match filter {
            Some(filter) => truth(filter, row, context)? == Some(true),
            None => true,
        };
        if passes {
            let value = match map {
                Some(map) => eval(map, row, context)?,
                None => item.clone(),
            };
            bytes += bytes_of(&value);
            if bytes > checked + UNCHECKED {
                check_room(bytes, context)?;
                checked = bytes;
            }
            kept.push(value);
        }
        Ok(Visit::More)
    })?;
    check_nesting(&kept)?;
    Ok(Value::list(kept))
}

/// `reduce(accumulator = initial, x IN list | step)`.
pub fn reduce(
    initial: &Expr,
    list: &Expr,
    accumulator: Slot,
    step: &Expr,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let mut value = eval(initial, row, context)?;
    let Some(items) = elements(list, row, context)? else {
        return Ok(Value::Null);
    };
    row.bind(accumulator, Value::Null);
    for_each(&items, accumulator + 1, row, context, |_, row| {
        row.set(accumulator, std::mem::take(&mut value));
        value = eval(step, row, context)?;
        if matches!(value, Value::String(_) | Value::List(_)) {
            check_room(bytes_of(&value), context)?;
        }
        Ok(Visit::More)
    })?;
    row.release(accumulator);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_outside_the_list_are_its_ends() {
        assert_eq!(place(-5, 3), 0);
        assert_eq!(place(-1, 3), 2);
        assert_eq!(place(5, 3), 3);
        assert_eq!(place(i64::MIN, 3), 0);
    }
}
