//! Telling equal rows from new ones: every row gets the number of the first row that equals it, by the laws of grouping.
//!
//! Numbers count up in the order of first appearance. Columns are taken one after another, each refining the numbers of the
//! one before, so that no key of several columns is ever put together.

use crate::exec::Column;
use crate::exec::batch::NULL_ID;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{Key, Value, as_integer};
use rustc_hash::FxHashMap;

/// Bytes that a key takes beside its value, about.
pub(super) const KEY: u64 = 40;

/// The rows seen so far.
#[derive(Default)]
pub(super) struct Seen {
    levels: Vec<Level>,
    any: bool,
}

/// One column: the number of the row so far and this column's value give the next number.
#[derive(Default)]
struct Level {
    nodes: FxHashMap<(u32, u32), u32>,
    relations: FxHashMap<(u32, u32), u32>,
    /// Also whole floats: 1 and 1.0 are one key.
    integers: FxHashMap<(u32, i64), u32>,
    values: FxHashMap<(u32, Key), u32>,
    count: u32,
}

impl Seen {
    /// How many different rows there were.
    pub(super) fn len(&self) -> usize {
        match self.levels.last() {
            Some(level) => level.count as usize,
            None => usize::from(self.any),
        }
    }

    /// The number of each row.
    pub(super) fn places(&mut self, columns: &[Column], rows: usize) -> Vec<u32> {
        self.any |= rows > 0;
        self.levels.resize_with(columns.len(), Level::default);
        let mut places = vec![0; rows];
        for (level, column) in self.levels.iter_mut().zip(columns) {
            level.refine(&mut places, column);
        }
        places
    }

    /// The positions of the rows that equal no row before them.
    pub(super) fn fresh(&mut self, columns: &[Column], rows: usize) -> Vec<u32> {
        let mut next = self.len() as u32;
        let places = self.places(columns, rows);
        let mut fresh = Vec::new();
        for (row, place) in places.into_iter().enumerate() {
            if place == next {
                next += 1;
                fresh.push(row as u32);
            }
        }
        fresh
    }
}

impl Level {
    fn refine(&mut self, places: &mut [u32], column: &Column) {
        match column {
            Column::Nodes(ids) => {
                for (place, &id) in places.iter_mut().zip(ids) {
                    *place = self.node(*place, id);
                }
            }
            Column::Relations(ids) => {
                for (place, &id) in places.iter_mut().zip(ids) {
                    *place = self.relation(*place, id);
                }
            }
            Column::Integers(integers) => {
                for (place, &integer) in places.iter_mut().zip(integers) {
                    *place = self.integer(*place, integer);
                }
            }
            Column::Values(values) => {
                for (place, value) in places.iter_mut().zip(values) {
                    *place = self.value(*place, value);
                }
            }
            Column::Floats(_) | Column::Booleans(_) => {
                for (row, place) in places.iter_mut().enumerate() {
                    *place = self.value(*place, &column.get(row));
                }
            }
        }
    }

    fn node(&mut self, before: u32, id: u32) -> u32 {
        match id {
            NULL_ID => self.value(before, &Value::Null),
            id => number(&mut self.nodes, (before, id), &mut self.count),
        }
    }

    fn relation(&mut self, before: u32, id: u32) -> u32 {
        match id {
            NULL_ID => self.value(before, &Value::Null),
            id => number(&mut self.relations, (before, id), &mut self.count),
        }
    }

    fn integer(&mut self, before: u32, integer: i64) -> u32 {
        number(&mut self.integers, (before, integer), &mut self.count)
    }

    fn value(&mut self, before: u32, value: &Value) -> u32 {
        let whole = match value {
            Value::Integer(integer) => Some(*integer),
            Value::Float(float) => as_integer(*float),
            _ => None,
        };
        if let Some(integer) = whole {
            return self.integer(before, integer);
        }
        match value {
            Value::Node(NodeId(id)) => number(&mut self.nodes, (before, *id), &mut self.count),
            Value::Relation(RelationId(id)) => {
                number(&mut self.relations, (before, *id), &mut self.count)
            }
            value => number(
                &mut self.values,
                (before, Key(value.clone())),
                &mut self.count,
            ),
        }
    }
}

fn number<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, u32>, key: K, count: &mut u32) -> u32 {
    *map.entry(key).or_insert_with(|| {
        *count += 1;
        *count - 1
    })
}

#[cfg(test)]
mod tests {
    use super::Seen;
    use crate::exec::Column;
    use factio_graph::id::NodeId;
    use factio_graph::value::Value;

    #[test]
    fn rows_are_numbered_in_the_order_of_their_first_appearance() {
        let mut seen = Seen::default();
        let left = Column::Values(vec![1.into(), 2.into(), 1.into(), 1.into()]);
        let right = Column::Values(vec!["a".into(), "a".into(), "b".into(), "a".into()]);
        assert_eq!(seen.places(&[left, right], 4), [0, 1, 2, 0]);
        assert_eq!(seen.len(), 3);
    }

    #[test]
    fn a_node_is_the_same_as_an_id_and_as_a_value() {
        let mut seen = Seen::default();
        assert_eq!(seen.fresh(&[Column::Nodes(vec![7, 8])], 2), [0, 1]);
        let values = Column::Values(vec![Value::Node(NodeId(8)), Value::Null]);
        assert_eq!(seen.fresh(&[values], 2), [1]);
    }

    #[test]
    fn a_number_is_one_key_however_it_is_kept() {
        let mut seen = Seen::default();
        assert_eq!(seen.fresh(&[Column::Integers(vec![1, 2])], 2), [0, 1]);
        assert_eq!(seen.fresh(&[Column::Floats(vec![1.0, 2.5])], 2), [1]);
        let values = Column::Values(vec![2.0.into(), 2.5.into(), true.into()]);
        assert_eq!(seen.fresh(&[values], 3), [2]);
        assert_eq!(
            seen.fresh(&[Column::Booleans(vec![true])], 1),
            [] as [u32; 0]
        );
    }

    #[test]
    fn rows_without_columns_are_all_the_same() {
        let mut seen = Seen::default();
        assert_eq!(seen.fresh(&[], 3), [0]);
        assert_eq!(seen.fresh(&[], 3), [] as [u32; 0]);
    }
}
