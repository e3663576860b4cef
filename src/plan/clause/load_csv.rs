//! LOAD CSV: a row for each record of a file.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::Op;
use crate::plan::check;
use crate::plan::clause::unwind::new_name;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::types::Type;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::LoadCsv,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut scope = flow.scope.clone();
    let source = resolve::value(planner, &clause.source, &mut scope)?;
    check::expect(&source, &[Kind::String], "the place of a CSV file")?;
    let separator = separator(clause)?;
    new_name(&scope, &clause.variable)?;
    let record = match clause.headers {
        true => Type::of(Kind::Map),
        false => Type::list(Type::of(Kind::String)),
    };
    scope.add(&clause.variable.text, record);
    Ok(flow.then(scope, |input| Op::LoadCsv {
        input,
        source: source.expr,
        headers: clause.headers,
        separator,
    }))
}

fn separator(clause: &ast::LoadCsv) -> Result<char> {
    let Some(written) = &clause.separator else {
        return Ok(',');
    };
    let mut characters = written.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(only),
        _ => {
            let message = format!("a field terminator is one character, and this is '{written}'");
            Err(syntax(Detail::InvalidArgumentValue, clause.span, message))
        }
    }
}
