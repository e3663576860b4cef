//! Merge: for every row, what matches the pattern, or else what the template makes. Each row sees what earlier rows made.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Batch;
use crate::exec::op::assign::assign;
use crate::exec::op::eager::{Write, Writing};
use crate::exec::op::make::Recipe;
use crate::exec::op::queue::Queue;
use crate::exec::op::{drain, start as start_plan};
use crate::plan::{Assignment, Plan, Template};

pub(super) fn writing<'p>(
    matching: &'p Plan,
    template: &'p Template,
    on_create: &'p [Assignment],
    on_match: &'p [Assignment],
    width: usize,
) -> Writing<'p> {
    Box::new(Merge {
        matching,
        template,
        on_create,
        on_match,
        width,
    })
}

struct Merge<'p> {
    matching: &'p Plan,
    template: &'p Template,
    on_create: &'p [Assignment],
    on_match: &'p [Assignment],
    width: usize,
}

impl Write for Merge<'_> {
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut output = Queue::default();
        for batch in rows {
            for row in 0..batch.len {
                context.check()?;
                self.merge(batch.gather(&[row as u32]), &mut output, context)?;
            }
        }
        Ok(output.into_batches())
    }
}

impl Merge<'_> {
    fn merge(&self, row: Batch, output: &mut Queue, context: &mut Context<'_>) -> Result<()> {
        let recipe = Recipe::new(self.template, &row, self.width, context)?;
        if let Some(span) = recipe.null_property(&row, 0, context)? {
            return Err(Error::runtime(
                ErrorKind::SemanticError,
                Detail::MergeReadOwnWrites,
                "MERGE cannot find or make an element by a property that is null",
            )
            .at(span));
        }
        let found = self.found(&row, context)?;
        if found.is_empty() {
            output.push(self.made(&recipe, &row, context)?);
            return Ok(());
        }
        for batch in found {
            self.assign(self.on_match, &batch, context)?;
            output.push(batch);
        }
        Ok(())
    }

    /// The matches of one row.
    fn found(&self, row: &Batch, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut running = start_plan(self.matching, row);
        drain(&mut running, &mut Held::default(), context)
    }

    /// What is made where nothing matched.
    fn made(&self, recipe: &Recipe<'_>, row: &Batch, context: &mut Context<'_>) -> Result<Batch> {
        let mut values = row.values(0);
        values.extend(recipe.make(row, 0, context)?);
        let made = Batch::single(values);
        self.assign(self.on_create, &made, context)?;
        Ok(made)
    }

    fn assign(&self, items: &[Assignment], batch: &Batch, context: &mut Context<'_>) -> Result<()> {
        (0..batch.len).try_for_each(|row| assign(items, batch, row, context))
    }
}
