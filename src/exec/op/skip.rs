//! Skip: leaves out the first rows.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::evaluate::row_count;
use crate::exec::op::{Operator, Running};
use crate::plan::expr::Expr;

pub(super) fn start<'p>(input: Running<'p>, count: &'p Expr) -> Running<'p> {
    Box::new(Skip {
        input,
        count,
        left: None,
    })
}

struct Skip<'p> {
    input: Running<'p>,
    count: &'p Expr,
    /// How many rows are still to be left out, once known.
    left: Option<usize>,
}

impl Operator for Skip<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let mut left = match self.left {
            Some(left) => left,
            None => row_count(self.count, "SKIP", context)?,
        };
        while let Some(batch) = self.input.next(context)? {
            context.check()?;
            let passed = left.min(batch.len);
            left -= passed;
            self.left = Some(left);
            if passed == 0 {
                return Ok(Some(batch));
            }
            if passed < batch.len {
                return Ok(Some(batch.slice(passed, batch.len)));
            }
        }
        Ok(None)
    }
}
