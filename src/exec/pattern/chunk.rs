//! Partial matches, held by column. A chunk extends the rows of the chunk before it and keeps only what is new.

use crate::exec::pattern::view::Kind;
use factio_graph::value::Value;

/// Some partial matches: what one step bound, and which row of the chunk before each of them extends.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Rows of the chunk before; of the input batch, for the first chunk. Ascending.
    pub parent: Vec<u32>,
    pub columns: Vec<Cells>,
    /// How many ways of extending the row before each row stands for; empty: one each.
    pub weights: Vec<u64>,
}

/// One column of a chunk.
#[derive(Debug)]
pub(super) enum Cells {
    Ids(Vec<u32>),
    Lists(IdLists),
    Values(Vec<Value>),
}

/// Lists of ids, end to end.
#[derive(Debug, Default)]
pub(super) struct IdLists {
    ends: Vec<usize>,
    ids: Vec<u32>,
}

impl Chunk {
    /// An empty chunk with columns of these kinds.
    pub fn new(kinds: impl IntoIterator<Item = Kind>) -> Chunk {
        let columns = kinds.into_iter().map(|kind| match kind {
            Kind::Node | Kind::Relation | Kind::Span => Cells::Ids(Vec::new()),
            Kind::Relations => Cells::Lists(IdLists::default()),
            Kind::Value => Cells::Values(Vec::new()),
        });
        Chunk {
            parent: Vec::new(),
            columns: columns.collect(),
            weights: Vec::new(),
        }
    }

    /// One row, over the first of the input.
    pub fn unit() -> Chunk {
        Chunk {
            parent: vec![0],
            ..Chunk::default()
        }
    }

    pub fn len(&self) -> usize {
        self.parent.len()
    }

    pub fn is_empty(&self) -> bool {
        self.parent.is_empty()
    }

    pub fn clear(&mut self) {
        self.parent.clear();
        self.weights.clear();
        for column in &mut self.columns {
            match column {
                Cells::Ids(ids) => ids.clear(),
                Cells::Lists(lists) => lists.clear(),
                Cells::Values(values) => values.clear(),
            }
        }
    }

    /// The ids of a column that holds ids; empty for one that does not.
    pub fn ids(&self, column: usize) -> &[u32] {
        match &self.columns[column] {
            Cells::Ids(ids) => ids,
            _ => &[],
        }
    }

    pub fn push_id(&mut self, column: usize, id: u32) {
        if let Cells::Ids(ids) = &mut self.columns[column] {
            ids.push(id);
        }
    }

    pub fn push_list(&mut self, column: usize, list: impl IntoIterator<Item = u32>) {
        if let Cells::Lists(lists) = &mut self.columns[column] {
            lists.push(list);
        }
    }

    /// How many ids the lists of a column hold together; none where it holds no lists.
    pub fn list_total(&self, column: usize) -> usize {
        match &self.columns[column] {
            Cells::Lists(lists) => lists.total(),
            _ => 0,
        }
    }

    pub fn push_value(&mut self, column: usize, value: Value) {
        if let Cells::Values(values) = &mut self.columns[column] {
            values.push(value);
        }
    }

    /// How many ways of extending the row before a row stands for.
    pub fn weight(&self, row: usize) -> u64 {
        self.weights.get(row).copied().unwrap_or(1)
    }

    /// Keeps the rows at these ascending positions.
    pub fn keep(&mut self, rows: &[u32]) {
        if rows.len() == self.len() {
            return;
        }
        pick(&mut self.parent, rows);
        if !self.weights.is_empty() {
            pick(&mut self.weights, rows);
        }
        for column in &mut self.columns {
            match column {
                Cells::Ids(ids) => pick(ids, rows),
                Cells::Lists(lists) => lists.keep(rows),
                Cells::Values(values) => {
                    for (to, &from) in rows.iter().enumerate() {
                        values.swap(to, from as usize);
                    }
                    values.truncate(rows.len());
                }
            }
        }
    }
}

/// Moves the elements at ascending positions to the front, and drops the others.
fn pick<T: Copy>(ids: &mut Vec<T>, rows: &[u32]) {
    for (to, &from) in rows.iter().enumerate() {
        ids[to] = ids[from as usize];
    }
    ids.truncate(rows.len());
}

impl IdLists {
    pub fn get(&self, row: usize) -> &[u32] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ids[start..self.ends[row]]
    }

    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.ids.extend(list);
        self.ends.push(self.ids.len());
    }

    /// How many ids all lists hold together.
    pub fn total(&self) -> usize {
        self.ids.len()
    }

    pub fn truncate(&mut self, len: usize) {
        self.ends.truncate(len);
        self.ids.truncate(self.ends.last().copied().unwrap_or(0));
    }

    fn clear(&mut self) {
        self.ends.clear();
        self.ids.clear();
    }

    fn keep(&mut self, rows: &[u32]) {
        let mut kept = IdLists::default();
        for &row in rows {
            kept.push(self.get(row as usize).iter().copied());
        }
        *self = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, Chunk, IdLists};
    use factio_graph::value::Value;

    #[test]
    fn keeping_rows_keeps_every_column_in_step() {
        let mut lists = IdLists::default();
        lists.push([1, 2]);
        lists.push([]);
        lists.push([3]);
        let mut chunk = Chunk {
            parent: vec![0, 1, 2],
            weights: vec![5, 6, 7],
            columns: vec![
                Cells::Ids(vec![7, 8, 9]),
                Cells::Lists(lists),
                Cells::Values(vec![1.into(), 2.into(), 3.into()]),
            ],
        };
        chunk.keep(&[1, 2]);
        assert_eq!(chunk.parent, [1, 2]);
        assert_eq!(chunk.ids(0), [8, 9]);
        assert_eq!(chunk.weights, [6, 7]);
        let Cells::Lists(lists) = &chunk.columns[1] else {
            panic!("the column stays a column of lists")
        };
        assert_eq!(lists.get(0), [0u32; 0]);
        assert_eq!(lists.get(1), [3]);
        let Cells::Values(values) = &chunk.columns[2] else {
            panic!("the column stays a column of values")
        };
        assert_eq!(values, &[Value::Integer(2), Value::Integer(3)]);
    }
}
