//! Reading partial matches: a slot's values for the rows of the newest chunk, found by climbing to the chunk that bound it.

use crate::exec::Batch;
use crate::exec::batch::NULL_ID;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::plan::expr::Slot;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;
use std::borrow::Cow;

/// Where a slot stands once it is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Number of the chunk, counted from the input.
    pub level: usize,
    pub column: usize,
    pub kind: Kind,
}

/// What a bound slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Node,
    Relation,
    /// A list of relations.
    Relations,
    /// The number of a span of time.
    Span,
    /// Anything else: lists of a group, paths.
    Value,
}

/// The rows of the newest of some chunks, each of which extends the one before; the first extends the input batch.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub input: &'a Batch,
    pub chunks: &'a [Chunk],
    /// A chunk under construction that extends those, and counts as the newest then.
    pub top: Option<&'a Chunk>,
    /// By slot; `None` for input columns that the pattern does not bind.
    pub places: &'a [Option<Place>],
}

impl<'a> View<'a> {
    /// How many rows the newest chunk has.
    pub fn len(&self) -> usize {
        self.newest().len()
    }

    /// The same rows, with a chunk under construction on top.
    pub fn topped<'b>(self, top: &'b Chunk) -> View<'b>
    where
        'a: 'b,
    {
        View {
            top: Some(top),
            ..self
        }
    }

    fn levels(&self) -> usize {
        self.chunks.len() + usize::from(self.top.is_some())
    }

    fn chunk(&self, level: usize) -> &'a Chunk {
        match self.top {
            Some(top) if level == self.chunks.len() => top,
            _ => &self.chunks[level],
        }
    }

    fn newest(&self) -> &'a Chunk {
        self.chunk(self.levels() - 1)
    }

    /// For each row, the row before that it extends.
    pub fn parents(&self) -> &'a [u32] {
        &self.newest().parent
    }

    /// The row of the chunk at `level` that a row of the newest chunk extends.
    pub fn row_at(&self, level: usize, row: usize) -> usize {
        let above = (level + 1..self.levels()).rev();
        above.fold(row, |row, level| self.chunk(level).parent[row] as usize)
    }

    /// The row of the input batch that a row extends.
    pub fn origin(&self, row: usize) -> usize {
        self.chunk(0).parent[self.row_at(0, row)] as usize
    }

    /// How many matches each row stands for, `u64::MAX` for more than that; `None`: one each.
    pub fn weights(&self) -> Option<Vec<u64>> {
        let lowest = (0..self.levels()).find(|&level| !self.chunk(level).weights.is_empty())?;
        let mut rows: Vec<u32> = (0..self.len() as u32).collect();
        let mut product = vec![1u64; self.len()];
        for level in (lowest..self.levels()).rev() {
            let chunk = self.chunk(level);
            for (weight, row) in product.iter_mut().zip(&mut rows) {
                let more = chunk.weight(*row as usize);
                *weight = weight.saturating_mul(more);
                *row = chunk.parent[*row as usize];
            }
        }
        Some(product)
    }

    fn place(&self, slot: Slot) -> Option<Place> {
        let place = self.places.get(slot).copied().flatten();
        place.filter(|place| place.level < self.levels())
    }

    /// The id in a node or relation slot; [`NULL_ID`] where none is bound.
    pub fn id(&self, slot: Slot, row: usize) -> u32 {
        match self.place(slot) {
            Some(Place { level, column, .. }) => {
                let ids = self.chunk(level).ids(column);
                ids.get(self.row_at(level, row)).copied().unwrap_or(NULL_ID)
            }
            None => NULL_ID,
        }
    }

    /// The ids in a node or relation slot, one a row.
    pub fn ids(&self, slot: Slot) -> Cow<'a, [u32]> {
        match self.place(slot) {
            Some(Place { level, column, .. }) if level + 1 == self.levels() => {
                Cow::Borrowed(self.chunk(level).ids(column))
            }
            Some(Place { level, column, .. }) => {
                let ids = self.chunk(level).ids(column);
                let rows = self.rows_at(level);
                Cow::Owned(rows.iter().map(|&row| ids[row as usize]).collect())
            }
            None => Cow::Owned(vec![NULL_ID; self.len()]),
        }
    }

    /// For each row, the row of the chunk at `level` (not the newest) that it extends.
    fn rows_at(&self, level: usize) -> Vec<u32> {
        let mut rows = self.newest().parent.clone();
        for level in (level + 1..self.levels() - 1).rev() {
            let chunk = self.chunk(level);
            for row in &mut rows {
                *row = chunk.parent[*row as usize];
            }
        }
        rows
    }

    /// For each row, the row of the input batch that it extends.
    pub fn origins(&self) -> Cow<'a, [u32]> {
        if self.levels() == 1 {
            return Cow::Borrowed(&self.chunk(0).parent);
        }
        let mut rows = self.rows_at(0);
        for row in &mut rows {
            *row = self.chunk(0).parent[*row as usize];
        }
        Cow::Owned(rows)
    }

    /// The relations in a slot that holds one of them or a list.
    pub fn relations(&self, slot: Slot, row: usize) -> &'a [u32] {
        let Some(Place { level, column, .. }) = self.place(slot) else {
            return &[];
        };
        let row = self.row_at(level, row);
        match &self.chunk(level).columns[column] {
            Cells::Ids(ids) => &ids[row..row + 1],
            Cells::Lists(lists) => lists.get(row),
            Cells::Values(_) => &[],
        }
    }

    /// The column of a slot, and the level it stands at.
    pub fn cells(&self, slot: Slot) -> Option<(&'a Cells, usize)> {
        let Place { level, column, .. } = self.place(slot)?;
        Some((&self.chunk(level).columns[column], level))
    }

    /// The value in a slot: an input column, or what the pattern bound so far (null before that).
    pub fn value(&self, slot: Slot, row: usize) -> Value {
        if let Some(column) = self.input.columns.get(slot) {
            return column.get(self.origin(row));
        }
        let Some(Place {
            level,
            column,
            kind,
        }) = self.place(slot)
        else {
            return Value::Null;
        };
        let row = self.row_at(level, row);
        match &self.chunk(level).columns[column] {
            Cells::Ids(ids) => id_value(kind, ids[row]),
            Cells::Lists(lists) => relation_list(lists.get(row)),
            Cells::Values(values) => values[row].clone(),
        }
    }
}

fn id_value(kind: Kind, id: u32) -> Value {
    match kind {
        _ if id == NULL_ID => Value::Null,
        Kind::Node => Value::Node(NodeId(id)),
        _ => Value::Relation(RelationId(id)),
    }
}

/// The list value of some relations.
pub(super) fn relation_list(relations: &[u32]) -> Value {
    let list = relations
        .iter()
        .map(|&id| Value::Relation(RelationId(id)))
        .collect();
    Value::list(list)
}
