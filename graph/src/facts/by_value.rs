//! One property index: from a value to the elements that have it, and from bounds to the elements between them.

use crate::facts::posting::Posting;
use crate::facts::scan::lies_below;
use crate::value::{Key, Value, compare, equals, order};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::OnceLock;

/// The elements by value.
#[derive(Clone, Debug)]
pub(crate) struct PropertyIndex<T> {
    postings: FxHashMap<Key, Posting<T>>,
    /// The values in their order; built when bounds are first asked for.
    ordered: OnceLock<BTreeSet<Ordered>>,
    /// How many of the values may be unequal to themselves, or equal to another, or neither: [`is_plain`] says which are not.
    odd: usize,
}

/// A value in the order of ORDER BY.
#[derive(Clone, Debug)]
struct Ordered(Value);

impl<T: Copy + Ord> PropertyIndex<T> {
    pub fn insert(&mut self, value: Value, element: T) {
        if let Some(posting) = self.postings.get_mut(&Key(value.clone())) {
            return posting.insert(element);
        }
        if let Some(ordered) = self.ordered.get_mut() {
            ordered.insert(Ordered(value.clone()));
        }
        self.odd += usize::from(!is_plain(&value));
        self.postings.insert(Key(value), Posting::One(element));
    }

    pub fn remove(&mut self, value: &Value, element: T) {
        let key = Key(value.clone());
        if let Some(posting) = self.postings.get_mut(&key)
            && posting.remove(element)
        {
            self.postings.remove(&key);
            self.odd -= usize::from(!is_plain(&key.0));
            if let Some(ordered) = self.ordered.get_mut() {
                ordered.remove(&Ordered(key.0));
            }
        }
    }

    /// The elements whose value equals `value`, ascending. Nothing equals null, NaN, or a list that holds one.
    pub fn seek(&self, value: &Value) -> &[T] {
        if equals(value, value) != Some(true) {
            return &[];
        }
        let posting = self.postings.get(&Key(value.clone()));
        posting.map_or(&[], Posting::as_slice)
    }

    /// The elements whose value lies between the bounds, by value and then element; `None` when an order of values can't
    /// answer: without any bound, and for lists, which may be comparable with some and not with others between them.
    pub fn range(&self, low: Bound<&Value>, high: Bound<&Value>) -> Option<Vec<T>> {
        let (Bound::Included(bound) | Bound::Excluded(bound)) = (match low {
            Bound::Unbounded => high,
            low => low,
        }) else {
            return None;
        };
        if matches!(bound, Value::List(_)) {
            return None;
        }
        let ordered = self.ordered.get_or_init(|| self.in_order());
        let comparable = |value: &&Ordered| compare(&value.0, bound).is_some();
        let values: Vec<&Ordered> = match low {
            Bound::Unbounded => {
                let below = ordered.range((Bound::Unbounded, high.map(as_ordered)));
                let mut values: Vec<&Ordered> = below.rev().take_while(comparable).collect();
                values.reverse();
                values
            }
            low => {
                let above = ordered.range((low.map(as_ordered), Bound::Unbounded));
                let within = |value: &&Ordered| lies_below(&value.0, high);
                above.take_while(comparable).take_while(within).collect()
            }
        };
        let postings = values.into_iter().filter_map(|value| self.posting(value));
        Some(postings.flatten().copied().collect())
    }

    /// The elements whose value is a text that starts with `prefix`, by text and then element.
    pub fn prefix(&self, prefix: &str) -> Vec<T> {
        let ordered = self.ordered.get_or_init(|| self.in_order());
        let from = ordered.range(Ordered(Value::from(prefix))..);
        let starts =
            |value: &&Ordered| matches!(&value.0, Value::String(text) if text.starts_with(prefix));
        let postings = from
            .take_while(starts)
            .filter_map(|value| self.posting(value));
        postings.flatten().copied().collect()
    }

    /// How many different values there are.
    pub fn distinct(&self) -> usize {
        self.postings.len()
    }

    /// Whether any two of the values are equal or not, and none but the same are.
    pub fn is_plain(&self) -> bool {
        self.odd == 0
    }

    /// The second of two elements that share a value, if any do; the lowest such.
    pub fn first_duplicate(&self) -> Option<T> {
        let equal_to_itself = |key: &Key| equals(&key.0, &key.0) == Some(true);
        let shared = self
            .postings
            .iter()
            .filter(|(key, posting)| posting.as_slice().len() > 1 && equal_to_itself(key));
        shared.map(|(_, posting)| posting.as_slice()[1]).min()
    }

