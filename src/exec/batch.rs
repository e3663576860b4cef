//! Batches of rows, held by column, and the view of one row that expressions are evaluated over.

use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;

/// How many rows an operator passes on at once, about.
pub const BATCH_ROWS: usize = 1024;

/// The id that stands for null in a column of ids.
pub const NULL_ID: u32 = u32::MAX;

/// One column of a batch. Ids stay ids: values are fetched when an expression needs them.
#[derive(Clone, Debug)]
pub enum Column {
    /// Node ids; [`NULL_ID`] is null.
    Nodes(Vec<u32>),
    /// Relation ids; [`NULL_ID`] is null.
    Relations(Vec<u32>),
    Values(Vec<Value>),
}

/// Some rows. All columns are `len` long.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub columns: Vec<Column>,
    pub len: usize,
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
            Column::Values(values) => values[row].clone(),
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
            Column::Values(values) => Column::Values(pick(values, rows)),
        }
    }
}

impl Batch {
    /// One row without columns: what a statement starts from.
    pub fn unit() -> Batch {
        Batch {
            columns: Vec::new(),
            len: 1,
        }
    }

    /// A batch of one row.
    pub fn single(row: Vec<Value>) -> Batch {
        Batch {
            columns: row
                .into_iter()
                .map(|value| Column::Values(vec![value]))
                .collect(),
            len: 1,
        }
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
        Batch { columns, len: 1 }
    }
}
