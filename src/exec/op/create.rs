//! Create: makes the template's nodes and relations for every row.
//!
//! What the properties are is worked out for all rows before the first node is made: the clause does not see itself.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::op::eager::{Write, Writing};
use crate::exec::op::make::Recipe;
use crate::exec::{Batch, Column};
use crate::plan::Template;
use factio_graph::value::Value;

pub(super) fn writing(template: &Template, width: usize) -> Writing<'_> {
    Box::new(Create { template, width })
}

struct Create<'p> {
    template: &'p Template,
    width: usize,
}

impl Write for Create<'_> {
    fn run(&self, mut rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut held = Held::default();
        let mut recipes = Vec::with_capacity(rows.len());
        for batch in &rows {
            context.check()?;
            let recipe = Recipe::new(self.template, batch, self.width, context)?;
            held.grow(recipe.bytes(), context)?;
            recipes.push(recipe);
        }
        for (batch, recipe) in rows.iter_mut().zip(&recipes) {
            context.check()?;
            self.create_for_all(recipe, batch, context)?;
        }
        Ok(rows)
    }
}

impl Create<'_> {
    /// Creates for every row of a batch, and adds the columns.
    fn create_for_all(
        &self,
        recipe: &Recipe<'_>,
        batch: &mut Batch,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let added = self.width - batch.columns.len();
        let mut columns: Vec<Vec<Value>> = vec![Vec::with_capacity(batch.len); added];
        for row in 0..batch.len {
            let made = recipe.make(batch, row, context)?;
            for (column, value) in columns.iter_mut().zip(made) {
                column.push(value);
            }
        }
        let columns = columns.into_iter().map(Column::Values);
        batch.columns.extend(columns.map(Column::narrowed));
        Ok(())
    }
}
