//! Looking for values through a whole column: what a filter costs where no index stands.

use crate::facts::dictionary::Dictionary;
use crate::facts::page::Kind;
use crate::facts::read::ColumnRef;
use crate::time::Date;
use crate::value::{Value, compare, equals};
use std::cmp::Ordering;
use std::ops::{Bound, RangeInclusive};

/// Which values are looked for.
pub(super) struct Wanted<'w> {
    /// The packed numbers of a kind that fit; values that are not packed so are asked one by one.
    pub numbers: Option<(Kind, RangeInclusive<i64>)>,
    pub fits: &'w dyn Fn(&Value) -> bool,
}

/// Values that are packed as numbers of one kind, from a least to a greatest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub kind: Kind,
    pub range: RangeInclusive<i64>,
}

impl ColumnRef<'_> {
    /// Where values that equal `value` stand packed: no packed value of another kind equals it. `None` where numbers do not tell.
    pub fn numbers_equal_to(self, value: &Value) -> Option<Numbers> {
        let (kind, range) = numbers_equal_to(value, self.strings())?;
        Some(Numbers { kind, range })
    }

    /// As [`ColumnRef::numbers_equal_to`], for values between bounds as `<` sees them.
    pub fn numbers_between(self, low: Bound<&Value>, high: Bound<&Value>) -> Option<Numbers> {
        let (kind, range) = numbers_between(low, high)?;
        Some(Numbers { kind, range })
    }

    /// The elements whose value equals `value`, ascending. Nothing equals null or NaN.
    ///
    /// Costs a look at every value of the key, 256 at once where they are packed.
    pub fn equal_to(self, value: &Value) -> Vec<u32> {
        self.select(&Wanted {
            numbers: numbers_equal_to(value, self.strings()),
            fits: &|other| equals(other, value) == Some(true),
        })
    }

    /// The elements whose value lies between the bounds as `<` sees them, ascending; without bounds, all that have one.
    ///
    /// Costs a look at every value of the key, 256 at once where they are packed.
    pub fn between(self, low: Bound<&Value>, high: Bound<&Value>) -> Vec<u32> {
        self.select(&Wanted {
            numbers: numbers_between(low, high),
            fits: &|value| lies_above(value, low) && lies_below(value, high),
        })
    }
}

pub(super) fn lies_above(value: &Value, low: Bound<&Value>) -> bool {
    match low {
        Bound::Unbounded => true,
        Bound::Included(low) => compare(value, low).is_some_and(Ordering::is_ge),
        Bound::Excluded(low) => compare(value, low).is_some_and(Ordering::is_gt),
    }
}

pub(super) fn lies_below(value: &Value, high: Bound<&Value>) -> bool {
    match high {
        Bound::Unbounded => true,
        Bound::Included(high) => compare(value, high).is_some_and(Ordering::is_le),
        Bound::Excluded(high) => compare(value, high).is_some_and(Ordering::is_lt),
    }
}

/// Periods are not among them: two are equal by what they mean, and kept by what was written.
fn numbers_equal_to(
    value: &Value,
    strings: Option<&Dictionary<str>>,
) -> Option<(Kind, RangeInclusive<i64>)> {
    let (kind, number) = match value {
        Value::Boolean(value) => (Kind::Boolean, i64::from(*value)),
        Value::Integer(value) => (Kind::Integer, *value),
        Value::Date(Date { days }) => (Kind::Date, *days),
        Value::String(text) => match strings.and_then(|strings| strings.find(text)) {
            Some(number) => (Kind::String, i64::from(number)),
            None => return Some((Kind::String, nothing())),
        },
        _ => return None,
    };
    Some((kind, number..=number))
}

fn numbers_between(low: Bound<&Value>, high: Bound<&Value>) -> Option<(Kind, RangeInclusive<i64>)> {
    let (low_kind, first) = end(low, i64::MIN, |number| number.checked_add(1))?;
    let (high_kind, last) = end(high, i64::MAX, |number| number.checked_sub(1))?;
    let kind = match (low_kind, high_kind) {
        (Some(low), Some(high)) if low != high => return None,
        (low, high) => low.or(high)?,
    };
    let range = first.zip(last);
    Some((kind, range.map_or(nothing(), |(first, last)| first..=last)))
}

