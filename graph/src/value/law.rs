//! The laws of values: equality, comparison, order, grouping (openCypher 9, "Comparability, equality, orderability and equivalence").

use crate::value::Value;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// `a = b`: `None` where the answer is unknown (null takes part).
pub fn equals(a: &Value, b: &Value) -> Option<bool> {
    Some(a == b)
}

/// `a < b` and its kin: `None` where the two cannot be compared.
pub fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    let _ = (a, b);
    None
}

/// The total order of ORDER BY, ascending: null comes last.
pub fn order(a: &Value, b: &Value) -> Ordering {
    let _ = (a, b);
    Ordering::Equal
}

/// A value as DISTINCT, grouping and indexes see it: null equals null, NaN equals NaN, 1 equals 1.0.
#[derive(Clone, Debug)]
pub struct Key(pub Value);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.0 == other.0
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let _ = state;
    }
}
