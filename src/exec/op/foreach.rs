//! Foreach: runs writing clauses for each element of a list, and passes each row on once.

use crate::context::Context;
use crate::error::Result;
use crate::exec::op::assign::At;
use crate::exec::op::{Operator, Running, drain, start as start_plan};
use crate::exec::{Batch, Column};
use crate::plan::Plan;
use crate::plan::expr::Expr;
use factio_graph::value::Value;

pub(super) fn start<'p>(input: Running<'p>, list: &'p Expr, body: &'p Plan) -> Running<'p> {
    Box::new(Foreach {
        input,
        list,
        body,
        output: None,
    })
}

struct Foreach<'p> {
    input: Running<'p>,
    list: &'p Expr,
    body: &'p Plan,
    output: Option<std::vec::IntoIter<Batch>>,
}

impl Operator for Foreach<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        if self.output.is_none() {
            let batches = drain(&mut self.input, context)?;
            for batch in &batches {
                for row in 0..batch.len {
                    self.row(batch, row, context)?;
                }
            }
            self.output = Some(batches.into_iter());
        }
        Ok(self.output.as_mut().and_then(Iterator::next))
    }
}

impl Foreach<'_> {
    fn row(&self, batch: &Batch, row: usize, context: &mut Context<'_>) -> Result<()> {
        let list = At { batch, row }.value(self.list, context)?;
        let elements = match &list {
            Value::Null => &[],
            Value::List(elements) => elements.as_slice(),
            single => std::slice::from_ref(single),
        };
        for element in elements {
            context.check()?;
            let mut argument = batch.gather(&[row as u32]);
            let column = Column::Values(vec![element.clone()]);
            argument.columns.push(column.narrowed());
            let mut running = start_plan(self.body, &argument);
            while running.next(context)?.is_some() {}
        }
        Ok(())
    }
}
