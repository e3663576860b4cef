//! The operators: each pulls batches from its input and passes batches on.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::plan::Plan;

/// A running operator. After `None` it is not asked again.
pub trait Operator {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>>;
}

/// The operator of a plan, started on `argument`.
pub fn start<'p>(plan: &'p Plan, argument: &Batch) -> Box<dyn Operator + 'p> {
    let _ = (plan, argument);
    struct Nothing;
    impl Operator for Nothing {
        fn next(&mut self, _: &mut Context<'_>) -> Result<Option<Batch>> {
            Ok(None)
        }
    }
    Box::new(Nothing)
}
