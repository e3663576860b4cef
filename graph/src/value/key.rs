//! The law of DISTINCT, grouping and indexes: equivalence, which knows no unknown.

use crate::value::Value;
use crate::value::number::as_integer;
use crate::value::order::order;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A value as DISTINCT, grouping and indexes see it: null equals null, NaN equals NaN, 1 equals 1.0.
///
/// Two keys are equal exactly when [`order`] finds their values equal; equal keys hash alike.
#[derive(Clone, Debug)]
pub struct Key(pub Value);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        match (&self.0, &other.0) {
            (Value::String(a), Value::String(b)) => a == b,
            (a, b) => order(a, b).is_eq(),
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

fn hash<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::Null => state.write_u8(0),
        Value::Boolean(value) => value.hash(state),
        Value::Integer(value) => state.write_i64(*value),
        Value::Float(value) => hash_float(*value, state),
        Value::String(text) => text.hash(state),
        Value::Node(node) => node.hash(state),
        Value::Relation(relation) => relation.hash(state),
        Value::List(items) => {
            state.write_usize(items.len());
            items.iter().for_each(|item| hash(item, state));
        }
        Value::Map(entries) => state.write_u64(entries.iter().fold(0, |sum, (key, value)| {
            sum.wrapping_add(hash_entry(key, value))
        })),
        Value::Path(path) => path.hash(state),
        Value::Date(date) => date.hash(state),
        Value::LocalTime(time) => time.hash(state),
        Value::Time(time) => time.hash(state),
        Value::LocalDateTime(at) => at.hash(state),
        Value::DateTime(at) => at.hash(state),
        Value::Duration(duration) => duration.hash(state),
        Value::Period(period) => period.meaning().hash(state),
    }
}

/// A whole float hashes as the integer it equals.
fn hash_float<H: Hasher>(value: f64, state: &mut H) {
    match as_integer(value) {
        Some(integer) => state.write_i64(integer),
        None if value.is_nan() => state.write_u64(f64::NAN.to_bits()),
        None => state.write_u64(value.to_bits()),
    }
}

/// The share of one entry in the hash of a map, whatever order the entries stand in.
fn hash_entry(key: &str, value: &Value) -> u64 {
    let mut state = FxHasher::default();
    key.hash(&mut state);
    hash(value, &mut state);
    state.finish()
}
