//! Probe: counts the rows and the time of the operator under it, for PROFILE.

use crate::context::{Context, Figures};
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::{Operator, Running};

pub(super) fn start(input: Running<'_>, probe: usize) -> Running<'_> {
    Box::new(Probe { input, probe })
}

struct Probe<'p> {
    input: Running<'p>,
    probe: usize,
}

impl Operator for Probe<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let clock = context.profile.as_ref().and_then(|profile| profile.clock);
        let before = clock.map_or(0, |clock| clock());
        let batch = self.input.next(context)?;
        let after = clock.map_or(0, |clock| clock());
        if let Some(figures) = self.figures(context) {
            figures.calls += 1;
            figures.rows += batch.as_ref().map_or(0, |batch| batch.len as u64);
            figures.nanoseconds += after.saturating_sub(before);
        }
        Ok(batch)
    }
}

impl Probe<'_> {
    fn figures<'c>(&self, context: &'c mut Context<'_>) -> Option<&'c mut Figures> {
        let profile = context.profile.as_mut()?;
        profile.figures.get_mut(self.probe)
    }
}
