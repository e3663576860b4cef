//! Probe: counts the rows and the time of the operator under it, for PROFILE.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::{Operator, Running};
use crate::exec::part::Part;

pub(super) fn start(input: Running<'_>, probe: usize) -> Running<'_> {
    Box::new(Probe { input, probe })
}

struct Probe<'p> {
    input: Running<'p>,
    probe: usize,
}

impl Operator for Probe<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let begun = context.now();
        let batch = self.input.next(context)?;
        let rows = batch.as_ref().map_or(0, |batch| batch.len as u64);
        context.count(Some(self.probe), rows, begun);
        Ok(batch)
    }

    fn splits(&mut self, context: &mut Context<'_>) -> Result<bool> {
        self.input.splits(context)
    }

    fn begin(&mut self, part: Part, context: &mut Context<'_>) -> Result<()> {
        self.input.begin(part, context)
    }

    fn given(&self) -> Option<&Batch> {
        self.input.given()
    }
}
