//! How deep a value may nest. Comparing, printing and dropping a value recurse no deeper than this.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::bound::exceeded;
use factio_graph::value::Value;

/// Lists and maps within each other.
const MAX_DEPTH: usize = 128;
/// Elements of a list or map together with those of the lists and maps in it.
const MAX_NESTED: usize = 1 << 26;

/// Fails when a list or map of these elements would be nested too deep, or be too large with all that is in it.
///
/// Whoever puts values into a list or map calls this; so no value is ever deeper than the bound. Costs nothing for plain values.
pub fn check_nesting<'v>(elements: impl IntoIterator<Item = &'v Value>) -> Result<()> {
    check_within(MAX_NESTED, elements)
}

fn check_within<'v>(mut room: usize, elements: impl IntoIterator<Item = &'v Value>) -> Result<()> {
    elements
        .into_iter()
        .try_for_each(|element| descend(element, 1, &mut room))
}

fn descend(value: &Value, depth: usize, room: &mut usize) -> Result<()> {
    let size = match value {
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        _ => return Ok(()),
    };
    if depth >= MAX_DEPTH {
        return Err(Error::runtime(
            ErrorKind::LimitExceeded,
            Detail::NestingTooDeep,
            format!("lists and maps nest deeper than {MAX_DEPTH} levels"),
        ));
    }
    *room = room.checked_sub(size).ok_or_else(|| {
        exceeded(format!(
            "a nested value has more than {MAX_NESTED} elements"
        ))
    })?;
    match value {
        Value::List(items) => items
            .iter()
            .try_for_each(|item| descend(item, depth + 1, room)),
        Value::Map(entries) => entries
            .values()
            .try_for_each(|item| descend(item, depth + 1, room)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_nesting, check_within};
    use factio_graph::value::Value;

    #[test]
    fn values_nest_as_deep_as_the_bound_and_no_deeper() {
        let mut value = Value::Null;
        let mut levels = 0;
        while check_nesting([&value]).is_ok() {
            value = Value::list(vec![value]);
            levels += 1;
        }
        assert_eq!(levels, 128);
    }

    #[test]
    fn a_value_that_doubles_again_and_again_is_stopped() {
        let mut value = Value::list(vec![]);
        let doublings = (0..128).take_while(|_| {
            value = Value::list(vec![value.clone(), value.clone()]);
            check_within(1000, [&value]).is_ok()
        });
        assert!(doublings.count() < 10);
    }
}
