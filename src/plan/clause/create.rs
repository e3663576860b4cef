//! CREATE and INSERT.

use crate::error::Result;
use crate::plan::Op;
use crate::plan::clause::template::{Directions, Maker, Sees, check_relations};
use crate::plan::flow::Flow;
use crate::plan::planner::Planner;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    patterns: &'a [ast::PathPattern],
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut maker = Maker::new(planner, flow.scope.clone());
    for path in patterns {
        check_relations(path, Directions::Written, maker.scope())?;
        maker.path(path)?;
    }
    let (template, scope) = maker.finish(Sees::Made)?;
    Ok(flow.then(scope, |input| Op::Create { input, template }))
}
