//! Telling equal rows from new ones: every row gets the number of the first row that equals it, by the laws of grouping.
//!
//! Numbers count up in the order of first appearance. Columns are taken one after another, each refining the numbers of the
//! one before, so that no key of several columns is ever put together.

use crate::exec::Column;
use crate::exec::batch::NULL_ID;
use crate::exec::numbered::Numbered;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{ColumnRef, Graph, NumberKind};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Key, Value, as_integer};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Bytes that a key takes beside its value, about.
pub(super) const KEY: u64 = 40;

/// The rows seen so far.
#[derive(Default)]
pub(super) struct Seen {
    levels: Vec<Level>,
    any: bool,
}

/// One column of the rows.
pub(super) enum Keys<'k> {
    Column(Cow<'k, Column>),
    /// Values as the graph keeps them.
    Packed(Packed<'k>),
}

/// What some elements have, all packed as numbers of one kind. Of one origin, equal strings are equal numbers, so that none of them
/// need be looked at twice.
pub(super) struct Packed<'k> {
    elements: &'k [u32],
    graph: &'k Graph,
    origin: Origin,
    /// The values of all elements, but for types.
    column: Option<ColumnRef<'k>>,
    kind: NumberKind,
    numbers: Vec<i64>,
}

/// Where numbers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    NodeProperty(Symbol),
    RelationProperty(Symbol),
    /// The types of relations.
    Types,
}

/// One column: the number of the row so far and this column's value give the next number.
#[derive(Default)]
struct Level {
    nodes: Numbered,
    relations: Numbered,
    /// Also whole floats: 1 and 1.0 are one key.
    integers: Numbered,
    values: FxHashMap<(u32, Key), u32>,
    /// Packed strings and their numbers that are still to be filed among the values, where there is nothing else so far.
    unfiled: Vec<(Value, u32)>,
    /// Where there is no column before: the number that each packed string of one origin leads to, or [`NULL_ID`].
    strings: Vec<u32>,
    strings_of: Option<Origin>,
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
    pub(super) fn places(&mut self, columns: &[Keys<'_>], rows: usize) -> Vec<u32> {
        self.any |= rows > 0;
        self.levels.resize_with(columns.len(), Level::default);
        let mut places = vec![0; rows];
        for (number, (level, keys)) in self.levels.iter_mut().zip(columns).enumerate() {
            match keys {
                Keys::Column(column) => level.refine(&mut places, column),
                Keys::Packed(packed) => level.refine_packed(&mut places, packed, number),
            }
        }
        places
    }

    /// The positions of the rows that equal no row before them.
    pub(super) fn fresh(&mut self, columns: &[Column], rows: usize) -> Vec<u32> {
        let mut next = self.len() as u32;
        let columns = columns.iter().map(|it| Keys::Column(Cow::Borrowed(it)));
        let places = self.places(&columns.collect::<Vec<_>>(), rows);
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

    fn refine_packed(&mut self, places: &mut [u32], packed: &Packed<'_>, level: usize) {
        if self.strings_of != Some(packed.origin) {
            self.file();
            self.strings.clear();
            self.strings_of = Some(packed.origin);
        }
        let rows = places.iter_mut().zip(&packed.numbers);
        match packed.kind {
            NumberKind::Integer => {
                for (place, &integer) in rows {
                    *place = self.integer(*place, integer);
                }
            }
            NumberKind::String if level == 0 => {
                for ((place, &string), &element) in rows.zip(packed.elements) {
                    let known = self.strings.get(string as usize).copied();
                    *place = match known {
                        Some(known) if known != NULL_ID => known,
                        _ => self.string(string as usize, packed.value(element)),
                    };
                }
            }
            _ => {
                for (place, &element) in places.iter_mut().zip(packed.elements) {
                    *place = self.value(*place, &packed.value(element));
                }
            }
        }
    }

    /// A packed string that was not seen yet, where there is no column before.
    fn string(&mut self, number: usize, value: Value) -> u32 {
        let place = match self.values.is_empty() {
            true => {
                self.unfiled.push((value, self.count));
                self.count += 1;
                self.count - 1
            }
            false => self.value(0, &value),
        };
        if self.strings.len() <= number {
            let len = (number + 1).next_power_of_two();
            self.strings.resize(len, NULL_ID);
        }
        self.strings[number] = place;
        place
    }

    fn node(&mut self, before: u32, id: u32) -> u32 {
        match id {
            NULL_ID => self.value(before, &Value::Null),
            id => self.nodes.number(before, id.into(), &mut self.count),
        }
    }

    fn relation(&mut self, before: u32, id: u32) -> u32 {
        match id {
            NULL_ID => self.value(before, &Value::Null),
            id => self.relations.number(before, id.into(), &mut self.count),
        }
    }

    fn integer(&mut self, before: u32, integer: i64) -> u32 {
        self.integers.number(before, integer, &mut self.count)
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
            Value::Node(NodeId(id)) => self.node(before, *id),
            Value::Relation(RelationId(id)) => self.relation(before, *id),
            value => {
                self.file();
                let key = (before, Key(value.clone()));
                *self.values.entry(key).or_insert_with(|| {
                    self.count += 1;
                    self.count - 1
                })
            }
        }
    }

    /// Files what is not filed yet.
    fn file(&mut self) {
        let unfiled = self.unfiled.drain(..);
        let unfiled = unfiled.map(|(value, place)| ((0, Key(value)), place));
        self.values.extend(unfiled);
    }
}

impl Keys<'_> {
    /// The values of some rows.
    pub(super) fn gather(&self, rows: &[u32]) -> Column {
        match self {
            Keys::Column(column) => column.gather(rows),
            Keys::Packed(packed) => {
                let elements = rows.iter().map(|&row| packed.elements[row as usize]);
                let values = elements.map(|element| packed.value(element));
                Column::Values(values.collect()).narrowed()
            }
        }
    }
}

