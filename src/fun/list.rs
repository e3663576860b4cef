//! Functions on lists; `size`, `reverse` and `isEmpty` also on strings.

use crate::context::Context;
use crate::context::memory::check_room;
use crate::error::Result;
use crate::fun::argument::{any, integer, list, out_of_range, wrong};
use crate::fun::bound::check_items;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::Value;

/// Numbers that are made before there is another look whether the statement was stopped.
const UNCHECKED: u64 = 1 << 18;

static LIST: &[Parameter] = &[Parameter::new("list", Kind::List)];
static SEQUENCE: &[Parameter] = &[Parameter::new("listOrString", Kind::Sequence)];
static ANY: &[Parameter] = &[Parameter::new("value", Kind::Any)];
static RANGE: &[Parameter] = &[
    Parameter::new("start", Kind::Integer),
    Parameter::new("end", Kind::Integer),
    Parameter::optional("step", Kind::Integer),
];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "size",
        SEQUENCE,
        Kind::Integer,
        "How many elements a list or characters a string has.",
        size,
    ),
    Function::new(
        "isEmpty",
        ANY,
        Kind::Boolean,
        "Whether a list, map or string has nothing in it.",
        is_empty,
    ),
    Function::new(
        "head",
        LIST,
        Kind::Any,
        "The first element; null for an empty list.",
        |_, a| {
            Ok(list("head", a, 0)?
                .and_then(<[Value]>::first)
                .cloned()
                .unwrap_or_default())
        },
    ),
    Function::new(
        "last",
        LIST,
        Kind::Any,
        "The last element; null for an empty list.",
        |_, a| {
            Ok(list("last", a, 0)?
                .and_then(<[Value]>::last)
                .cloned()
                .unwrap_or_default())
        },
    ),
    Function::new(
        "tail",
        LIST,
        Kind::List,
        "All elements but the first.",
        |_, a| {
            let items = list("tail", a, 0)?;
            Ok(items.map_or(Value::Null, |items| {
                Value::list(items.iter().skip(1).cloned().collect())
            }))
        },
    ),
    Function::new(
        "reverse",
        SEQUENCE,
        Kind::Sequence,
        "The list or string backwards.",
        reverse,
    ),
    Function::new(
        "range",
        RANGE,
        Kind::List,
        "The integers from start to end, both included.",
        range,
    ),
];

fn size(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(match any(arguments, 0) {
        Value::Null => Value::Null,
        Value::List(items) => Value::Integer(items.len() as i64),
        Value::String(text) => Value::Integer(text.chars().count() as i64),
        other => return Err(wrong("size", Kind::Sequence.name(), other)),
    })
}

fn is_empty(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(match any(arguments, 0) {
        Value::Null => Value::Null,
        Value::List(items) => Value::Boolean(items.is_empty()),
        Value::Map(entries) => Value::Boolean(entries.is_empty()),
        Value::String(text) => Value::Boolean(text.is_empty()),
        other => return Err(wrong("isEmpty", "LIST, MAP OR STRING", other)),
    })
}

fn reverse(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(match any(arguments, 0) {
        Value::Null => Value::Null,
        Value::List(items) => Value::list(items.iter().rev().cloned().collect()),
        Value::String(text) => Value::string(text.chars().rev().collect::<String>()),
        other => return Err(wrong("reverse", Kind::Sequence.name(), other)),
    })
}

fn range(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let step = match arguments.len() {
        0..3 => Some(1),
        _ => integer("range", arguments, 2)?,
    };
    let (start, end) = (
        integer("range", arguments, 0)?,
        integer("range", arguments, 1)?,
    );
    let (Some(start), Some(end), Some(step)) = (start, end, step) else {
        return Ok(Value::Null);
    };
    if step == 0 {
        return Err(out_of_range(
            "the step of range() is 0, and so it would never end",
        ));
    }
    let count = range_length(start, end, step);
    check_items(count)?;
    check_room(count * size_of::<Value>() as u64, context)?;
    let mut items = Vec::with_capacity(count as usize);
    while (items.len() as u64) < count {
        context.check()?;
        let (from, more) = (
            items.len() as u64,
            UNCHECKED.min(count - items.len() as u64),
        );
        let numbers = (from..from + more).map(|index| start + index as i64 * step);
        items.extend(numbers.map(Value::Integer));
    }
    Ok(Value::list(items))
}

/// How many steps lead from `start` no further than `end`, the start included.
fn range_length(start: i64, end: i64, step: i64) -> u64 {
    let distance = i128::from(end) - i128::from(start);
    if distance.signum() * i128::from(step.signum()) < 0 {
        return 0;
    }
    let steps = distance / i128::from(step) + 1;
    u64::try_from(steps).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::range_length;

    #[test]
    fn a_range_has_both_its_ends_and_none_against_its_step() {
        assert_eq!(range_length(0, 10, 3), 4);
        assert_eq!(range_length(0, 0, -5), 1);
        assert_eq!(range_length(10, 0, -5), 3);
        assert_eq!(range_length(0, 1, -1), 0);
        assert_eq!(range_length(i64::MIN, i64::MAX, 1), u64::MAX);
        assert_eq!(range_length(0, i64::MIN, i64::MIN), 2);
    }
}
