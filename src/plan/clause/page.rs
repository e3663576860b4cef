//! ORDER BY, SKIP and LIMIT: standing alone, and as the end of a projection.

use crate::error::{Detail, Error, Result};
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve::{self, Typed};
use crate::plan::scope::Scope;
use crate::plan::syntax::aggregates;
use crate::plan::{Op, SortKey};
use factio_grammar::ast;
use factio_graph::value::Value;

/// `ORDER BY .. OFFSET .. LIMIT ..` as a clause of its own.
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    order: &'a [ast::SortKey],
    [skip, limit]: [Option<&'a ast::Expr>; 2],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let keys = order
        .iter()
        .map(|key| sort_key(planner, key, &mut flow.scope))
        .collect::<Result<Vec<_>>>()?;
    cut(planner, [skip, limit], sorted(flow, keys))
}

pub(super) fn sort_key<'a>(
    planner: &mut Planner<'a>,
    key: &'a ast::SortKey,
    scope: &mut Scope<'a>,
) -> Result<SortKey> {
    Ok(SortKey {
        expr: resolve::value(planner, &key.expr, scope)?.expr,
        descending: key.descending,
    })
}

/// The flow in that order.
pub(super) fn sorted<'a>(flow: Flow<'a>, keys: Vec<SortKey>) -> Flow<'a> {
    match keys.is_empty() {
        true => flow,
        false => flow.same(|input| Op::Sort { input, keys }),
    }
}

/// The flow without its first rows, and without those behind a limit.
pub(super) fn cut<'a>(
    planner: &mut Planner<'a>,
    [skip, limit]: [Option<&'a ast::Expr>; 2],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    if let Some(skip) = skip {
        let count = count(planner, skip, "SKIP")?;
        flow = flow.same(|input| Op::Skip { input, count });
    }
    if let Some(limit) = limit {
        let count = count(planner, limit, "LIMIT")?;
        let drain = planner.writes;
        flow = flow.same(|input| Op::Limit {
            input,
            count,
            drain,
        });
    }
    Ok(flow)
}

/// The number of rows of SKIP or LIMIT, which is known before any row is.
fn count<'a>(planner: &mut Planner<'a>, expr: &'a ast::Expr, clause: &str) -> Result<Expr> {
    if aggregates::within(expr) {
        return Err(check::aggregate_misplaced(expr.span));
    }
    let count = resolve::value(planner, expr, &mut Scope::default())
        .map_err(|error| constant_wanted(error, clause))?;
    check::expect(&count, &[Kind::Integer], clause)?;
    match is_negative(&count) {
        true => Err(negative(&count, clause)),
        false => Ok(count.expr),
    }
}

/// A variable in SKIP or LIMIT is defined, most likely; what is wrong is that it stands there.
fn constant_wanted(error: Error, clause: &str) -> Error {
    match error.detail {
        Some(Detail::UndefinedVariable) => Error {
            detail: Some(Detail::NonConstantExpression),
            message: format!("{clause} is the same for all rows and cannot use a variable"),
            ..error
        },
        _ => error,
    }
}

fn is_negative(count: &Typed) -> bool {
    match &count.expr.kind {
        ExprKind::Constant(Value::Integer(value)) => *value < 0,
        ExprKind::Negate(inner) => {
            matches!(inner.kind, ExprKind::Constant(Value::Integer(value)) if value > 0)
        }
        _ => false,
    }
}

fn negative(count: &Typed, clause: &str) -> Error {
    let message = format!("{clause} takes a number of rows, which cannot be negative");
    syntax(Detail::NegativeIntegerArgument, count.expr.span, message)
}
