//! The infix time predicates: `r AT '1925'`, `a PRECEDES b`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::plan::expr::TimeRelation;
use factio_graph::value::Value;

/// Whether `a relation b`: unknown where it is only possible.
pub fn relate(
    relation: TimeRelation,
    a: &Value,
    b: &Value,
    context: &Context<'_>,
) -> Result<Value> {
    let _ = (relation, a, b, context);
    Err(Error::not_yet(
        "a time predicate",
        factio_grammar::Span::default(),
    ))
}
