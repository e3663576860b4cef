//! MATCH and OPTIONAL MATCH: one operator for all patterns, conditions and the time clause of the clause.

use crate::error::Result;
use crate::plan::Op;
use crate::plan::flow::Flow;
use crate::plan::matching::{self, Introduces, Request};
use crate::plan::planner::Planner;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Match,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let request = Request {
        patterns: &clause.patterns,
        time: clause.time.as_ref(),
        filter: clause.filter.as_ref(),
        introduces: Introduces::Variables,
    };
    let (pattern, scope) = matching::pattern(planner, request, &flow.scope)?;
    Ok(flow.then(scope, |input| Op::Match {
        input,
        pattern: Box::new(pattern),
        optional: clause.optional,
    }))
}
