//! Sort: all rows in order, equal ones as they came.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::eval::eval_batch;
use crate::exec::op::fold::{Fold, Source};
use crate::exec::op::{Operator, Running, hold};
use crate::exec::{Batch, Column};
use crate::plan::{SortKey, is_steady_expr};
use factio_graph::value::{Value, order};
use std::cmp::Ordering;

/// Rows that are sorted before anybody looks whether the statement was stopped.
const RUN: usize = 1 << 15;
/// Bytes that a row's place in the order takes, while it is sorted.
const POSITION: u64 = 8;

pub(super) fn start<'p>(input: Source<'p>, keys: &'p [SortKey]) -> Running<'p> {
    Box::new(Sort {
        input,
        keys,
        sorted: None,
    })
}

struct Sort<'p> {
    input: Source<'p>,
    keys: &'p [SortKey],
    sorted: Option<Sorted>,
}

/// All rows, their order, and how many were passed on.
struct Sorted {
    rows: Batch,
    order: Vec<u32>,
    passed: usize,
    _held: Held,
}

impl Operator for Sort<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let sorted = match &mut self.sorted {
            Some(sorted) => sorted,
            None => {
                let sorted = self.sort(context)?;
                self.sorted.insert(sorted)
            }
        };
        context.check()?;
        let end = sorted.order.len().min(sorted.passed + BATCH_ROWS);
        let batch = sorted.rows.gather(&sorted.order[sorted.passed..end]);
        sorted.passed = end;
        Ok((batch.len > 0).then_some(batch))
    }
}

impl Sort<'_> {
    fn sort(&mut self, context: &mut Context<'_>) -> Result<Sorted> {
        let keys = self.keys;
        let steady = || keys.iter().all(|key| is_steady_expr(&key.expr));
        let Unsorted { rows, held } = self.input.fold(&Collecting(keys), steady, context)?;
        Ok(Sorted {
            order: rows.order_or_stop(keys, context)?,
            rows: rows.batch,
            passed: 0,
            _held: held,
        })
    }
}

/// Collects all rows with their keys.
struct Collecting<'p>(&'p [SortKey]);

#[derive(Default)]
struct Unsorted {
    rows: Keyed,
    held: Held,
}

impl Fold for Collecting<'_> {
    type State = Unsorted;

    fn empty(&self) -> Unsorted {
        Unsorted::default()
    }

    fn take(&self, all: &mut Unsorted, rows: Batch, context: &mut Context<'_>) -> Result<()> {
        let more = Keyed::new(rows, self.0, context)?;
        let bytes = more.bytes(self.0) + POSITION * more.batch.len as u64;
        all.held.grow(bytes, context)?;
        all.rows.append(more);
        hold(all.rows.batch.len, context)
    }

    fn join(&self, all: &mut Unsorted, next: Unsorted, context: &Context<'_>) -> Result<()> {
        all.rows.append(next.rows);
        all.held.take(next.held);
        hold(all.rows.batch.len, context)
    }
}

/// Merges two sorted runs, equal positions from the left first.
fn merge(
    mut left: &[u32],
    mut right: &[u32],
    compare: impl Fn(u32, u32) -> Ordering,
    merged: &mut Vec<u32>,
    context: &Context<'_>,
) -> Result<()> {
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        match compare(*first, *second) {
            Ordering::Greater => {
                merged.push(*second);
                right = right_rest;
            }
            _ => {
                merged.push(*first);
                left = left_rest;
            }
        }
        if merged.len().is_multiple_of(RUN) {
            context.check()?;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    Ok(())
}

/// Rows and what each is sorted by.
#[derive(Default)]
pub(super) struct Keyed {
    pub(super) batch: Batch,
    keys: Vec<Vec<Value>>,
}

impl Keyed {
    pub(super) fn new(batch: Batch, keys: &[SortKey], context: &Context<'_>) -> Result<Keyed> {
        let keys = keys
            .iter()
            .map(|key| eval_batch(&key.expr, &batch, context).map(Column::into_values))
            .collect::<Result<_>>()?;
        Ok(Keyed { batch, keys })
    }

    pub(super) fn append(&mut self, more: Keyed) {
        if self.batch.len == 0 {
            *self = more;
            return;
        }
        self.batch.append(more.batch);
        for (mine, more) in self.keys.iter_mut().zip(more.keys) {
            mine.extend(more);
        }
    }

    /// The positions of the first rows in sorted order, so many at most.
    pub(super) fn first(&self, wanted: usize, keys: &[SortKey]) -> Vec<u32> {
        let mut positions: Vec<u32> = (0..self.batch.len as u32).collect();
        let compare = |a: &u32, b: &u32| {
            let ordering = self.compare(*a as usize, self, *b as usize, keys);
            ordering.then(a.cmp(b))
        };
        if wanted < positions.len() {
            positions.select_nth_unstable_by(wanted, compare);
            positions.truncate(wanted);
        }
        positions.sort_unstable_by(compare);
        positions
    }

    /// How a value of the first key stands to that of a row.
    pub(super) fn compare_first(&self, value: &Value, row: usize, key: &SortKey) -> Ordering {
        let ordering = order(value, &self.keys[0][row]);
        match key.descending {
            true => ordering.reverse(),
            false => ordering,
        }
    }

    /// The positions of the rows in sorted order; looks now and then whether the statement was stopped.
    fn order_or_stop(&self, keys: &[SortKey], context: &Context<'_>) -> Result<Vec<u32>> {
        let compare = |a: u32, b: u32| self.compare(a as usize, self, b as usize, keys);
        let mut sorted: Vec<u32> = (0..self.batch.len as u32).collect();
        for run in sorted.chunks_mut(RUN) {
            context.check()?;
            run.sort_by(|&a, &b| compare(a, b));
        }
        let mut run = RUN;
        while run < sorted.len() {
            let mut merged = Vec::with_capacity(sorted.len());
            for pair in sorted.chunks(run.saturating_mul(2)) {
                let (left, right) = pair.split_at(run.min(pair.len()));
                merge(left, right, compare, &mut merged, context)?;
            }
            sorted = merged;
            run = run.saturating_mul(2);
        }
        Ok(sorted)
    }

    /// What the rows take of memory, about; their keys are their own.
    pub(super) fn bytes(&self, keys: &[SortKey]) -> u64 {
        let plain = (size_of::<Value>() * keys.len() * self.batch.len) as u64;
        plain + self.batch.bytes()
    }

    /// How one of these rows stands to one of `other`.
    pub(super) fn compare(
        &self,
        mine: usize,
        other: &Keyed,
        theirs: usize,
        keys: &[SortKey],
    ) -> Ordering {
        let columns = self.keys.iter().zip(&other.keys).zip(keys);
        for ((left, right), key) in columns {
            let ordering = order(&left[mine], &right[theirs]);
            let ordering = match key.descending {
                true => ordering.reverse(),
                false => ordering,
            };
            if ordering != Ordering::Equal {
                return ordering;
            }
        }
        Ordering::Equal
    }

    /// The rows at these positions, in this order.
    pub(super) fn gather(&self, positions: &[u32]) -> Keyed {
        let pick = |values: &Vec<Value>| {
            let picked = positions.iter().map(|&row| values[row as usize].clone());
            picked.collect()
        };
        Keyed {
            batch: self.batch.gather(positions),
            keys: self.keys.iter().map(pick).collect(),
        }
    }
}
