//! Project: replaces the columns.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::eval::eval_batch;
use crate::exec::op::{Operator, Running};
use crate::exec::part::Part;
use crate::plan::expr::Expr;

pub(super) fn start<'p>(input: Running<'p>, columns: &'p [Expr]) -> Running<'p> {
    Box::new(Project { input, columns })
}

struct Project<'p> {
    input: Running<'p>,
    columns: &'p [Expr],
}

impl Operator for Project<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let Some(batch) = self.input.next(context)? else {
            return Ok(None);
        };
        context.check()?;
        let columns = self
            .columns
            .iter()
            .map(|expr| eval_batch(expr, &batch, context))
            .collect::<Result<_>>()?;
        Ok(Some(Batch { columns, ..batch }))
    }

    fn splits(&mut self, context: &mut Context<'_>) -> Result<bool> {
        self.input.splits(context)
    }

    fn begin(&mut self, part: Part, context: &mut Context<'_>) -> Result<()> {
        self.input.begin(part, context)
    }
}
