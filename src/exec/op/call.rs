//! Call: a procedure's rows for each input row.

use crate::context::Context;
use crate::context::memory::check_room;
use crate::error::{Error, Result};
use crate::exec::eval::eval_batch;
use crate::exec::op::apply::{Rows, beside};
use crate::exec::op::queue::Queue;
use crate::exec::op::{Operator, Running};
use crate::exec::{Batch, Column};
use crate::plan::expr::Expr;
use crate::procedure::Procedure;
use factio_grammar::Span;
use factio_graph::id::PeriodId;
use factio_graph::time::{Asked, Certainty, Slice};
use factio_graph::value::Value;

pub(super) fn start<'p>(
    input: Running<'p>,
    procedure: &'p Procedure,
    arguments: &'p [Expr],
    yields: &'p [usize],
    rows: Rows,
) -> Running<'p> {
    Box::new(Call {
        input,
        procedure,
        arguments,
        yields,
        rows,
        output: Queue::default(),
    })
}

struct Call<'p> {
    input: Running<'p>,
    procedure: &'p Procedure,
    arguments: &'p [Expr],
    yields: &'p [usize],
    rows: Rows,
    output: Queue,
}

impl Operator for Call<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        loop {
            if let Some(batch) = self.output.full() {
                return Ok(Some(batch));
            }
            context.check()?;
            match self.input.next(context)? {
                Some(batch) => self.batch(&batch, context)?,
                None => return Ok(self.output.rest()),
            }
        }
    }
}

impl Call<'_> {
    fn batch(&mut self, batch: &Batch, context: &Context<'_>) -> Result<()> {
        let arguments = self
            .arguments
            .iter()
            .map(|argument| eval_batch(argument, batch, context))
            .collect::<Result<Vec<_>>>()?;
        for row in 0..batch.len {
            context.check()?;
            let values = arguments.iter().map(|column| column.get(row)).collect();
            let mut rows = self.call(values, context)?;
            if self.rows == Rows::Once {
                rows = Batch::unit();
            } else if rows.len == 0 && self.rows == Rows::EachOrNull {
                rows = Batch::single(vec![Value::Null; self.yields.len()]);
            }
            let rows = beside(batch, row as u32, rows);
            check_room(rows.bytes(), context)?;
            self.output.push(rows);
        }
        Ok(())
    }

    /// The chosen result columns for one row's arguments.
    fn call(&self, values: Vec<Value>, context: &Context<'_>) -> Result<Batch> {
        let arguments = self
            .procedure
            .arguments(values)
            .map_err(|error| self.place(error))?;
        note_doubt(context);
        let rows = (self.procedure.run)(context, &arguments).map_err(|error| self.place(error))?;
        let pick = |&result: &usize| {
            let values = rows.iter().map(|row| row.get(result).cloned());
            Column::Values(values.map(Option::unwrap_or_default).collect())
        };
        let columns = self.yields.iter().map(pick).collect();
        Ok(Batch::new(columns, rows.len()))
    }

    /// The error, pointing at the arguments.
    fn place(&self, error: Error) -> Error {
        let spans = self.arguments.iter().map(|argument| argument.span);
        match spans.reduce(Span::to) {
            Some(span) => error.at(span),
            None => error,
        }
    }
}

/// Notes whether a procedure may meet what is only possible in the statement's slice: where each fact is certain to hold or
/// known not to, it cannot. Two facts that hold at some time of a long slice may yet miss each other.
fn note_doubt(context: &Context<'_>) {
    let Some(sliced) = context.slice.filter(|sliced| !sliced.certainly) else {
        return;
    };
    let graph = context.graph();
    let numbers = (0..graph.period_bound()).map(PeriodId);
    let possible = |slice: Slice| {
        let mut periods = numbers.filter_map(|number| graph.period(number));
        periods.any(|period| slice.decide(period.bounds()) == Certainty::Possible)
    };
    let doubtful = sliced
        .slice
        .is_some_and(|slice| slice.asked == Asked::During || possible(slice));
    if doubtful {
        context.admitted(Certainty::Possible);
    }
}
