//! UNWIND and FOR: a row for each element of a list.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::Op;
use crate::plan::check;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::ast::{self, Ordinality};

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Unwind,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut scope = flow.scope.clone();
    let list = resolve::value(planner, &clause.list, &mut scope)?;
    let element = match list.ty.may_be(Kind::List) {
        true => list.ty.element(),
        false => list.ty.clone(),
    };
    new_name(&scope, &clause.variable)?;
    scope.add(&clause.variable.text, element);
    let mut from = None;
    if let Some((counting, name)) = &clause.ordinality {
        new_name(&scope, name)?;
        scope.add(&name.text, Type::INTEGER);
        from = Some(match counting {
            Ordinality::Ordinality => 1,
            Ordinality::Offset => 0,
        });
    }
    Ok(flow.then(scope, |input| Op::Unwind {
        input,
        list: list.expr,
        ordinality: from,
    }))
}

/// Fails for a name that stands for something already.
pub(super) fn new_name(scope: &Scope<'_>, name: &ast::Name) -> Result<()> {
    match scope.get(&name.text) {
        None => Ok(()),
        Some(found) => {
            let message = format!(
                "the variable `{}` is bound already, to {}",
                name.text,
                check::with_article(found.ty.kind)
            );
            Err(syntax(Detail::VariableAlreadyBound, name.span, message))
        }
    }
}
