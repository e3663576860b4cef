//! FILTER: keeps the rows for which a condition is true.

use crate::error::Result;
use crate::plan::flow::Flow;
use crate::plan::planner::Planner;
use crate::plan::resolve;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    condition: &'a ast::Expr,
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let conditions = resolve::conditions(planner, condition, &mut flow.scope)?;
    Ok(flow.filter(conditions))
}
