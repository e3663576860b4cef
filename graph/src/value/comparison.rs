//! The law of `<`, `<=`, `>` and `>=` (openCypher 9; CIP2016-06-14).

use crate::value::number::compare_integer_float;
use crate::value::{Value, equals};
use std::cmp::Ordering;

/// How two values stand to each other; `None` where they cannot be compared, or one is NaN.
///
/// Comparable are numbers, strings, booleans, temporal values each among themselves, and lists element by element.
pub fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match relate(a, b) {
        Relation::Ordered(ordering) => Some(ordering),
        Relation::Unordered | Relation::Unknown => None,
    }
}

/// `a < b`: `None` where the answer is unknown.
pub fn less(a: &Value, b: &Value) -> Option<bool> {
    relate(a, b).answer(Ordering::is_lt)
}

/// `a <= b`: `None` where the answer is unknown.
pub fn less_or_equal(a: &Value, b: &Value) -> Option<bool> {
    relate(a, b).answer(Ordering::is_le)
}

enum Relation {
    Ordered(Ordering),
    /// Two numbers, one of them NaN: every inequality is false.
    Unordered,
    Unknown,
}

impl Relation {
    fn answer(self, holds: fn(Ordering) -> bool) -> Option<bool> {
        match self {
            Relation::Ordered(ordering) => Some(holds(ordering)),
            Relation::Unordered => Some(false),
            Relation::Unknown => None,
        }
    }

    fn numeric(ordering: Option<Ordering>) -> Relation {
        ordering.map_or(Relation::Unordered, Relation::Ordered)
    }
}

fn relate(a: &Value, b: &Value) -> Relation {
    Relation::Ordered(match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => return Relation::numeric(a.partial_cmp(b)),
        (Value::Integer(a), Value::Float(b)) => {
            return Relation::numeric(compare_integer_float(*a, *b));
        }
        (Value::Float(a), Value::Integer(b)) => {
            let turned = compare_integer_float(*b, *a);
            return Relation::numeric(turned.map(Ordering::reverse));
        }
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => return relate_lists(a, b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::LocalTime(a), Value::LocalTime(b)) => a.cmp(b),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.order(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.order(b),
        _ => return Relation::Unknown,
    })
}

/// The first elements that are not equal decide; a list comes after its own beginning.
fn relate_lists(a: &[Value], b: &[Value]) -> Relation {
    for (a, b) in a.iter().zip(b) {
        if equals(a, b) != Some(true) {
            return relate(a, b);
        }
    }
    Relation::Ordered(a.len().cmp(&b.len()))
}

#[cfg(test)]
mod tests {
    use super::{less, less_or_equal};
    use crate::value::Value;

    fn list(items: &[Value]) -> Value {
        Value::list(items.to_vec())
    }

    #[test]
    fn nan_is_neither_less_nor_greater_than_a_number_and_unknown_against_text() {
        let nan = Value::Float(f64::NAN);
        assert_eq!(less(&nan, &1.into()), Some(false));
        assert_eq!(less_or_equal(&nan, &nan), Some(false));
        assert_eq!(less(&nan, &"a".into()), None);
    }

    #[test]
    fn different_types_cannot_be_compared() {
        assert_eq!(less(&"1".into(), &1.into()), None);
        assert_eq!(less(&true.into(), &1.into()), None);
        assert_eq!(less(&Value::Null, &1.into()), None);
        assert_eq!(less(&Value::map([]), &Value::map([])), None);
    }

    #[test]
    fn lists_compare_by_their_first_difference() {
        let at_least = |a: &[Value], b: &[Value]| less_or_equal(&list(b), &list(a));
        let one = Value::Integer(1);
        assert_eq!(
            at_least(&[one.clone(), 0.into()], std::slice::from_ref(&one)),
            Some(true)
        );
        assert_eq!(
            at_least(&[one.clone(), Value::Null], std::slice::from_ref(&one)),
            Some(true)
        );
        assert_eq!(
            at_least(&[one.clone(), 2.into()], &[one.clone(), Value::Null]),
            None
        );
        assert_eq!(
            at_least(&[one.clone(), "a".into()], &[one.clone(), Value::Null]),
            None
        );
        assert_eq!(
            at_least(&[one, 2.into()], &[3.into(), Value::Null]),
            Some(false)
        );
    }
}