impl<'k> Packed<'k> {
    /// `None` where an element has nothing there, or something that is kept otherwise. Numbers hold until the graph is written to.
    pub(super) fn new(elements: &'k [u32], origin: Origin, graph: &'k Graph) -> Option<Packed<'k>> {
        let column = match origin {
            Origin::NodeProperty(key) => Some(graph.node_column(key)),
            Origin::RelationProperty(key) => Some(graph.relation_column(key)),
            Origin::Types => None,
        };
        let (kind, numbers) = match column {
            Some(column) => column.numbers(elements)?,
            None => types(elements, graph)?,
        };
        Some(Packed {
            elements,
            graph,
            origin,
            column,
            kind,
            numbers,
        })
    }

    fn value(&self, element: u32) -> Value {
        if let Some(column) = self.column {
            return column.cell(element).to_value();
        }
        match self.graph.relation(RelationId(element)) {
            Some(relation) => Value::String(self.graph.symbols().text(relation.kind)),
            None => Value::Null,
        }
    }
}

fn types(elements: &[u32], graph: &Graph) -> Option<(NumberKind, Vec<i64>)> {
    let number = |&element: &u32| Some(i64::from(graph.relation(RelationId(element))?.kind.0));
    let numbers: Option<Vec<i64>> = elements.iter().map(number).collect();
    Some((NumberKind::String, numbers?))
}

#[cfg(test)]
mod tests {
    use super::{Keys, Origin, Packed, Seen};
    use crate::exec::Column;
    use factio_graph::catalog::Catalog;
    use factio_graph::facts::Graph;
    use factio_graph::id::NodeId;
    use factio_graph::value::Value;
    use std::borrow::Cow;

