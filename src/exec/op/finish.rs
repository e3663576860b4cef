//! Finish: reads its input to the end and passes on nothing.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::{Operator, Running};

pub(super) fn start(input: Running<'_>) -> Running<'_> {
    Box::new(Finish { input })
}

struct Finish<'p> {
    input: Running<'p>,
}

impl Operator for Finish<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        while self.input.next(context)?.is_some() {
            context.check()?;
        }
        Ok(None)
    }
}
