//! Limit: passes on the first rows. Reads a writing input to its end, so that LIMIT never cuts off a write.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::evaluate::row_count;
use crate::exec::op::{Operator, Running};
use crate::plan::expr::Expr;

pub(super) fn start<'p>(input: Running<'p>, count: &'p Expr, drain: bool) -> Running<'p> {
    Box::new(Limit {
        input,
        count,
        drain,
        left: None,
    })
}

struct Limit<'p> {
    input: Running<'p>,
    count: &'p Expr,
    drain: bool,
    /// How many rows may still pass, once known.
    left: Option<usize>,
}

impl Operator for Limit<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let left = match self.left {
            Some(left) => left,
            None => row_count(self.count, "LIMIT", context)?,
        };
        if left == 0 {
            return self.finish(context);
        }
        let Some(batch) = self.input.next(context)? else {
            return Ok(None);
        };
        context.check()?;
        let passed = left.min(batch.len);
        self.left = Some(left - passed);
        Ok(Some(match passed == batch.len {
            true => batch,
            false => batch.slice(0, passed),
        }))
    }
}

impl Limit<'_> {
    fn finish(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        if self.drain {
            while self.input.next(context)?.is_some() {
                context.check()?;
            }
        }
        Ok(None)
    }
}
