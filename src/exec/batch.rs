//! Batches of rows, held by column, and the view of one row that expressions are evaluated over.

use crate::context::memory::bytes_of;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;
use std::borrow::Cow;

/// How many rows an operator passes on at once, about.
pub const BATCH_ROWS: usize = 1024;

/// The id that stands for null in a column of ids.
pub const NULL_ID: u32 = u32::MAX;

/// One column of a batch. Ids stay ids: values are fetched when an expression needs them. Numbers and booleans stand bare
/// while no null or other type is among them.
#[derive(Clone, Debug)]
pub enum Column {
    /// Node ids; [`NULL_ID`] is null.
    Nodes(Vec<u32>),
    /// Relation ids; [`NULL_ID`] is null.
    Relations(Vec<u32>),
    Integers(Vec<i64>),
    Floats(Vec<f64>),
    Booleans(Vec<bool>),
    /// Values of any kind, also of those above.
    Values(Vec<Value>),
}

/// Some rows. All columns are `len` long.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub columns: Vec<Column>,
    pub len: usize,
    /// How many equal rows each of them stands for; `None`: one each. Only a match whose readers count by weight gives them.
    pub weights: Option<Vec<u64>>,
}

/// One row of a batch, with the locals behind it.
#[derive(Debug)]
pub struct Row<'a> {
    pub batch: &'a Batch,
    pub index: usize,
    /// Values of the slots from `batch.columns.len()` on: a pattern's variables, then locals of comprehensions.
    pub extra: Vec<Value>,
}

impl Column {
    pub fn get(&self, row: usize) -> Value {
        match self {
            Column::Nodes(ids) if ids[row] == NULL_ID => Value::Null,
            Column::Nodes(ids) => Value::Node(NodeId(ids[row])),
            Column::Relations(ids) if ids[row] == NULL_ID => Value::Null,
            Column::Relations(ids) => Value::Relation(RelationId(ids[row])),
            Column::Integers(integers) => Value::Integer(integers[row]),
            Column::Floats(floats) => Value::Float(floats[row]),
            Column::Booleans(booleans) => Value::Boolean(booleans[row]),
            Column::Values(values) => values[row].clone(),
        }
    }

