//! Output rows: columns of the input gathered, and the columns that the match adds.

use crate::exec::pattern::chunk::Cells;
use crate::exec::pattern::evaluator::Shape;
use crate::exec::pattern::view::{Kind, View, relation_list};
use crate::exec::{Batch, Column};
use crate::plan::expr::Slot;
use crate::plan::pattern::{Rows, Wanted};
use factio_graph::value::Value;

/// Rows under construction, all over one input batch.
#[derive(Debug)]
pub(super) struct Output {
    /// Row of the input batch, for each row.
    origins: Vec<u32>,
    added: Vec<Column>,
    /// Whether each added column is read; one that is not holds nulls.
    read: Vec<bool>,
    /// Rows are counted.
    counted: bool,
    /// How many matches each row stands for; empty: one each.
    weights: Vec<u64>,
}

/// Whether input rows without a match stay.
#[derive(Debug)]
pub(super) enum Unmatched {
    Dropped,
    /// With nulls, in their place. Carries the first input row that was not passed on yet.
    Kept(u32),
}

impl Output {
    /// Without rows. `kind` says what each added slot holds.
    pub fn new(shape: Shape, wanted: &Wanted, kind: impl Fn(Slot) -> Option<Kind>) -> Output {
        let column = |slot| match kind(slot) {
            Some(Kind::Node) => Column::Nodes(Vec::new()),
            Some(Kind::Relation) => Column::Relations(Vec::new()),
            _ => Column::Values(Vec::new()),
        };
        Output {
            origins: Vec::new(),
            added: (shape.width..shape.end()).map(column).collect(),
            read: (shape.width..shape.end())
                .map(|slot| wanted.has(slot))
                .collect(),
            counted: wanted.rows == Rows::Counted,
            weights: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// Adds the complete matches of a view, and the unmatched rows before them.
    pub fn add(&mut self, view: View<'_>, unmatched: &mut Unmatched) {
        let origins = view.origins();
        let weights = match self.counted {
            true => view.weights(),
            false => None,
        };
        let (origins, weights) = (&*origins, weights.as_deref());
        match unmatched {
            Unmatched::Dropped => self.add_rows(view, 0..view.len(), origins, weights),
            Unmatched::Kept(next) => {
                let mut start = 0;
                for (row, &origin) in origins.iter().enumerate() {
                    if origin > *next {
                        self.add_rows(view, start..row, origins, weights);
                        self.add_nulls(*next..origin);
                        start = row;
                    }
                    *next = (*next).max(origin + 1);
                }
                self.add_rows(view, start..view.len(), origins, weights);
            }
        }
    }

    /// Adds the unmatched rows up to the end of the input batch.
    pub fn add_rest(&mut self, len: usize, unmatched: &mut Unmatched) {
        if let Unmatched::Kept(next) = unmatched {
            self.add_nulls(*next..len as u32);
            *next = len as u32;
        }
    }

    /// The rows so far.
    pub fn take(&mut self, input: &Batch) -> Batch {
        let mut batch = input.gather(&self.origins);
        batch
            .columns
            .extend(self.added.iter_mut().map(Column::take));
        let own = std::mem::take(&mut self.weights);
        match &mut batch.weights {
            Some(before) => {
                for (weight, own) in before.iter_mut().zip(own) {
                    *weight = weight.saturating_mul(own);
                }
            }
            none => *none = (!own.is_empty()).then_some(own),
        }
        self.origins.clear();
        batch
    }

    fn add_nulls(&mut self, origins: std::ops::Range<u32>) {
        let count = origins.len();
        self.origins.extend(origins);
        if !self.weights.is_empty() {
            self.weights.resize(self.origins.len(), 1);
        }
        for column in &mut self.added {
            column.append_nulls(count);
        }
    }

    fn add_rows(
        &mut self,
        view: View<'_>,
        rows: std::ops::Range<usize>,
        origins: &[u32],
        more: Option<&[u64]>,
    ) {
        if rows.is_empty() {
            return;
        }
        if let Some(more) = more {
            self.weights.resize(self.origins.len(), 1);
            self.weights.extend_from_slice(&more[rows.clone()]);
        }
        self.origins.extend_from_slice(&origins[rows.clone()]);
        if !self.weights.is_empty() {
            self.weights.resize(self.origins.len(), 1);
        }
        let width = view.input.columns.len();
        for (number, column) in self.added.iter_mut().enumerate() {
            match self.read[number] {
                true => add_cells(column, width + number, view, rows.clone()),
                false => column.append_nulls(rows.len()),
            }
        }
    }
}

fn add_cells(column: &mut Column, slot: Slot, view: View<'_>, rows: std::ops::Range<usize>) {
    match column {
        Column::Nodes(ids) | Column::Relations(ids) => {
            ids.extend_from_slice(&view.ids(slot)[rows]);
        }
        Column::Values(values) => match view.cells(slot) {
            Some((Cells::Lists(lists), level)) => {
                values.extend(rows.map(|row| relation_list(lists.get(view.row_at(level, row)))));
            }
            Some((Cells::Values(cells), level)) => {
                values.extend(rows.map(|row| cells[view.row_at(level, row)].clone()));
            }
            _ => values.resize(values.len() + rows.len(), Value::Null),
        },
        bare => bare.append_nulls(rows.len()),
    }
}
