//! Filter: passes on the rows in which the predicate is true.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::eval::filter;
use crate::exec::op::{Operator, Running};
use crate::exec::part::Part;
use crate::plan::expr::Expr;

pub(super) fn start<'p>(input: Running<'p>, predicate: &'p Expr) -> Running<'p> {
    Box::new(Filter { input, predicate })
}

struct Filter<'p> {
    input: Running<'p>,
    predicate: &'p Expr,
}

impl Operator for Filter<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(context)? {
            context.check()?;
            let kept = filter(self.predicate, &batch, context)?;
            if kept.len() == batch.len {
                return Ok(Some(batch));
            }
            if !kept.is_empty() {
                return Ok(Some(batch.gather(&kept)));
            }
        }
        Ok(None)
    }

    fn splits(&mut self, context: &mut Context<'_>) -> Result<bool> {
        self.input.splits(context)
    }

    fn begin(&mut self, part: Part, context: &mut Context<'_>) -> Result<()> {
        self.input.begin(part, context)
    }
}
