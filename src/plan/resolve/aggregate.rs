//! Aggregates: their arguments are resolved over the rows before grouping.

use crate::error::{Detail, Error, Result};
use crate::fun;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::Aggregate;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve::{Typed, values};
use crate::plan::scope::{Aggregates, Scope};
use crate::plan::syntax::aggregates;
use crate::plan::types::Type;
use factio_grammar::ast;

/// Resolves an aggregate over the rows that it sums up, and tells the type of its result.
pub(in crate::plan) fn aggregate<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<(Aggregate, Type)> {
    let Some((function, distinct, arguments)) = aggregates::of(expr) else {
        return Err(check::aggregate_misplaced(expr.span));
    };
    check_count(function, arguments.len(), expr)?;
    let around = std::mem::replace(&mut scope.aggregates, Aggregates::Nested);
    let arguments = values(planner, arguments, scope);
    scope.aggregates = around;
    let arguments = arguments?;
    let ty = result_of(function, &arguments);
    let aggregate = Aggregate {
        function,
        distinct,
        arguments: arguments.into_iter().map(|typed| typed.expr).collect(),
        span: expr.span,
    };
    Ok((aggregate, ty))
}

fn check_count(function: fun::Aggregate, given: usize, expr: &ast::Expr) -> Result<()> {
    let wanted = match function {
        fun::Aggregate::CountRows => 0,
        fun::Aggregate::PercentileCont | fun::Aggregate::PercentileDisc => 2,
        _ => 1,
    };
    if given == wanted {
        return Ok(());
    }
    let message = match wanted {
        1 => format!("an aggregate takes 1 argument, and {given} are given"),
        _ => format!("this aggregate takes {wanted} arguments, and {given} are given"),
    };
    Err(syntax(Detail::InvalidNumberOfArguments, expr.span, message))
}

fn result_of(function: fun::Aggregate, arguments: &[Typed]) -> Type {
    let first = || {
        arguments
            .first()
            .map_or(Type::ANY, |typed| typed.ty.clone())
    };
    match function {
        fun::Aggregate::CountRows | fun::Aggregate::Count => Type::INTEGER,
        fun::Aggregate::Collect => Type::list(first()),
        fun::Aggregate::Min | fun::Aggregate::Max => first(),
        fun::Aggregate::StDev | fun::Aggregate::StDevP => Type::of(Kind::Float),
        _ => Type::ANY,
    }
}

/// The error of an aggregate that stands where none may, by the place.
pub(super) fn misplaced<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Error {
    match scope.aggregates {
        Aggregates::Nested => check::aggregate_nested(expr.span),
        Aggregates::Forbidden if scope.has_locals() => check::aggregate_in_body(expr.span),
        Aggregates::Forbidden => check::aggregate_misplaced(expr.span),
        Aggregates::Unprojected => {
            let arguments = aggregates::of(expr).map_or(&[][..], |(_, _, arguments)| arguments);
            match values(planner, arguments, scope) {
                Err(error) => error,
                Ok(_) => check::aggregate_not_projected(expr.span),
            }
        }
    }
}
