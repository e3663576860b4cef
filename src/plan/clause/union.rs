//! UNION and UNION ALL: the rows of several queries, by the names of their columns.

use crate::error::{Detail, Result};
use crate::plan::body::{self, Answer, Column, Follows};
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::types::Type;
use crate::plan::{Op, Plan};
use factio_grammar::Span;
use factio_grammar::ast::{self, UnionKind};

/// Plans single queries, joined by UNION, that nothing follows. All start from the rows of the same argument.
pub(in crate::plan) fn union<'a>(
    planner: &mut Planner<'a>,
    union: &'a ast::Union,
    flow: Flow<'a>,
    follows: Follows,
) -> Result<Answer> {
    let Some(distinct) = kind(union)? else {
        return branch(planner, &union.first, flow, follows);
    };
    let mut answer = branch(planner, &union.first, flow.clone(), Follows::Nothing)?;
    if answer.columns.is_none() {
        answer.plan = without_rows(answer.plan);
    }
    let mut inputs = vec![answer.plan];
    for (_, query) in &union.rest {
        let next = branch(planner, query, flow.clone(), Follows::Nothing)?;
        inputs.push(aligned(&mut answer.columns, next, query.span)?);
    }
    let width = inputs.first().map_or(0, |input| input.width);
    answer.plan = Plan::new(Op::Union { inputs, distinct }, width);
    Ok(answer)
}

fn branch<'a>(
    planner: &mut Planner<'a>,
    query: &'a ast::SingleQuery,
    flow: Flow<'a>,
    follows: Follows,
) -> Result<Answer> {
    let (flow, columns) = body::single(planner, query, flow, follows)?;
    Ok(Answer {
        plan: flow.plan,
        columns,
    })
}

/// Whether equal rows are returned once; `None` where there is no union.
fn kind(union: &ast::Union) -> Result<Option<bool>> {
    let Some((first, _)) = union.rest.first() else {
        return Ok(None);
    };
    match union.rest.iter().find(|(kind, _)| kind != first) {
        None => Ok(Some(*first == UnionKind::Distinct)),
        Some((_, query)) => {
            let message = "UNION and UNION ALL cannot be mixed in one query";
            Err(syntax(
                Detail::InvalidClauseComposition,
                query.span,
                message,
            ))
        }
    }
}

/// The plan of a further query with its columns in the order of the first one's.
fn aligned(columns: &mut Option<Vec<Column>>, next: Answer, span: Span) -> Result<Plan> {
    let (Some(columns), Some(theirs)) = (columns.as_mut(), &next.columns) else {
        return match columns.is_none() && next.columns.is_none() {
            true => Ok(without_rows(next.plan)),
            false => Err(different(span, "one of them returns nothing")),
        };
    };
    let extra = theirs
        .iter()
        .find(|other| columns.iter().all(|column| column.name != other.name));
    if let Some(extra) = extra {
        let how = format!("`{}` is in this one only", extra.name);
        return Err(different(extra.span, &how));
    }
    let mut places = Vec::with_capacity(columns.len());
    for column in columns.iter_mut() {
        let Some(place) = theirs.iter().position(|other| other.name == column.name) else {
            let how = format!("this one has no `{}`", column.name);
            return Err(different(span, &how));
        };
        let ty = std::mem::replace(&mut column.ty, Type::ANY);
        column.ty = ty.join(theirs[place].ty.clone());
        places.push(place);
    }
    Ok(reordered(next.plan, places, span))
}

/// A query that returns nothing has no columns either.
fn without_rows(plan: Plan) -> Plan {
    let input = Box::new(plan);
    Plan::new(Op::Finish { input }, 0)
}

fn different(span: Span, how: &str) -> crate::error::Error {
    let message = format!("the queries of a UNION return columns of the same names, and {how}");
    syntax(Detail::DifferentColumnsInUnion, span, message)
}

fn reordered(plan: Plan, places: Vec<usize>, span: Span) -> Plan {
    if places.iter().enumerate().all(|(at, place)| at == *place) {
        return plan;
    }
    let width = places.len();
    let columns = places
        .into_iter()
        .map(|slot| Expr {
            kind: ExprKind::Slot(slot),
            span,
        })
        .collect();
    let input = Box::new(plan);
    Plan::new(Op::Project { input, columns }, width)
}
