//! CALL { .. }: a query run once for each row.

use crate::error::{Detail, Result};
use crate::plan::Op;
use crate::plan::body::{self, Answer, Follows};
use crate::plan::clause::unwind::new_name;
use crate::plan::clause::with::check_named;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::scope::{Reason, Scope};
use factio_grammar::ast::{self, Clause, SingleQuery};

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    call: &'a ast::SubqueryCall,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let imported = imported(call, &flow.scope)?;
    let answer = resolve::within_query(planner, call.span, |planner| match imported {
        Some(scope) => body::plan(planner, &call.body, Flow::start(scope), Follows::Nothing),
        None => by_leading_with(planner, &call.body, &flow.scope),
    })?;
    let unit = answer.columns.is_none();
    let mut scope = flow.scope.clone();
    let columns = answer.columns.unwrap_or_default();
    check_named(&columns, "the RETURN of a subquery")?;
    for column in &columns {
        let name = ast::Name {
            text: column.name.to_string(),
            span: column.span,
        };
        new_name(&scope, &name)?;
        scope.add(&column.name, column.ty.clone());
    }
    Ok(flow.then(scope, |input| Op::Apply {
        input,
        inner: Box::new(answer.plan),
        unit,
        optional: call.optional,
    }))
}

/// The scope inside `CALL (a, b) {..}` or `CALL (*) {..}`: the imported names stay in force throughout.
fn imported<'a>(call: &ast::SubqueryCall, outer: &Scope<'a>) -> Result<Option<Scope<'a>>> {
    if call.import_all {
        return Ok(Some(outer.nested()));
    }
    let Some(names) = &call.imports else {
        return Ok(None);
    };
    for name in names {
        resolve::variable(name, name.span, outer)?;
    }
    let mut scope = outer.nested();
    scope.restrict(Reason::NotImported, |variable| {
        names.iter().any(|name| name.text == *variable.name)
    });
    Ok(Some(scope))
}

/// `CALL { WITH a, b .. }`: each query of the body imports by its first clause, and else sees nothing of the outer row.
fn by_leading_with<'a>(
    planner: &mut Planner<'a>,
    body: &'a ast::Body,
    outer: &Scope<'a>,
) -> Result<Answer> {
    let mut scope = outer.nested();
    scope.restrict(Reason::NotImported, |_| false);
    scope.forget_outer();
    let mut flow = Flow::start(scope);
    flow.importable = Some(outer.clone());
    body::plan(planner, body, flow, Follows::Nothing)
}

/// The flow behind an importing WITH, and the clauses that follow it; the flow as it is when there is none.
///
/// An importing WITH names variables and nothing else.
pub(in crate::plan) fn import<'a>(
    outer: &Scope<'a>,
    query: &'a SingleQuery,
    mut flow: Flow<'a>,
) -> Result<(Flow<'a>, &'a [Clause])> {
    let Some((
        Clause::With {
            projection, filter, ..
        },
        rest,
    )) = query.clauses.split_first()
    else {
        return Ok((flow, &query.clauses));
    };
    let names = projection
        .items
        .iter()
        .map(plain_variable)
        .collect::<Option<Vec<_>>>();
    let Some(names) = names.filter(|names| projection.star || mentions_outer(names, outer)) else {
        return Ok((flow, &query.clauses));
    };
    let is_plain = !projection.distinct
        && projection.order.is_empty()
        && projection.skip.is_none()
        && projection.limit.is_none()
        && filter.is_none();
    if !is_plain {
        let message = "a WITH that imports variables into a subquery names them and nothing else";
        let span = names.first().map_or(query.span, |name| name.span);
        return Err(syntax(Detail::InvalidClauseComposition, span, message));
    }
    for name in &names {
        resolve::variable(name, name.span, outer)?;
    }
    flow.scope.restore(outer, |variable| {
        projection.star || names.iter().any(|name| name.text == variable)
    });
    Ok((flow, rest))
}

fn plain_variable(item: &ast::ProjectionItem) -> Option<&ast::Name> {
    match &item.expr.kind {
        ast::ExprKind::Variable(name)
            if item
                .alias
                .as_ref()
                .is_none_or(|alias| alias.text == name.text) =>
        {
            Some(name)
        }
        _ => None,
    }
}

fn mentions_outer(names: &[&ast::Name], outer: &Scope<'_>) -> bool {
    names.iter().any(|name| outer.get(&name.text).is_some())
}
