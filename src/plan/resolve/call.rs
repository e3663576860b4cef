//! Calls of functions: which one it is, whether its arguments fit.

use crate::error::nearest;
use crate::error::{Detail, Error, Result};
use crate::fun::{self, Function};
use crate::plan::check;
use crate::plan::expr::ExprKind;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve::{Typed, aggregate, certainty, value, values};
use crate::plan::scope::{Aggregates, Scope};
use crate::plan::syntax::aggregates;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};

/// Resolves a call of a function. An aggregate arrives here only where none may stand.
pub(super) fn call<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    if aggregates::of(expr).is_some() {
        return Err(aggregate::misplaced(planner, expr, scope));
    }
    let ast::ExprKind::Call {
        name,
        distinct,
        arguments,
    } = &expr.kind
    else {
        return Err(check::aggregate_misplaced(expr.span));
    };
    let written = dotted(name);
    if *distinct {
        let message = format!("`{written}` is no aggregate and takes no DISTINCT");
        return Err(syntax(Detail::UnexpectedSyntax, expr.span, message));
    }
    if let [argument] = arguments.as_slice()
        && written.eq_ignore_ascii_case("exists")
    {
        return exists(planner, argument, expr.span, scope);
    }
    let function = fun::lookup(&written).ok_or_else(|| unknown(&written, name_span(name, expr)))?;
    if !function.pure && scope.aggregates == Aggregates::Nested {
        let message =
            format!("`{written}` gives another value each time and may not be aggregated");
        return Err(syntax(Detail::NonConstantExpression, expr.span, message));
    }
    if let [argument] = arguments.as_slice()
        && function.name == "certainty"
    {
        return certainty::certainty(planner, function, argument, expr.span, scope);
    }
    let arguments = values(planner, arguments, scope)?;
    check_count(function, arguments.len(), expr.span)?;
    check_kinds(function, &arguments)?;
    let arguments = arguments
        .into_iter()
        .map(|argument| argument.expr)
        .collect();
    let kind = ExprKind::Call(function, arguments);
    Ok(Typed::new(kind, Type::of(function.result), expr.span))
}

/// `exists(n.key)`: whether the property is there.
fn exists<'a>(
    planner: &mut Planner<'a>,
    argument: &'a ast::Expr,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = Box::new(value(planner, argument, scope)?.expr);
    Ok(Typed::new(
        ExprKind::IsNotNull(subject),
        Type::BOOLEAN,
        span,
    ))
}

fn dotted(name: &[ast::Name]) -> String {
    let parts: Vec<&str> = name.iter().map(|part| part.text.as_str()).collect();
    parts.join(".")
}

fn name_span(name: &[ast::Name], expr: &ast::Expr) -> Span {
    match name {
        [first, .., last] => first.span.to(last.span),
        [only] => only.span,
        [] => expr.span,
    }
}

fn unknown(name: &str, span: Span) -> Error {
    let message = format!("there is no function `{name}`");
    let error = syntax(Detail::UnknownFunction, span, message);
    match nearest::listed(&fun::nearest(name)) {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

fn check_count(function: &Function, given: usize, span: Span) -> Result<()> {
    let all = function.parameters.len();
    let needed = match function.variadic {
        true => all.saturating_sub(1),
        false => function
            .parameters
            .iter()
            .filter(|parameter| !parameter.optional)
            .count(),
    };
    if given >= needed && (function.variadic || given <= all) {
        return Ok(());
    }
    let signature: Vec<&str> = function.parameters.iter().map(|p| p.name).collect();
    let message = format!(
        "`{}` takes {}, and {given} {} given",
        function.name,
        range(needed, all, function.variadic),
        if given == 1 { "is" } else { "are" },
    );
    let usage = format!("it is written {}({})", function.name, signature.join(", "));
    Err(syntax(Detail::InvalidNumberOfArguments, span, message).hint(usage))
}

/// "1 argument", "2 to 3 arguments", "at least 1 argument".
fn range(least: usize, most: usize, is_open: bool) -> String {
    let plural = |count: usize| if count == 1 { "argument" } else { "arguments" };
    match (is_open, least == most) {
        (true, _) => format!("at least {least} {}", plural(least)),
        (false, true) => format!("{least} {}", plural(least)),
        (false, false) => format!("{least} to {most} arguments"),
    }
}

fn check_kinds(function: &Function, arguments: &[Typed]) -> Result<()> {
    for (at, argument) in arguments.iter().enumerate() {
        let parameter = function.parameters.get(at).or(function.parameters.last());
        let Some(parameter) = parameter else {
            continue;
        };
        let what = format!("`{}` of `{}`", parameter.name, function.name);
        check::expect(argument, &check::accepted(parameter.kind), &what)?;
    }
    Ok(())
}
