//! Distinct: passes on the first of equal rows.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::seen::Seen;
use crate::exec::op::{Operator, Running, hold};

pub(super) fn start(input: Running<'_>) -> Running<'_> {
    Box::new(Distinct {
        input,
        seen: Seen::default(),
    })
}

struct Distinct<'p> {
    input: Running<'p>,
    seen: Seen,
}

impl Operator for Distinct<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(context)? {
            context.check()?;
            let fresh = self.seen.fresh(&batch.columns, batch.len);
            hold(self.seen.len(), context)?;
            if fresh.len() == batch.len {
                return Ok(Some(batch));
            }
            if !fresh.is_empty() {
                return Ok(Some(batch.gather(&fresh)));
            }
        }
        Ok(None)
    }
}
