//! Comprehensions: expressions evaluated once for each element of a list, with locals in force.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{Expr, ExprKind, ListQuantifier};
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, condition, value};
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};

/// `x IN list`.
pub(super) struct Over<'a> {
    pub variable: &'a ast::Name,
    pub list: &'a ast::Expr,
}

impl<'a> Over<'a> {
    fn list(&self, planner: &mut Planner<'a>, scope: &mut Scope<'a>) -> Result<Typed> {
        let list = value(planner, self.list, scope)?;
        check::expect(&list, &[Kind::List], "what stands after IN")?;
        Ok(list)
    }
}

/// `[x IN list WHERE filter | map]`.
pub(super) fn list<'a>(
    planner: &mut Planner<'a>,
    variable: &'a ast::Name,
    list: &'a ast::Expr,
    [filter, map]: [Option<&'a ast::Expr>; 2],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let list = Over { variable, list }.list(planner, scope)?;
    let local = scope.enter(&variable.text, list.ty.element());
    let filter = filter
        .map(|filter| condition(planner, filter, scope))
        .transpose();
    let map = map.map(|map| value(planner, map, scope)).transpose();
    scope.leave(1);
    let (filter, map) = (filter?, map?);
    let element = match &map {
        Some(map) => map.ty.clone(),
        None => list.ty.element(),
    };
    let kind = ExprKind::ListComprehension {
        list: Box::new(list.expr),
        local,
        filter: filter.map(|filter| Box::new(filter.expr)),
        map: map.map(|map| Box::new(map.expr)),
    };
    Ok(Typed::new(kind, Type::list(element), span))
}

/// `all(x IN list WHERE filter)` and its kin. Without a filter the elements themselves are the conditions.
pub(super) fn quantified<'a>(
    planner: &mut Planner<'a>,
    quantifier: ListQuantifier,
    over: Over<'a>,
    filter: Option<&'a ast::Expr>,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let list = over.list(planner, scope)?;
    let local = scope.enter(&over.variable.text, list.ty.element());
    let filter = filter
        .map(|filter| condition(planner, filter, scope))
        .transpose();
    scope.leave(1);
    let filter = match filter? {
        Some(filter) => filter.expr,
        None => Expr {
            kind: ExprKind::Slot(local),
            span: over.variable.span,
        },
    };
    let kind = ExprKind::Quantified {
        quantifier,
        list: Box::new(list.expr),
        local,
        filter: Box::new(filter),
    };
    Ok(Typed::new(kind, Type::BOOLEAN, span))
}

/// `reduce(accumulator = initial, x IN list | step)`.
pub(super) fn reduce<'a>(
    planner: &mut Planner<'a>,
    (accumulator, initial): (&'a ast::Name, &'a ast::Expr),
    over: Over<'a>,
    step: &'a ast::Expr,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let initial = value(planner, initial, scope)?;
    let list = over.list(planner, scope)?;
    let slot = scope.enter(&accumulator.text, Type::ANY);
    scope.enter(&over.variable.text, list.ty.element());
    let step = value(planner, step, scope);
    scope.leave(2);
    let kind = ExprKind::Reduce {
        initial: Box::new(initial.expr),
        list: Box::new(list.expr),
        accumulator: slot,
        step: Box::new(step?.expr),
    };
    Ok(Typed::new(kind, Type::ANY, span))
}
