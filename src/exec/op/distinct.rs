//! Distinct: passes on the first of equal rows.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::seen::{KEY, Seen};
use crate::exec::op::{Operator, Running, hold};

pub(super) fn start(input: Running<'_>) -> Running<'_> {
    Box::new(Distinct {
        input,
        seen: Seen::default(),
        held: Held::default(),
    })
}

struct Distinct<'p> {
    input: Running<'p>,
    seen: Seen,
    held: Held,
}

impl Operator for Distinct<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(context)? {
            context.check()?;
            let fresh = self.seen.fresh(&batch.columns, batch.len);
            hold(self.seen.len(), context)?;
            let fresh = match fresh.len() == batch.len {
                true => batch,
                false => batch.gather(&fresh),
            };
            if fresh.len > 0 {
                let keys = KEY * (fresh.len * fresh.columns.len().max(1)) as u64;
                self.held.grow(keys + fresh.bytes(), context)?;
                return Ok(Some(fresh));
            }
        }
        Ok(None)
    }
}
