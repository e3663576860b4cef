//! The law of `=` (openCypher 9, "Comparability, equality, orderability and equivalence"; CIP2016-06-14).

use crate::value::number::compare_integer_float;
use crate::value::{Map, Value};
use std::cmp::Ordering;

/// `a = b`: `None` where the answer is unknown, which is where a null decides it.
///
/// Numbers are equal by their exact value, NaN equals nothing, values of different types differ. Lists and maps are equal
/// element by element; those of different lengths or keys differ, whatever nulls they hold. Periods are equal when they say the same.
pub fn equals(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => {
            Some(compare_integer_float(*a, *b) == Some(Ordering::Equal))
        }
        (Value::Period(a), Value::Period(b)) => Some(a.meaning() == b.meaning()),
        (Value::List(a), Value::List(b)) => equal_lists(a, b),
        (Value::Map(a), Value::Map(b)) => equal_maps(a, b),
        _ => Some(a == b),
    }
}

fn equal_lists(a: &[Value], b: &[Value]) -> Option<bool> {
    match a.len() == b.len() {
        true => all_equal(a.iter().zip(b)),
        false => Some(false),
    }
}

fn equal_maps(a: &Map, b: &Map) -> Option<bool> {
    if a.len() != b.len() || !a.keys().all(|key| b.contains_key(key)) {
        return Some(false);
    }
    all_equal(
        a.iter()
            .filter_map(|(key, value)| Some((value, b.get(key)?))),
    )
}

/// The conjunction of the pairs' equalities: one that is false decides, else one that is unknown.
fn all_equal<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Option<bool> {
    let mut answer = Some(true);
    for (a, b) in pairs {
        match equals(a, b) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => answer = None,
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::equals;
    use crate::value::Value;

    fn list(items: &[Value]) -> Value {
        Value::list(items.to_vec())
    }

    fn map(entries: &[(&str, Value)]) -> Value {
        Value::map(
            entries
                .iter()
                .map(|(key, value)| ((*key).into(), value.clone())),
        )
    }

    #[test]
    fn null_makes_the_answer_unknown_unless_another_element_decides() {
        let (one, two, null) = (Value::Integer(1), Value::Integer(2), Value::Null);
        assert_eq!(equals(&null, &null), None);
        assert_eq!(
            equals(
                &list(&[one.clone(), two.clone()]),
                &list(&[null.clone(), two.clone()])
            ),
            None
        );
        assert_eq!(
            equals(
                &list(&[one.clone(), two.clone()]),
                &list(&[null.clone(), "foo".into()])
            ),
            Some(false)
        );
        assert_eq!(
            equals(
                &list(std::slice::from_ref(&one)),
                &list(&[one.clone(), null])
            ),
            Some(false)
        );
    }

    #[test]
    fn maps_with_other_keys_differ_whatever_nulls_they_hold() {
        let null = Value::Null;
        assert_eq!(equals(&map(&[("k", null.clone())]), &map(&[])), Some(false));
        assert_eq!(
            equals(&map(&[("k", null.clone())]), &map(&[("l", null.clone())])),
            Some(false)
        );
        assert_eq!(
            equals(&map(&[("k", null.clone())]), &map(&[("k", null)])),
            None
        );
        let (ab, ba) = (
            [("a", 1.into()), ("b", 2.into())],
            [("b", 2.into()), ("a", 1.into())],
        );
        assert_eq!(equals(&map(&ab), &map(&ba)), Some(true));
    }

    #[test]
    fn numbers_are_equal_across_types_and_nan_equals_nothing() {
        assert_eq!(equals(&1.into(), &1.0.into()), Some(true));
        assert_eq!(equals(&list(&[1.into()]), &list(&[1.0.into()])), Some(true));
        assert_eq!(equals(&f64::NAN.into(), &f64::NAN.into()), Some(false));
        assert_eq!(equals(&f64::NAN.into(), &"a".into()), Some(false));
        assert_eq!(equals(&"1".into(), &1.into()), Some(false));
    }
}
