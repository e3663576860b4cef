//! `certainty(x)`: how far `x` held in the slice that it was matched in. The slice becomes arguments of the call.

use crate::error::Result;
use crate::fun;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, value};
use crate::plan::scope::Scope;
use crate::plan::syntax::mentions;
use crate::plan::types::Type;
use crate::plan::{Slice, SliceKind, visit};
use factio_grammar::{Span, ast};
use factio_graph::value::Value;
use std::sync::Arc;

/// The call with the slice of the first variable in its argument; without a slice, the call as it stands.
pub(super) fn certainty<'a>(
    planner: &mut Planner<'a>,
    function: &'static fun::Function,
    argument: &'a ast::Expr,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let slice = governing(argument, scope);
    let mut arguments = vec![value(planner, argument, scope)?.expr];
    if let Some(slice) = slice {
        arguments.extend(asked(&slice, span));
    }
    let kind = ExprKind::Call(function, arguments);
    Ok(Typed::new(kind, Type::of(function.result), span))
}

fn governing(argument: &ast::Expr, scope: &Scope<'_>) -> Option<Arc<Slice>> {
    let names = mentions::of(argument);
    names
        .into_iter()
        .find_map(|name| scope.get(name)?.slice.clone())
        .filter(|slice| is_movable(slice))
}

/// Whether the slice's expressions mean the same in a wider row: locals would be numbered otherwise there.
fn is_movable(slice: &Slice) -> bool {
    slice
        .kind
        .exprs()
        .into_iter()
        .all(|expr| !visit::has_locals(expr))
}

/// The time and how it is asked for.
fn asked(slice: &Slice, span: Span) -> [Expr; 2] {
    let (time, how, in_order) = match &slice.kind {
        SliceKind::At(time) => (time.clone(), "at", "at in order"),
        SliceKind::During(time) => (time.clone(), "during", "in order"),
        SliceKind::Throughout(time) => (time.clone(), "throughout", "throughout in order"),
        SliceKind::FromTo(from, to) => (between(from, to, span), "during", "in order"),
    };
    let how = if slice.in_order { in_order } else { how };
    let kind = ExprKind::Constant(Value::string(how));
    [time, Expr { kind, span }]
}

fn between(from: &Expr, to: &Expr, span: Span) -> Expr {
    let bounds = vec![from.clone(), to.clone()];
    let kind = match fun::lookup("period") {
        Some(period) => ExprKind::Call(period, bounds),
        None => ExprKind::List(bounds),
    };
    Expr { kind, span }
}
