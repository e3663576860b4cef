//! Subqueries within expressions: EXISTS, COUNT, COLLECT, pattern predicates, pattern comprehensions.
//!
//! Each becomes a plan whose argument is the outer row with its locals.

use crate::error::{Detail, Result};
use crate::fun;
use crate::kind::Kind;
use crate::plan::body::{self, Follows};
use crate::plan::expr::{Expr, ExprKind, SubqueryKind};
use crate::plan::flow::Flow;
use crate::plan::matching::{self, Introduces, Request};
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve::{Typed, value};
use crate::plan::rewrite;
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use crate::plan::{Op, Plan};
use factio_grammar::{Span, ast};
use std::sync::Arc;

/// `EXISTS {..}`, `COUNT {..}`, `COLLECT {..}`.
pub(super) fn subquery<'a>(
    planner: &mut Planner<'a>,
    query: &'a ast::Subquery,
    span: Span,
    scope: &Scope<'a>,
) -> Result<Typed> {
    let flow = Flow::start(scope.nested());
    match &query.body {
        ast::SubqueryBody::Pattern(_) if query.kind == SubqueryKind::Collect => {
            Err(one_column(span))
        }
        ast::SubqueryBody::Pattern(pattern) => {
            let request = Request {
                patterns: &pattern.patterns,
                time: pattern.time.as_deref(),
                filter: pattern.filter.as_deref(),
                introduces: Introduces::Variables,
            };
            let flow = matching::matched(planner, request, flow)?;
            Ok(over(planner, query.kind, flow.plan, Type::ANY, span))
        }
        ast::SubqueryBody::Query(query_body) => {
            let outer = planner.read_only.replace("a subquery within an expression");
            let follows = match query.kind {
                SubqueryKind::Collect => Follows::Nothing,
                SubqueryKind::Exists | SubqueryKind::Count => Follows::Counting,
            };
            let answer = body::plan(planner, query_body, flow, follows);
            planner.read_only = outer;
            let answer = answer?;
            let columns = answer.columns.as_deref().unwrap_or_default();
            if query.kind == SubqueryKind::Collect && columns.len() != 1 {
                return Err(one_column(span));
            }
            let element = columns
                .first()
                .map_or(Type::ANY, |column| column.ty.clone());
            Ok(over(planner, query.kind, answer.plan, element, span))
        }
    }
}

fn one_column(span: Span) -> crate::error::Error {
    let message = "COLLECT { .. } needs a query that returns exactly one column";
    syntax(Detail::InvalidClauseComposition, span, message)
}

fn over(planner: &Planner<'_>, kind: SubqueryKind, plan: Plan, element: Type, span: Span) -> Typed {
    let ty = match kind {
        SubqueryKind::Exists => Type::BOOLEAN,
        SubqueryKind::Count => Type::INTEGER,
        SubqueryKind::Collect => Type::list(element),
    };
    let plan = rewrite::subquery(kind, plan, planner.rewrites);
    Typed::new(ExprKind::Subquery(kind, Arc::new(plan)), ty, span)
}

/// A pattern as a condition: whether it can be matched. `shortestPath(..)` gives the path it finds, or null, and
/// `allShortestPaths(..)` the list of those it finds. Its variables have to be bound already.
pub(super) fn pattern<'a>(
    planner: &mut Planner<'a>,
    pattern: &'a ast::PathPattern,
    span: Span,
    scope: &Scope<'a>,
) -> Result<Typed> {
    let request = Request {
        patterns: std::slice::from_ref(pattern),
        time: None,
        filter: None,
        introduces: Introduces::Nothing,
    };
    if pattern.selector.is_some() {
        return paths(planner, request, pattern.selector.as_ref(), span, scope);
    }
    let flow = matching::matched(planner, request, Flow::start(scope.nested()))?;
    Ok(over(
        planner,
        SubqueryKind::Exists,
        flow.plan,
        Type::ANY,
        span,
    ))
}

/// The paths that a selector chooses.
fn paths<'a>(
    planner: &mut Planner<'a>,
    request: Request<'a>,
    selector: Option<&ast::Selector>,
    span: Span,
    scope: &Scope<'a>,
) -> Result<Typed> {
    let flow = Flow::start(scope.nested());
    let (mut pattern, mut matched) = matching::pattern(planner, request, &flow.scope)?;
    let slot = matched.add_column();
    pattern.added += 1;
    pattern.paths[0].slot = Some(slot);
    let columns = vec![Expr {
        kind: ExprKind::Slot(slot),
        span,
    }];
    let flow = flow.then(matched, |input| Op::Match {
        input,
        pattern: Box::new(pattern),
        optional: false,
    });
    let flow = flow.then(Scope::of_width(1), |input| Op::Project { input, columns });
    let ty = Type::of(Kind::Path);
    let found = over(planner, SubqueryKind::Collect, flow.plan, ty.clone(), span);
    Ok(match (selector, fun::lookup("head")) {
        (Some(ast::Selector::ShortestPath), Some(head)) => {
            Typed::new(ExprKind::Call(head, vec![found.expr]), ty, span)
        }
        _ => found,
    })
}

/// `[p = (a)-->(b) WHERE filter | map]`.
pub(super) fn comprehension<'a>(
    planner: &mut Planner<'a>,
    pattern: &'a ast::PathPattern,
    filter: Option<&'a ast::Expr>,
    map: &'a ast::Expr,
    span: Span,
    scope: &Scope<'a>,
) -> Result<Typed> {
    let request = Request {
        patterns: std::slice::from_ref(pattern),
        time: None,
        filter,
        introduces: Introduces::Variables,
    };
    let mut flow = matching::matched(planner, request, Flow::start(scope.nested()))?;
    let map = value(planner, map, &mut flow.scope)?;
    let columns = vec![map.expr];
    let flow = flow.then(Scope::of_width(1), |input| Op::Project { input, columns });
    Ok(over(
        planner,
        SubqueryKind::Collect,
        flow.plan,
        map.ty,
        span,
    ))
}
