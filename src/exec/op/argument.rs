//! Argument: the rows handed in from outside.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::{Operator, Running};

pub(super) fn start<'p>(argument: &Batch) -> Running<'p> {
    Box::new(Argument(Some(argument.clone())))
}

struct Argument(Option<Batch>);

impl Operator for Argument {
    fn next(&mut self, _: &mut Context<'_>) -> Result<Option<Batch>> {
        Ok(self.0.take().filter(|batch| batch.len > 0))
    }

    fn given(&self) -> Option<&Batch> {
        self.0.as_ref()
    }
}
