//! Set: the assignments of SET and REMOVE on every row.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::assign::assign;
use crate::exec::op::eager::{Write, Writing};
use crate::plan::Assignment;

pub(super) fn writing(items: &[Assignment]) -> Writing<'_> {
    Box::new(Set { items })
}

struct Set<'p> {
    items: &'p [Assignment],
}

impl Write for Set<'_> {
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        for batch in &rows {
            context.check()?;
            for row in 0..batch.len {
                assign(self.items, batch, row, context)?;
            }
        }
        Ok(rows)
    }
}
