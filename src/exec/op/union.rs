//! Union: the rows of all inputs, one input after another.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::distinct;
use crate::exec::op::{Operator, Running};
use std::collections::VecDeque;

pub(super) fn start(inputs: Vec<Running<'_>>, distinct: bool) -> Running<'_> {
    let all = Box::new(Union {
        inputs: inputs.into(),
    });
    match distinct {
        true => distinct::start(all),
        false => all,
    }
}

struct Union<'p> {
    inputs: VecDeque<Running<'p>>,
}

impl Operator for Union<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        while let Some(input) = self.inputs.front_mut() {
            if let Some(batch) = input.next(context)? {
                return Ok(Some(batch));
            }
            self.inputs.pop_front();
        }
        Ok(None)
    }
}
