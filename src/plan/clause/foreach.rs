//! FOREACH: clauses that write, run for each element of a list.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::Op;
use crate::plan::check;
use crate::plan::clause::{self, order};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Foreach,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut scope = flow.scope.clone();
    let list = resolve::value(planner, &clause.list, &mut scope)?;
    check::expect(&list, &[Kind::List], "what FOREACH goes through")?;
    scope.add(&clause.variable.text, list.ty.element());
    let mut body = Flow::start(scope);
    for inner in &clause.body {
        if !order::writes(inner) {
            let message = format!(
                "{} does not write, and FOREACH is for clauses that do",
                order::name(inner)
            );
            return Err(syntax(
                Detail::InvalidClauseComposition,
                order::span(inner),
                message,
            ));
        }
        body = resolve::within_query(planner, clause.span, |planner| {
            clause::plan(planner, inner, body)
        })?;
    }
    Ok(flow.same(|input| Op::Foreach {
        input,
        list: list.expr,
        body: Box::new(body.plan),
    }))
}