/// The kind of a bound and the last number within it: `open` without a bound, `None` where nothing lies within.
fn end(
    bound: Bound<&Value>,
    open: i64,
    inwards: fn(i64) -> Option<i64>,
) -> Option<(Option<Kind>, Option<i64>)> {
    let (value, excluded) = match bound {
        Bound::Unbounded => return Some((None, Some(open))),
        Bound::Included(value) => (value, false),
        Bound::Excluded(value) => (value, true),
    };
    let (kind, number) = ordered_number(value)?;
    match excluded {
        true => Some((Some(kind), inwards(number))),
        false => Some((Some(kind), Some(number))),
    }
}

/// The number of a value whose kind is ordered as its numbers are.
fn ordered_number(value: &Value) -> Option<(Kind, i64)> {
    match value {
        Value::Integer(value) => Some((Kind::Integer, *value)),
        Value::Date(Date { days }) => Some((Kind::Date, *days)),
        _ => None,
    }
}

fn nothing() -> RangeInclusive<i64> {
    RangeInclusive::new(1, 0)
}

#[cfg(test)]
mod tests {
    use crate::facts::{Graph, NAME};
    use crate::id::NodeId;
    use crate::time::{Date, Period};
    use crate::value::{Value, compare, equals};
    use std::ops::Bound;
    use std::sync::Arc;

    fn values() -> Vec<Value> {
        let mut values: Vec<Value> = [i64::MIN, -300, -1, 0, 1, 2, 77, 40_000, i64::MAX]
            .map(Value::Integer)
            .to_vec();
        values.extend([f64::NAN, -0.5, 1.0, 1.5, f64::INFINITY].map(Value::Float));
        values.extend([-3, 1, 9].map(|days| Value::Date(Date { days })));
        values.extend(["", "a", "b"].map(Value::from));
        values.extend([true, false].map(Value::Boolean));
        values.extend(["1924", "1925"].map(|text| {
            let period = Period::parse(text).expect("a year is a period");
            Value::Period(Arc::new(period))
        }));
        values
    }

    /// Pages of one type and of several, full, thin and empty.
    fn graph() -> Graph {
        let mut graph = Graph::new();
        let values = values();
        for number in 0..4000usize {
            let node = graph.create_node(&[]).unwrap();
            let value = match number / 256 {
                page @ 0..8 => &values[(page * 3 + number % 2) % values.len()],
                8..10 if number % 9 > 0 => continue,
                10..12 => continue,
                _ => &values[number * 7 % values.len()],
            };
            graph.set_node_property(node, NAME, value.clone()).unwrap();
        }
        graph
    }

    fn by_looking(graph: &Graph, fits: impl Fn(&Value) -> bool) -> Vec<u32> {
        let nodes = (0..graph.node_bound()).filter(|&node| {
            let value = graph.node_property(NodeId(node), NAME);
            !value.is_null() && fits(&value)
        });
        nodes.collect()
    }

    #[test]
    fn equal_values_are_those_that_a_look_at_each_finds() {
        let graph = graph();
        let unseen = [Value::from("unseen"), Value::Null];
        for value in values().iter().chain(&unseen) {
            let expected = by_looking(&graph, |other| equals(other, value) == Some(true));
            assert_eq!(
                graph.node_column(NAME).equal_to(value),
                expected,
                "{value:?}"
            );
        }
    }

    #[test]
    fn values_between_bounds_are_those_that_a_look_at_each_finds() {
        let graph = graph();
        let (low_values, high_values) = (values(), values());
        for a in &low_values {
            for b in &high_values {
                for (low, high) in [
                    (Bound::Included(a), Bound::Excluded(b)),
                    (Bound::Excluded(a), Bound::Included(b)),
                    (Bound::Unbounded, Bound::Excluded(b)),
                    (Bound::Excluded(a), Bound::Unbounded),
                ] {
                    let expected = by_looking(&graph, |value| fits(value, low, high));
                    let found = graph.node_column(NAME).between(low, high);
                    assert_eq!(found, expected, "{low:?} {high:?}");
                }
            }
        }
        let all = graph
            .node_column(NAME)
            .between(Bound::Unbounded, Bound::Unbounded);
        assert_eq!(all, by_looking(&graph, |_| true));
    }

    fn fits(value: &Value, low: Bound<&Value>, high: Bound<&Value>) -> bool {
        let above = match low {
            Bound::Unbounded => true,
            Bound::Included(low) => compare(value, low).is_some_and(|order| order.is_ge()),
            Bound::Excluded(low) => compare(value, low).is_some_and(|order| order.is_gt()),
        };
        let below = match high {
            Bound::Unbounded => true,
            Bound::Included(high) => compare(value, high).is_some_and(|order| order.is_le()),
            Bound::Excluded(high) => compare(value, high).is_some_and(|order| order.is_lt()),
        };
        above && below
    }
}
