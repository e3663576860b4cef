//! Merge: for every row, what matches the pattern, or else what the template makes. Each row sees what earlier rows made.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Batch;
use crate::exec::op::assign::assign;
use crate::exec::op::create::{create, null_property};
use crate::exec::op::queue::Queue;
use crate::exec::op::{Operator, Running, drain, start as start_plan};
use crate::plan::{Assignment, Plan, Template};

pub(super) fn start<'p>(
    input: Running<'p>,
    matching: &'p Plan,
    template: &'p Template,
    on_create: &'p [Assignment],
    on_match: &'p [Assignment],
    width: usize,
) -> Running<'p> {
    Box::new(Merge {
        input,
        matching,
        template,
        on_create,
        on_match,
        width,
        output: None,
    })
}

struct Merge<'p> {
    input: Running<'p>,
    matching: &'p Plan,
    template: &'p Template,
    on_create: &'p [Assignment],
    on_match: &'p [Assignment],
    width: usize,
    output: Option<Queue>,
}

impl Operator for Merge<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        if self.output.is_none() {
            let batches = drain(&mut self.input, context)?;
            let mut output = Queue::default();
            for batch in batches {
                for row in 0..batch.len {
                    context.check()?;
                    self.merge(&batch, row, &mut output, context)?;
                }
            }
            self.output = Some(output);
        }
        Ok(self.output.as_mut().and_then(Queue::rest))
    }
}

impl Merge<'_> {
    fn merge(
        &self,
        batch: &Batch,
        row: usize,
        output: &mut Queue,
        context: &mut Context<'_>,
    ) -> Result<()> {
        if let Some(span) = null_property(self.template, batch, row, self.width, context)? {
            return Err(Error::runtime(
                ErrorKind::SemanticError,
                Detail::MergeReadOwnWrites,
                "MERGE cannot find or make an element by a property that is null",
            )
            .at(span));
        }
        let found = self.found(&batch.gather(&[row as u32]), context)?;
        if found.is_empty() {
            output.push(self.made(batch, row, context)?);
            return Ok(());
        }
        for batch in found {
            self.assign(self.on_match, &batch, context)?;
            output.push(batch);
        }
        Ok(())
    }

    /// The matches of one row.
    fn found(&self, argument: &Batch, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut running = start_plan(self.matching, argument);
        drain(&mut running, context)
    }

    /// What is created where nothing matched.
    fn made(&self, batch: &Batch, row: usize, context: &mut Context<'_>) -> Result<Batch> {
        let mut values = batch.values(row);
        values.extend(create(self.template, batch, row, self.width, context)?);
        let made = Batch::single(values);
        self.assign(self.on_create, &made, context)?;
        Ok(made)
    }

    fn assign(&self, items: &[Assignment], batch: &Batch, context: &mut Context<'_>) -> Result<()> {
        (0..batch.len).try_for_each(|row| assign(items, batch, row, context))
    }
}
