//! Set: the assignments of SET and REMOVE on every row.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::assign::assign;
use crate::exec::op::{Operator, Running, drain};
use crate::plan::Assignment;

pub(super) fn start<'p>(input: Running<'p>, items: &'p [Assignment]) -> Running<'p> {
    Box::new(Set {
        input,
        items,
        output: None,
    })
}

struct Set<'p> {
    input: Running<'p>,
    items: &'p [Assignment],
    output: Option<std::vec::IntoIter<Batch>>,
}

impl Operator for Set<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let output = match &mut self.output {
            Some(output) => output,
            None => {
                let batches = drain(&mut self.input, context)?;
                for batch in &batches {
                    context.check()?;
                    for row in 0..batch.len {
                        assign(self.items, batch, row, context)?;
                    }
                }
                self.output.insert(batches.into_iter())
            }
        };
        Ok(output.next())
    }
}
