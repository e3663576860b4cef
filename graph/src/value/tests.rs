//! The laws of values against each other, over every pair and triple of a sample of all types.

use crate::id::{NodeId, RelationId};
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Period, Time};
use crate::value::{Key, Path, Value, compare, equals, less, less_or_equal, order};
use rustc_hash::FxHasher;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

fn numbers() -> Vec<Value> {
    let integers = [0, 1, -1, i64::MAX, i64::MIN, 4_611_686_018_427_387_905];
    let floats = [
        0.0,
        -0.0,
        1.0,
        0.5,
        -1.5,
        9.3e18,
        4_611_686_018_427_387_904.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        -f64::NAN,
    ];
    let integers = integers.into_iter().map(Value::Integer);
    integers
        .chain(floats.into_iter().map(Value::Float))
        .collect()
}

fn graph_values() -> Vec<Value> {
    let path = |nodes: &[u32], relations: &[u32]| {
        Value::Path(Arc::new(Path {
            nodes: nodes.iter().copied().map(NodeId).collect(),
            relations: relations.iter().copied().map(RelationId).collect(),
        }))
    };
    vec![
        Value::Node(NodeId(0)),
        Value::Node(NodeId(1)),
        Value::Relation(RelationId(0)),
        Value::Relation(RelationId(1)),
        path(&[0], &[]),
        path(&[0, 1], &[0]),
        path(&[0, 1], &[1]),
        path(&[1, 0], &[0]),
    ]
}

fn temporal_values() -> Vec<Value> {
    let clock = |hour: u64| LocalTime {
        nanoseconds: hour * 3_600_000_000_000,
    };
    let at = |days, hour| LocalDateTime {
        date: Date { days },
        time: clock(hour),
    };
    let zoned = |hour, offset, zone: Option<&str>| {
        Value::DateTime(Arc::new(DateTime {
            local: at(0, hour),
            offset,
            zone: zone.map(Arc::from),
        }))
    };
    let duration = |months, days| {
        Value::Duration(Arc::new(Duration {
            months,
            days,
            ..Duration::default()
        }))
    };
    let time = |hour, offset| {
        Value::Time(Time {
            local: clock(hour),
            offset,
        })
    };
    let period = |text| Value::Period(Arc::new(Period::parse(text).expect("EDTF")));
    vec![
        period("1925"),
        period("1925-01/1925-12"),
        period("1925-01-01/1925-12-31"),
        period("1924/"),
        Value::Date(Date { days: 0 }),
        Value::Date(Date { days: -7 }),
        Value::LocalTime(clock(1)),
        Value::LocalDateTime(at(0, 1)),
        time(1, 0),
        time(2, 3600),
        time(3, 3600),
        zoned(1, 0, None),
        zoned(1, 0, Some("Etc/UTC")),
        zoned(2, 3600, None),
        duration(1, 0),
        duration(0, 30),
        duration(0, 31),
    ]
}

fn sample() -> Vec<Value> {
    let mut values = numbers();
    values.extend(graph_values());
    values.extend(temporal_values());
    values.extend([Value::Null, true.into(), false.into()]);
    values.extend(["", "1", "a", "ä"].map(Value::from));
    let few: Vec<Value> = [0, 2, 6, 15, 30, 38, 39, 42]
        .iter()
        .map(|&at| values[at].clone())
        .collect();
    for a in &few {
        values.push(Value::list(vec![a.clone()]));
        values.push(Value::map([("k".into(), a.clone())]));
        values.push(Value::map([
            ("k".into(), a.clone()),
            ("a".into(), 1.into()),
        ]));
        values.push(Value::map([
            ("a".into(), 1.into()),
            ("k".into(), a.clone()),
        ]));
        for b in &few {
            values.push(Value::list(vec![a.clone(), b.clone()]));
        }
    }
    values.extend([Value::list(vec![]), Value::map([])]);
    values
}

fn hash(value: &Value) -> u64 {
    let mut state = FxHasher::default();
    Key(value.clone()).hash(&mut state);
    state.finish()
}

fn pairs(values: &[Value]) -> impl Iterator<Item = (&Value, &Value)> {
    values
        .iter()
        .flat_map(|a| values.iter().map(move |b| (a, b)))
}

#[test]
fn order_is_reflexive_and_antisymmetric() {
    let values = sample();
    for (a, b) in pairs(&values) {
        assert_eq!(order(a, a), Ordering::Equal, "{a:?}");
        assert_eq!(order(a, b), order(b, a).reverse(), "{a:?} {b:?}");
    }
}

#[test]
fn order_is_transitive() {
    let values = sample();
    for (a, b) in pairs(&values) {
        if order(a, b).is_gt() {
            continue;
        }
        for c in &values {
            assert!(
                order(b, c).is_gt() || order(a, c).is_le(),
                "{a:?} {b:?} {c:?}"
            );
        }
    }
}

#[test]
fn keys_are_equal_where_the_order_is_and_then_hash_alike() {
    let values = sample();
    for (a, b) in pairs(&values) {
        let equal = Key(a.clone()) == Key(b.clone());
        assert_eq!(equal, order(a, b).is_eq(), "{a:?} {b:?}");
        assert!(!equal || hash(a) == hash(b), "{a:?} {b:?}");
    }
}

#[test]
fn what_equals_is_one_key_and_what_differs_is_two_unless_nan_is_in_it() {
    let values = sample();
    for (a, b) in pairs(&values) {
        let same = Key(a.clone()) == Key(b.clone());
        match equals(a, b) {
            Some(true) => assert!(same, "{a:?} {b:?}"),
            Some(false) => assert!(!same || format!("{a:?}").contains("NaN"), "{a:?} {b:?}"),
            None => {}
        }
        assert_eq!(equals(a, b), equals(b, a), "{a:?} {b:?}");
    }
}

#[test]
fn order_agrees_with_comparison_where_that_is_known() {
    let values = sample();
    for (a, b) in pairs(&values) {
        if let Some(ordering) = compare(a, b) {
            assert_eq!(order(a, b), ordering, "{a:?} {b:?}");
            assert_eq!(less(a, b), Some(ordering.is_lt()));
            assert_eq!(less_or_equal(a, b), Some(ordering.is_le()));
        }
    }
}

#[test]
fn types_stand_in_the_order_of_the_standard() {
    let text = |text: &str| Value::from(text);
    let path = graph_values().remove(4);
    let ascending = [
        Value::map([]),
        Value::Node(NodeId(0)),
        Value::Relation(RelationId(0)),
        Value::list(vec![]),
        Value::list(vec![text("a")]),
        Value::list(vec![text("a"), 1.into()]),
        Value::list(vec![1.into()]),
        Value::list(vec![1.into(), text("a")]),
        Value::list(vec![1.into(), Value::Null]),
        Value::list(vec![Value::Null, 1.into()]),
        path,
        text("text"),
        false.into(),
        true.into(),
        1.5.into(),
        f64::NAN.into(),
        Value::Null,
    ];
    for pair in ascending.windows(2) {
        assert_eq!(order(&pair[0], &pair[1]), Ordering::Less, "{pair:?}");
    }
}
