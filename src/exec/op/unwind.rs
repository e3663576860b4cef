//! Unwind: a row for each element of a list. Null gives no row; a value that is no list stands for itself.

use crate::context::Context;
use crate::error::Result;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::eval::eval_batch;
use crate::exec::op::{Operator, Running};
use crate::exec::part::Part;
use crate::exec::{Batch, Column};
use crate::plan::expr::Expr;
use factio_graph::value::Value;

pub(super) fn start<'p>(
    input: Running<'p>,
    list: &'p Expr,
    ordinality: Option<i64>,
) -> Running<'p> {
    Box::new(Unwind {
        input,
        list,
        ordinality,
        current: None,
        tells: false,
    })
}

struct Unwind<'p> {
    input: Running<'p>,
    list: &'p Expr,
    ordinality: Option<i64>,
    current: Option<Progress>,
    /// Whether the statement's progress is told by this list.
    tells: bool,
}

/// An input batch and how far it was unwound.
struct Progress {
    batch: Batch,
    lists: Vec<Value>,
    row: usize,
    element: usize,
}

/// The rows made by one call: the input row, element and position of each.
#[derive(Default)]
struct Made {
    rows: Vec<u32>,
    elements: Vec<Value>,
    positions: Vec<i64>,
}

impl Operator for Unwind<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        loop {
            context.check()?;
            if let Some(progress) = &mut self.current {
                if self.tells {
                    context.limits.progress.reached(progress.element);
                }
                let made = progress.advance();
                if !made.rows.is_empty() {
                    return Ok(Some(self.output(made)));
                }
            }
            let Some(batch) = self.input.next(context)? else {
                return Ok(None);
            };
            let lists = eval_batch(self.list, &batch, context)?.into_values();
            if let [Value::List(elements)] = lists.as_slice() {
                self.tells = context.limits.progress.claim(elements.len());
            }
            self.current = Some(Progress {
                batch,
                lists,
                row: 0,
                element: 0,
            });
        }
    }

    fn splits(&mut self, context: &mut Context<'_>) -> Result<bool> {
        self.input.splits(context)
    }

    fn begin(&mut self, part: Part, context: &mut Context<'_>) -> Result<()> {
        self.current = None;
        self.input.begin(part, context)
    }
}

impl Unwind<'_> {
    fn output(&self, made: Made) -> Batch {
        let len = made.rows.len();
        let mut columns = match &self.current {
            Some(progress) => progress.batch.gather(&made.rows).columns,
            None => Vec::new(),
        };
        columns.push(Column::Values(made.elements).narrowed());
        if let Some(first) = self.ordinality {
            let positions = made.positions.into_iter();
            columns.push(Column::Integers(positions.map(|at| first + at).collect()));
        }
        Batch::new(columns, len)
    }
}

impl Progress {
    /// The next rows, at most a batch of them.
    fn advance(&mut self) -> Made {
        let mut made = Made::default();
        while self.row < self.lists.len() && made.rows.len() < BATCH_ROWS {
            let elements = match &self.lists[self.row] {
                Value::Null => &[],
                Value::List(elements) => elements.as_slice(),
                single => std::slice::from_ref(single),
            };
            let room = BATCH_ROWS - made.rows.len();
            let end = elements.len().min(self.element + room);
            made.add(self.row, self.element, &elements[self.element..end]);
            self.element = end;
            if end == elements.len() {
                self.row += 1;
                self.element = 0;
            }
        }
        made
    }
}

impl Made {
    fn add(&mut self, row: usize, first: usize, elements: &[Value]) {
        for (offset, element) in elements.iter().enumerate() {
            self.rows.push(row as u32);
            self.elements.push(element.clone());
            self.positions.push((first + offset) as i64);
        }
    }
}
