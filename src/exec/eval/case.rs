//! CASE: the first branch that fits.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::{eval, operand, truth};
use crate::plan::expr::Expr;
use factio_graph::value::{Value, equals};

/// With a subject, the first branch one of whose values equals it; without one, the first whose condition is true; else `otherwise`, else
/// null.
pub fn choose(
    subject: Option<&Expr>,
    branches: &[(Vec<Expr>, Expr)],
    otherwise: Option<&Expr>,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let subject = match subject {
        Some(subject) => Some(operand(subject, row, context)?),
        None => None,
    };
    for (when, then) in branches {
        for when in when {
            let fits = match &subject {
                Some(subject) => equals(subject, &*operand(when, row, context)?),
                None => truth(when, row, context)?,
            };
            if fits == Some(true) {
                return eval(then, row, context);
            }
        }
    }
    otherwise.map_or(Ok(Value::Null), |otherwise| eval(otherwise, row, context))
}
