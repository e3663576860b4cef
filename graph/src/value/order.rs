//! The law of ORDER BY: one total order over all values (openCypher 9, "Orderability").

use crate::time::Duration;
use crate::value::number::{compare_integer_float, order_floats};
use crate::value::{Map, Path, Value};
use std::cmp::Ordering;

/// The total order of ORDER BY, ascending, also of `min` and `max`.
///
/// Maps < nodes < relations < lists < paths < temporal values < strings < booleans < numbers < NaN < null. Two values are
/// equal here exactly when they are equal as [`crate::value::Key`]s, and it agrees with `<` wherever `<` is known.
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => order_floats(*a, *b),
        (Value::Integer(a), Value::Float(b)) => order_mixed(*a, *b),
        (Value::Float(a), Value::Integer(b)) => order_mixed(*b, *a).reverse(),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Node(a), Value::Node(b)) => a.cmp(b),
        (Value::Relation(a), Value::Relation(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => order_lists(a, b),
        (Value::Map(a), Value::Map(b)) => order_maps(a, b),
        (Value::Path(a), Value::Path(b)) => order_paths(a, b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::LocalTime(a), Value::LocalTime(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.order(b),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.order(b),
        (Value::Duration(a), Value::Duration(b)) => order_durations(a, b),
        (Value::Period(a), Value::Period(b)) => a.order(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// The place of a value's type among the types.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relation(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::DateTime(_) => 5,
        Value::LocalDateTime(_) => 6,
        Value::Date(_) => 7,
        Value::Time(_) => 8,
        Value::LocalTime(_) => 9,
        Value::Duration(_) => 10,
        Value::Period(_) => 11,
        Value::String(_) => 12,
        Value::Boolean(_) => 13,
        Value::Integer(_) | Value::Float(_) => 14,
        Value::Null => 15,
    }
}

/// NaN comes after every integer.
fn order_mixed(integer: i64, float: f64) -> Ordering {
    compare_integer_float(integer, float).unwrap_or(Ordering::Less)
}

fn order_lists(a: &[Value], b: &[Value]) -> Ordering {
    a.iter()
        .zip(b)
        .map(|(a, b)| order(a, b))
        .find(|ordering| ordering.is_ne())
        .unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// Maps by size, then by their keys in alphabetical order, then by the values in that order.
fn order_maps(a: &Map, b: &Map) -> Ordering {
    let (a, b) = (sorted(a), sorted(b));
    let by_keys = || keys(&a).cmp(keys(&b));
    let by_values = || {
        a.iter()
            .zip(&b)
            .map(|(a, b)| order(a.1, b.1))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    };
    a.len()
        .cmp(&b.len())
        .then_with(by_keys)
        .then_with(by_values)
}

fn keys<'a>(entries: &'a [(&str, &Value)]) -> impl Iterator<Item = &'a str> {
    entries.iter().map(|(key, _)| *key)
}

fn sorted(map: &Map) -> Vec<(&str, &Value)> {
    let mut entries: Vec<(&str, &Value)> = map.iter().map(|(key, value)| (&**key, value)).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

/// Paths as the list of their nodes and relations in turn.
fn order_paths(a: &Path, b: &Path) -> Ordering {
    fn steps(path: &Path) -> impl Iterator<Item = (u32, Option<u32>)> {
        let relations = path.relations.iter().map(|relation| Some(relation.0));
        let nodes = path.nodes.iter().map(|node| node.0);
        nodes.zip(relations.chain([None]))
    }
    steps(a).cmp(steps(b))
}

/// Durations by their mean length, then by months and days. `<` on durations is unknown.
fn order_durations(a: &Duration, b: &Duration) -> Ordering {
    let parts = |d: &Duration| (d.average_nanoseconds(), d.months, d.days);
    parts(a).cmp(&parts(b))
}
