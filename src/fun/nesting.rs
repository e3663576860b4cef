//! How deep a value may nest. Comparing, printing and dropping a value recurse no deeper than this.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::bound::exceeded;
use factio_graph::value::Value;
use rustc_hash::FxHashMap;
use std::sync::Arc;

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

fn check_within<'v>(room: usize, elements: impl IntoIterator<Item = &'v Value>) -> Result<()> {
    let mut walk = Walk {
        room,
        seen: FxHashMap::default(),
    };
    elements
        .into_iter()
        .try_for_each(|element| walk.measure(element, 1).map(drop))
}

/// A walk through values in which each list that several hold is entered once, so that it ends soon however often it counts.
struct Walk {
    room: usize,
    /// By where a list or map of several holders lies, of those that have others in them.
    seen: FxHashMap<usize, Size>,
}

/// What is below a value.
#[derive(Clone, Copy, Default)]
struct Size {
    levels: usize,
    elements: usize,
}

impl Walk {
    /// Counts the elements of a value that lies so deep, with those of what is in it.
    fn measure(&mut self, value: &Value, depth: usize) -> Result<Size> {
        match value {
            Value::List(items) => {
                let shared = (Arc::strong_count(items) > 1).then(|| Arc::as_ptr(items).addr());
                self.enter(shared, items.len(), items.iter(), depth)
            }
            Value::Map(entries) => {
                let shared = (Arc::strong_count(entries) > 1).then(|| Arc::as_ptr(entries).addr());
                self.enter(shared, entries.len(), entries.values(), depth)
            }
            _ => Ok(Size::default()),
        }
    }

    fn enter<'v>(
        &mut self,
        shared: Option<usize>,
        len: usize,
        items: impl Iterator<Item = &'v Value>,
        depth: usize,
    ) -> Result<Size> {
        let known = shared.and_then(|place| self.seen.get(&place).copied());
        check_depth(depth + known.map_or(0, |size| size.levels - 1))?;
        self.take(known.map_or(len, |size| size.elements))?;
        if let Some(size) = known {
            return Ok(size);
        }
        let mut size = Size {
            levels: 1,
            elements: len,
        };
        for item in items {
            if !matches!(item, Value::List(_) | Value::Map(_)) {
                continue;
            }
            let below = self.measure(item, depth + 1)?;
            size.levels = size.levels.max(below.levels + 1);
            size.elements += below.elements;
        }
        if let Some(place) = shared.filter(|_| size.levels > 1) {
            self.seen.insert(place, size);
        }
        Ok(size)
    }

    fn take(&mut self, elements: usize) -> Result<()> {
        self.room = self.room.checked_sub(elements).ok_or_else(|| {
            exceeded(format!(
                "a nested value has more than {MAX_NESTED} elements"
            ))
        })?;
        Ok(())
    }
}

fn check_depth(depth: usize) -> Result<()> {
    match depth < MAX_DEPTH {
        true => Ok(()),
        false => Err(Error::runtime(
            ErrorKind::LimitExceeded,
            Detail::NestingTooDeep,
            format!("lists and maps nest deeper than {MAX_DEPTH} levels"),
        )),
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

    #[test]
    fn what_several_hold_is_walked_once_and_counted_as_often_as_it_is_there() {
        let double = |times: usize| {
            (0..times).fold(Value::list(vec![1.into()]), |value, _| {
                Value::list(vec![value.clone(), value])
            })
        };
        // Walked one by one these would be 33 million elements, a thousand times.
        let most = double(23);
        assert!((0..1000).all(|_| check_nesting([&most]).is_ok()));
        assert!(check_nesting([&double(26)]).is_err());
        let known = double(10);
        let deeper = (0..118).fold(known.clone(), |value, _| Value::list(vec![value]));
        assert!(check_nesting([&known, &deeper]).is_err());
    }
}
