//! WITH: a projection that the next clauses build on.

use crate::error::{Detail, Result};
use crate::plan::body::Column;
use crate::plan::clause::projection;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use factio_grammar::{Span, ast};

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    projection: &'a ast::Projection,
    filter: Option<&'a ast::Expr>,
    span: Span,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let (flow, columns) = projection::plan(planner, projection, filter, span, flow)?;
    check_named(&columns, "WITH")?;
    Ok(flow)
}

/// Fails for a column that nothing behind can name.
pub(super) fn check_named(columns: &[Column], clause: &str) -> Result<()> {
    match columns.iter().find(|column| !column.is_named) {
        None => Ok(()),
        Some(column) => {
            let message = format!("an expression in {clause} needs a name: write AS behind it");
            Err(syntax(Detail::NoExpressionAlias, column.span, message))
        }
    }
}