    /// As [`Column::get`], borrowed where the value stands ready.
    pub fn peek(&self, row: usize) -> Cow<'_, Value> {
        match self {
            Column::Values(values) => Cow::Borrowed(&values[row]),
            bare => Cow::Owned(bare.get(row)),
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Column::Nodes(ids) | Column::Relations(ids) => ids.len(),
            Column::Integers(integers) => integers.len(),
            Column::Floats(floats) => floats.len(),
            Column::Booleans(booleans) => booleans.len(),
            Column::Values(values) => values.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it takes of memory, about.
    pub(crate) fn bytes(&self) -> u64 {
        let len = self.len() as u64;
        match self {
            Column::Nodes(_) | Column::Relations(_) => 4 * len,
            Column::Integers(_) | Column::Floats(_) => 8 * len,
            Column::Booleans(_) => len,
            Column::Values(values) => values.iter().map(bytes_of).sum(),
        }
    }

    /// A column of nulls.
    pub fn nulls(len: usize) -> Column {
        Column::Values(vec![Value::Null; len])
    }

    /// Adds the rows of `other` behind; columns of different kinds become values.
    pub fn append(&mut self, other: Column) {
        match (&mut *self, other) {
            (Column::Nodes(mine), Column::Nodes(more)) => mine.extend(more),
            (Column::Relations(mine), Column::Relations(more)) => mine.extend(more),
            (Column::Integers(mine), Column::Integers(more)) => mine.extend(more),
            (Column::Floats(mine), Column::Floats(more)) => mine.extend(more),
            (Column::Booleans(mine), Column::Booleans(more)) => mine.extend(more),
            (Column::Values(mine), Column::Values(more)) => mine.extend(more),
            (_, other) => {
                let mut values = std::mem::replace(self, Column::nulls(0)).into_values();
                values.extend(other.into_values());
                *self = Column::Values(values);
            }
        }
    }

    /// Adds nulls behind.
    pub fn append_nulls(&mut self, count: usize) {
        match self {
            Column::Nodes(ids) | Column::Relations(ids) => ids.resize(ids.len() + count, NULL_ID),
            Column::Values(values) => values.resize(values.len() + count, Value::Null),
            bare if count > 0 => bare.append(Column::nulls(count)),
            _ => {}
        }
    }

    /// The rows so far; an empty column of the same kind stays behind.
    pub fn take(&mut self) -> Column {
        let empty = self.gather(&[]);
        std::mem::replace(self, empty)
    }

    /// The same column, bare where all its values are of one kind that can stand so.
    pub fn narrowed(self) -> Column {
        let Column::Values(values) = self else {
            return self;
        };
        fn all<T>(values: &[Value], bare: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
            values.iter().map(bare).collect()
        }
        match values.iter().find(|value| !value.is_null()) {
            Some(Value::Node(_)) => all(&values, node_id).map(Column::Nodes),
            Some(Value::Relation(_)) => all(&values, relation_id).map(Column::Relations),
            Some(Value::Integer(_)) => all(&values, integer).map(Column::Integers),
            Some(Value::Float(_)) => all(&values, float).map(Column::Floats),
            Some(Value::Boolean(_)) => all(&values, boolean).map(Column::Booleans),
            _ => None,
        }
        .unwrap_or(Column::Values(values))
    }

    /// The rows as values.
    pub fn into_values(self) -> Vec<Value> {
        match self {
            Column::Values(values) => values,
            bare => (0..bare.len()).map(|row| bare.get(row)).collect(),
        }
    }

    /// The rows at these positions, in this order.
    pub fn gather(&self, rows: &[u32]) -> Column {
        fn pick<T: Clone>(from: &[T], rows: &[u32]) -> Vec<T> {
            rows.iter().map(|&row| from[row as usize].clone()).collect()
        }
        match self {
            Column::Nodes(ids) => Column::Nodes(pick(ids, rows)),
            Column::Relations(ids) => Column::Relations(pick(ids, rows)),
            Column::Integers(integers) => Column::Integers(pick(integers, rows)),
            Column::Floats(floats) => Column::Floats(pick(floats, rows)),
            Column::Booleans(booleans) => Column::Booleans(pick(booleans, rows)),
            Column::Values(values) => Column::Values(pick(values, rows)),
        }
    }
}

fn node_id(value: &Value) -> Option<u32> {
    match value {
        Value::Node(node) => Some(node.0),
        Value::Null => Some(NULL_ID),
        _ => None,
    }
}

fn relation_id(value: &Value) -> Option<u32> {
    match value {
        Value::Relation(relation) => Some(relation.0),
        Value::Null => Some(NULL_ID),
        _ => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(integer) => Some(*integer),
        _ => None,
    }
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Float(float) => Some(*float),
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(boolean) => Some(*boolean),
        _ => None,
    }
}

impl Batch {
    /// Rows that stand for one each.
    pub fn new(columns: Vec<Column>, len: usize) -> Batch {
        Batch {
            columns,
            len,
            weights: None,
        }
    }

    /// How many equal rows a row stands for.
    pub fn weight(&self, row: usize) -> u64 {
        self.weights.as_ref().map_or(1, |weights| weights[row])
    }

    /// How many rows it stands for in all; `u64::MAX` for more than that.
    pub fn total(&self) -> u64 {
        let sum = |weights: &Vec<u64>| weights.iter().fold(0u64, |a, &b| a.saturating_add(b));
        self.weights.as_ref().map_or(self.len as u64, sum)
    }

    /// One row without columns: what a statement starts from.
    pub fn unit() -> Batch {
        Batch::new(Vec::new(), 1)
    }

    /// A batch of one row.
    pub fn single(row: Vec<Value>) -> Batch {
        let columns = row
            .into_iter()
            .map(|value| Column::Values(vec![value]).narrowed());
        Batch::new(columns.collect(), 1)
    }

    /// Adds the rows of `other` behind. A batch without rows takes over the other's columns.
    pub fn append(&mut self, other: Batch) {
        if self.len == 0 {
            *self = other;
            return;
        }
        if self.weights.is_some() || other.weights.is_some() {
            let mut weights: Vec<u64> = (0..self.len).map(|row| self.weight(row)).collect();
            weights.extend((0..other.len).map(|row| other.weight(row)));
            self.weights = Some(weights);
        }
        self.len += other.len;
        for (mine, more) in self.columns.iter_mut().zip(other.columns) {
            mine.append(more);
        }
    }

    /// What the rows take of memory, about.
    pub(crate) fn bytes(&self) -> u64 {
        const ROW: u64 = 8;
        ROW * self.len as u64 + self.columns.iter().map(Column::bytes).sum::<u64>()
    }

