//! Foreach: runs writing clauses for each element of a list, and passes each row on once.

use crate::context::Context;
use crate::error::Result;
use crate::exec::op::assign::At;
use crate::exec::op::eager::{Write, Writing};
use crate::exec::op::start as start_plan;
use crate::exec::{Batch, Column};
use crate::plan::Plan;
use crate::plan::expr::Expr;
use factio_graph::value::Value;

pub(super) fn writing<'p>(list: &'p Expr, body: &'p Plan) -> Writing<'p> {
    Box::new(Foreach { list, body })
}

struct Foreach<'p> {
    list: &'p Expr,
    body: &'p Plan,
}

impl Write for Foreach<'_> {
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        for batch in &rows {
            context.check()?;
            for row in 0..batch.len {
                self.row(batch, row, context)?;
            }
        }
        Ok(rows)
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
