//! RETURN: a projection that ends a query.

use crate::error::{Detail, Result};
use crate::plan::body::{Column, Follows};
use crate::plan::clause::projection;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use factio_grammar::{Span, ast};

/// Plans a RETURN. When nothing follows, the outer row of a subquery is dropped with it.
pub(in crate::plan) fn plan<'a>(
    planner: &mut Planner<'a>,
    projection: &'a ast::Projection,
    span: Span,
    mut flow: Flow<'a>,
    follows: Follows,
) -> Result<(Flow<'a>, Vec<Column>)> {
    if projection.star && flow.scope.starred().next().is_none() {
        let message = "RETURN * has no variables to return";
        return Err(syntax(Detail::NoVariablesInScope, span, message));
    }
    if follows != Follows::Next {
        flow.scope.release();
    }
    projection::plan(planner, projection, None, span, flow)
}