    /// The rows from `from` on, `len` of them at most.
    pub fn slice(&self, from: usize, len: usize) -> Batch {
        let end = from.saturating_add(len).min(self.len);
        let rows: Vec<u32> = (from.min(end)..end).map(|row| row as u32).collect();
        self.gather(&rows)
    }

    pub fn row(&self, index: usize) -> Row<'_> {
        Row {
            batch: self,
            index,
            extra: Vec::new(),
        }
    }

    /// The values of one row.
    pub fn values(&self, index: usize) -> Vec<Value> {
        self.columns
            .iter()
            .map(|column| column.get(index))
            .collect()
    }

    /// The rows at these positions, in this order.
    pub fn gather(&self, rows: &[u32]) -> Batch {
        Batch {
            columns: self
                .columns
                .iter()
                .map(|column| column.gather(rows))
                .collect(),
            len: rows.len(),
            weights: self
                .weights
                .as_ref()
                .map(|weights| rows.iter().map(|&row| weights[row as usize]).collect()),
        }
    }
}

impl Row<'_> {
    /// The value of a slot.
    pub fn get(&self, slot: usize) -> Value {
        match self.batch.columns.get(slot) {
            Some(column) => column.get(self.index),
            None => self.extra[slot - self.batch.columns.len()].clone(),
        }
    }

    /// Brings the local `slot` into being, with this value; locals behind it go.
    pub fn bind(&mut self, slot: usize, value: Value) {
        let place = slot - self.batch.columns.len();
        self.extra.truncate(place);
        self.extra.resize(place, Value::Null);
        self.extra.push(value);
    }

    /// Gives a local that is in force another value.
    pub fn set(&mut self, slot: usize, value: Value) {
        let place = slot - self.batch.columns.len();
        if let Some(local) = self.extra.get_mut(place) {
            *local = value;
        }
    }

    /// Ends the local `slot` and those behind it.
    pub fn release(&mut self, slot: usize) {
        self.extra.truncate(slot - self.batch.columns.len());
    }

    /// The row with its locals, as a batch of one: the argument of a subquery.
    pub fn to_batch(&self) -> Batch {
        let mut columns: Vec<Column> = self
            .batch
            .columns
            .iter()
            .map(|column| column.gather(&[self.index as u32]))
            .collect();
        columns.extend(
            self.extra
                .iter()
                .map(|value| Column::Values(vec![value.clone()])),
        );
        Batch::new(columns, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Batch, Column, NULL_ID};
    use factio_graph::id::{NodeId, RelationId};
    use factio_graph::value::Value;

    #[test]
    fn columns_of_different_kinds_join_as_values() {
        let mut column = Column::Nodes(vec![4, NULL_ID]);
        column.append(Column::Relations(vec![7]));
        assert_eq!(
            column.into_values(),
            [
                Value::Node(NodeId(4)),
                Value::Null,
                Value::Relation(RelationId(7))
            ]
        );
    }

    #[test]
    fn a_column_of_one_kind_stands_bare_and_a_mixed_one_does_not() {
        let node = Value::Node(NodeId(3));
        let nodes = Column::Values(vec![Value::Null, node.clone()]).narrowed();
        assert!(matches!(nodes, Column::Nodes(ids) if ids == [NULL_ID, 3]));
        let integers = Column::Values(vec![1.into(), 2.into()]).narrowed();
        assert!(matches!(integers, Column::Integers(integers) if integers == [1, 2]));
        for other in [node, 1.5.into(), Value::Null] {
            let mixed = Column::Values(vec![other, 1.into()]).narrowed();
            assert!(matches!(mixed, Column::Values(_)));
        }
    }

    #[test]
    fn ids_stay_ids_when_batches_join() {
        let mut batch = Batch::default();
        for node in 0..2 {
            batch.append(Batch::new(vec![Column::Nodes(vec![node])], 1));
        }
        assert_eq!(batch.len, 2);
        assert!(matches!(&batch.columns[0], Column::Nodes(ids) if ids == &[0, 1]));
    }

    #[test]
    fn a_slice_ends_with_the_batch() {
        let batch = Batch::new(vec![Column::Nodes(vec![1, 2, 3])], 3);
        assert_eq!(batch.slice(1, 10).len, 2);
        assert_eq!(batch.slice(5, 10).len, 0);
    }
}
