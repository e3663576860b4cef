//! Merge: for every row, what matches the pattern, or else what the template makes. Each row sees what earlier rows made.
//!
//! All is done on a small row of what the clause mentions; the row itself only gets the new columns.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::batch::BATCH_ROWS;
use crate::exec::op::assign::assign;
use crate::exec::op::eager::{Write, Writing};
use crate::exec::op::make::Recipe;
use crate::exec::op::{drain, start as start_plan};
use crate::exec::{Batch, Column};
use crate::plan::expr::Slot;
use crate::plan::{Assignment, Plan, Template};
use factio_graph::value::Value;

/// What a MERGE does on the small row.
pub(super) struct Merge<'p> {
    /// The columns of the row that the small row holds.
    pub imports: &'p [Slot],
    pub matching: &'p Plan,
    pub template: &'p Template,
    pub on_create: &'p [Assignment],
    pub on_match: &'p [Assignment],
}

pub(super) fn writing(merge: Merge<'_>) -> Writing<'_> {
    Box::new(merge)
}

/// What becomes of the rows of a batch.
struct Merged {
    /// For each row that goes on, the row that it was.
    rows: Vec<u32>,
    /// The new columns.
    added: Vec<Vec<Value>>,
}

impl Write for Merge<'_> {
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut output = Vec::with_capacity(rows.len());
        for batch in rows {
            let mut merged = Merged {
                rows: Vec::with_capacity(batch.len),
                added: vec![Vec::new(); self.matching.width - self.imports.len()],
            };
            for row in 0..batch.len {
                context.check()?;
                let imports = self.imports.iter();
                let small = imports.map(|&slot| batch.columns[slot].get(row));
                let small = Batch::single(small.collect());
                self.merge(row as u32, small, &mut merged, context)?;
            }
            merged.join(batch, &mut output);
        }
        Ok(output)
    }
}

impl Merge<'_> {
    fn merge(
        &self,
        row: u32,
        small: Batch,
        merged: &mut Merged,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let recipe = Recipe::new(self.template, &small, self.matching.width, context)?;
        if let Some(span) = recipe.null_property(&small, 0, context)? {
            return Err(Error::runtime(
                ErrorKind::SemanticError,
                Detail::MergeReadOwnWrites,
                "MERGE cannot find or make an element by a property that is null",
            )
            .at(span));
        }
        let found = self.found(&small, context)?;
        if found.is_empty() {
            let made = self.made(&recipe, &small, context)?;
            merged.add(row, &made, self.imports.len());
            return Ok(());
        }
        for batch in found {
            self.assign(self.on_match, &batch, context)?;
            merged.add(row, &batch, self.imports.len());
        }
        Ok(())
    }

    /// The matches of one row.
    fn found(&self, small: &Batch, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut running = start_plan(self.matching, small);
        drain(&mut running, &mut Held::default(), context)
    }

    /// What is made where nothing matched.
    fn made(&self, recipe: &Recipe<'_>, small: &Batch, context: &mut Context<'_>) -> Result<Batch> {
        let mut values = small.values(0);
        values.extend(recipe.make(small, 0, context)?);
        let made = Batch::single(values);
        self.assign(self.on_create, &made, context)?;
        Ok(made)
    }

    fn assign(&self, items: &[Assignment], batch: &Batch, context: &mut Context<'_>) -> Result<()> {
        (0..batch.len).try_for_each(|row| assign(items, batch, row, context))
    }
}

impl Merged {
    /// Adds what a row goes on as: the columns of a batch from one on.
    fn add(&mut self, row: u32, batch: &Batch, from: Slot) {
        self.rows.extend(std::iter::repeat_n(row, batch.len));
        for (values, column) in self.added.iter_mut().zip(&batch.columns[from..]) {
            values.extend((0..batch.len).map(|row| column.get(row)));
        }
    }

    /// The batch with the new columns, in batches of a good size.
    fn join(self, batch: Batch, output: &mut Vec<Batch>) {
        let rows = self.rows.len();
        let each_once = rows == batch.len;
        let mut joined = match each_once {
            true => batch,
            false => batch.gather(&self.rows),
        };
        let added = self.added.into_iter().map(Column::Values);
        joined.columns.extend(added.map(Column::narrowed));
        if rows <= BATCH_ROWS {
            output.push(joined);
            return;
        }
        let starts = (0..rows).step_by(BATCH_ROWS);
        output.extend(starts.map(|from| joined.slice(from, BATCH_ROWS.min(rows - from))));
    }
}