    fn in_order(&self) -> BTreeSet<Ordered> {
        let values = self.postings.keys();
        values.map(|key| Ordered(key.0.clone())).collect()
    }

    fn posting(&self, value: &Ordered) -> Option<&[T]> {
        let posting = self.postings.get(&Key(value.0.clone()))?;
        Some(posting.as_slice())
    }
}

/// Whether a value is equal to itself, and of every other value of these types known to differ.
fn is_plain(value: &Value) -> bool {
    matches!(
        value,
        Value::Integer(_) | Value::String(_) | Value::Boolean(_) | Value::Date(_)
    )
}

fn as_ordered(value: &Value) -> Ordered {
    Ordered(value.clone())
}

impl PartialEq for Ordered {
    fn eq(&self, other: &Ordered) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Ordered) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Ordered) -> Ordering {
        order(&self.0, &other.0)
    }
}

impl<T> Default for PropertyIndex<T> {
    fn default() -> PropertyIndex<T> {
        PropertyIndex {
            postings: FxHashMap::default(),
            ordered: OnceLock::new(),
            odd: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PropertyIndex;
    use crate::facts::scan::{lies_above, lies_below};
    use crate::time::Date;
    use crate::value::Value;
    use std::ops::Bound;

    fn values() -> Vec<Value> {
        let mut values: Vec<Value> = [f64::NAN, f64::NEG_INFINITY, -0.5, 1.0, 7.25, f64::INFINITY]
            .map(Value::Float)
            .to_vec();
        values.extend([-3, 0, 1, 7, i64::MAX].map(Value::Integer));
        values.extend(["", "Trot", "Trotsky", "Trotzki", "trot"].map(Value::from));
        values.extend([-5, 0, 9].map(|days| Value::Date(Date { days })));
        values.extend([true, false].map(Value::Boolean));
        values.push(Value::list(vec![Value::Integer(1)]));
        values
    }

    fn index() -> PropertyIndex<usize> {
        let mut index = PropertyIndex::default();
        for (element, value) in values().into_iter().enumerate() {
            index.insert(value, element);
        }
        index
    }

    #[test]
    fn a_range_holds_what_a_look_at_every_value_finds() {
        let index = index();
        for a in &values() {
            for b in &values() {
                for low in bounds(a) {
                    for high in bounds(b) {
                        let Some(mut found) = index.range(low, high) else {
                            continue;
                        };
                        found.sort_unstable();
                        assert_eq!(found, by_looking(low, high), "{low:?} {high:?}");
                    }
                }
            }
        }
    }

    fn bounds(value: &Value) -> [Bound<&Value>; 3] {
        [
            Bound::Included(value),
            Bound::Excluded(value),
            Bound::Unbounded,
        ]
    }

    fn by_looking(low: Bound<&Value>, high: Bound<&Value>) -> Vec<usize> {
        let matches = |value: &Value| lies_above(value, low) && lies_below(value, high);
        let values = values().into_iter().enumerate();
        values
            .filter(|(_, value)| matches(value))
            .map(|(element, _)| element)
            .collect()
    }

    #[test]
    fn a_range_comes_in_the_order_of_values_and_follows_writes() {
        let mut index = index();
        let (low, high) = (Value::Integer(1), Value::Float(7.0));
        let between = (Bound::Included(&low), Bound::Included(&high));
        assert_eq!(index.range(between.0, between.1), Some(vec![3, 8, 9]));
        index.insert(Value::Float(2.5), 99);
        index.remove(&Value::Integer(7), 9);
        assert_eq!(index.range(between.0, between.1), Some(vec![3, 8, 99]));
    }

    #[test]
    fn a_prefix_finds_the_texts_that_start_with_it() {
        assert_eq!(index().prefix("Trot"), [12, 13, 14]);
        assert_eq!(index().prefix("").len(), 5);
        assert_eq!(index().prefix("x"), []);
    }

    #[test]
    fn equal_numbers_of_both_kinds_are_found_together_and_nan_never() {
        let index = index();
        assert_eq!(index.seek(&Value::Integer(1)), [3, 8]);
        assert_eq!(index.seek(&Value::Float(1.0)), [3, 8]);
        assert_eq!(index.seek(&Value::Float(f64::NAN)), []);
        assert_eq!(index.seek(&Value::Null), []);
    }
}