    #[test]
    fn rows_are_numbered_in_the_order_of_their_first_appearance() {
        let mut seen = Seen::default();
        let left = Column::Values(vec![1.into(), 2.into(), 1.into(), 1.into()]);
        let right = Column::Values(vec!["a".into(), "a".into(), "b".into(), "a".into()]);
        let keys = [left, right].map(|column| Keys::Column(Cow::Owned(column)));
        assert_eq!(seen.places(&keys, 4), [0, 1, 2, 0]);
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
    fn values_are_told_apart_alike_however_they_are_kept() {
        let mut graph = Graph::new();
        let [text, count] = ["text", "count"].map(|key| graph.symbols().intern(key));
        for (word, number) in [("a", 1), ("b", 2), ("a", 2), ("c", 1), ("a", 1)] {
            let node = graph.create_node(&[]).expect("there is room");
            for (key, value) in [(text, Value::from(word)), (count, Value::Integer(number))] {
                graph
                    .set_node_property(node, key, value)
                    .expect("the value can be kept");
            }
        }
        let elements = [0, 1, 2, 3, 4];
        for keys in [
            vec![text],
            vec![count],
            vec![text, count],
            vec![count, text],
        ] {
            let packed: Vec<Keys<'_>> = keys
                .iter()
                .filter_map(|&key| Packed::new(&elements, Origin::NodeProperty(key), &graph))
                .map(Keys::Packed)
                .collect();
            assert_eq!(packed.len(), keys.len());
            let columns: Vec<Column> = keys
                .iter()
                .map(|&key| {
                    let values = elements.map(|node| graph.node_property(NodeId(node), key));
                    Column::Values(values.to_vec())
                })
                .collect();
            let columns: Vec<Keys<'_>> = columns
                .into_iter()
                .map(|column| Keys::Column(Cow::Owned(column)))
                .collect();
            let mut seen = Seen::default();
            let places = seen.places(&packed, 5);
            assert_eq!(places, Seen::default().places(&columns, 5));
            assert_eq!(places, seen.places(&columns, 5));
            assert_eq!(places, seen.places(&packed, 5));
        }
    }

    #[test]
    fn an_element_without_a_value_is_not_packed() {
        let mut graph = Graph::new();
        let key = graph.symbols().intern("text");
        let node = graph.create_node(&[]).expect("there is room");
        graph
            .set_node_property(node, key, Value::from("a"))
            .expect("the value can be kept");
        let bare = graph.create_node(&[]).expect("there is room");
        let packed = |elements: &[u32]| {
            let origin = Origin::NodeProperty(key);
            Packed::new(elements, origin, &graph).is_some()
        };
        assert!(packed(&[node.0]));
        assert!(!packed(&[node.0, bare.0]));
        assert!(!packed(&[node.0, u32::MAX]));
    }

    #[test]
    fn equal_numbers_of_different_origin_are_not_equal_strings() {
        let mut graph = Graph::new();
        let [key, kind] = ["name", "knew"].map(|name| graph.symbols().intern(name));
        let node = graph.create_node(&[]).expect("there is room");
        let relation = graph
            .create_relation(kind, node, node)
            .expect("there is room");
        graph
            .set_node_property(node, key, Value::from("a"))
            .expect("the value can be kept");
        graph
            .set_relation_property(relation, key, Value::from("knew"))
            .expect("the value can be kept");
        let mut seen = Seen::default();
        let mut place = |origin| {
            let packed = Packed::new(&[0], origin, &graph).expect("all have one");
            seen.places(&[Keys::Packed(packed)], 1)
        };
        assert_eq!(place(Origin::NodeProperty(key)), [0]);
        assert_eq!(place(Origin::RelationProperty(key)), [1]);
        assert_eq!(place(Origin::Types), [1]);
        assert_eq!(place(Origin::NodeProperty(key)), [0]);
    }

    #[test]
    fn rows_without_columns_are_all_the_same() {
        let mut seen = Seen::default();
        assert_eq!(seen.fresh(&[], 3), [0]);
        assert_eq!(seen.fresh(&[], 3), [] as [u32; 0]);
    }
}
