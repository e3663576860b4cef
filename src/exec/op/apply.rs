//! Apply: runs a plan once for each input row, with that row as its argument.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::op::eager::{Write, Writing};
use crate::exec::op::queue::Queue;
use crate::exec::op::{Operator, Running, drain, start as start_plan};
use crate::exec::{Batch, Column};
use crate::plan::Plan;

/// What becomes of an input row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// It goes on with each inner row.
    Each,
    /// It goes on with each inner row, or once with nulls where there is none.
    EachOrNull,
    /// It goes on once, whatever the inner rows.
    Once,
}

pub(super) fn rows(unit: bool, optional: bool) -> Rows {
    match (unit, optional) {
        (true, _) => Rows::Once,
        (false, true) => Rows::EachOrNull,
        (false, false) => Rows::Each,
    }
}

pub(super) fn start<'p>(input: Running<'p>, inner: &'p Plan, rows: Rows) -> Running<'p> {
    Box::new(Apply {
        input,
        inner,
        rows,
        current: None,
        output: Queue::default(),
    })
}

/// An apply whose inner plan writes.
pub(super) fn writing(inner: &Plan, rows: Rows) -> Writing<'_> {
    Box::new(WritingApply { inner, rows })
}

struct Apply<'p> {
    input: Running<'p>,
    inner: &'p Plan,
    rows: Rows,
    current: Option<Current<'p>>,
    output: Queue,
}

/// An input batch, and the inner plan running for one of its rows.
struct Current<'p> {
    batch: Batch,
    row: usize,
    running: Option<Running<'p>>,
    /// Whether the inner plan has given a row.
    any: bool,
}

impl Operator for Apply<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        loop {
            if let Some(batch) = self.output.full() {
                return Ok(Some(batch));
            }
            context.check()?;
            match self.current.take() {
                Some(current) if current.row < current.batch.len => {
                    let current = self.step(current, context)?;
                    self.current = Some(current);
                }
                _ => match self.input.next(context)? {
                    Some(batch) => self.current = Some(Current::new(batch)),
                    None => return Ok(self.output.rest()),
                },
            }
        }
    }
}

impl<'p> Current<'p> {
    fn new(batch: Batch) -> Current<'p> {
        Current {
            batch,
            row: 0,
            running: None,
            any: false,
        }
    }
}

impl<'p> Apply<'p> {
    /// One batch of the inner plan, or the end of a row.
    fn step(&mut self, mut current: Current<'p>, context: &mut Context<'_>) -> Result<Current<'p>> {
        let row = current.row as u32;
        let argument = current.batch.gather(&[row]);
        let mut running = match current.running.take() {
            Some(running) => running,
            None => start_plan(self.inner, &argument),
        };
        match running.next(context)? {
            Some(inner) => {
                if self.rows != Rows::Once {
                    self.output.push(beside(&current.batch, row, inner));
                }
                current.any = true;
                current.running = Some(running);
            }
            None => {
                if let Some(batch) = self.end_of_row(argument, current.any) {
                    self.output.push(batch);
                }
                current.row += 1;
                current.any = false;
            }
        }
        Ok(current)
    }

    /// What a row leaves behind after its inner rows.
    fn end_of_row(&self, mut row: Batch, any: bool) -> Option<Batch> {
        match self.rows {
            Rows::Once => Some(row),
            Rows::EachOrNull if !any => {
                let nulls = (0..self.inner.width).map(|_| Column::nulls(1));
                row.columns.extend(nulls);
                Some(row)
            }
            Rows::Each | Rows::EachOrNull => None,
        }
    }
}

/// The inner rows, each behind the outer row.
pub(super) fn beside(batch: &Batch, row: u32, inner: Batch) -> Batch {
    let mut columns = batch.gather(&vec![row; inner.len]).columns;
    columns.extend(inner.columns);
    Batch::new(columns, inner.len)
}

struct WritingApply<'p> {
    inner: &'p Plan,
    rows: Rows,
}

impl Write for WritingApply<'_> {
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let input = Box::new(Read(rows.into_iter()));
        let mut held = Held::default();
        drain(&mut start(input, self.inner, self.rows), &mut held, context)
    }
}

/// Batches that were read already.
struct Read(std::vec::IntoIter<Batch>);

impl Operator for Read {
    fn next(&mut self, _: &mut Context<'_>) -> Result<Option<Batch>> {
        Ok(self.0.next())
    }
}
