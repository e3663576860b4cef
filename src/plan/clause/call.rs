//! CALL: a procedure, in a query or standing alone.

use crate::error::nearest;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::plan::Op;
use crate::plan::body::{Answer, Column};
use crate::plan::check;
use crate::plan::clause::unwind::new_name;
use crate::plan::expr::Expr;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use crate::procedure::Procedure;
use factio_grammar::{Span, ast};
use std::sync::Arc;

/// The CALL that is the whole of a statement, if it is one.
pub(in crate::plan) fn is_standalone(body: &ast::Body) -> Option<&ast::Call> {
    let [part] = body.parts.as_slice() else {
        return None;
    };
    match part.first.clauses.as_slice() {
        [ast::Clause::Call(call)] if part.rest.is_empty() => Some(call),
        _ => None,
    }
}

/// A CALL that is the whole of a statement: it returns what it yields, and without YIELD all results.
///
/// Without parentheses its arguments are the parameters of the same names.
pub(in crate::plan) fn standalone<'a>(
    planner: &mut Planner<'a>,
    call: &'a ast::Call,
    flow: Flow<'a>,
) -> Result<Answer> {
    let procedure = procedure(planner, call)?;
    let arguments = match &call.arguments {
        Some(arguments) => written(planner, &procedure, arguments, call, &flow.scope)?,
        None => from_parameters(planner, &procedure, call.span),
    };
    let yielded = match &call.yields {
        Some(yields) if !yields.star => named(&procedure, &yields.items)?,
        _ => all(&procedure),
    };
    let flow = called(call, &procedure, arguments, &yielded, flow)?;
    let flow = filtered(planner, call, flow)?;
    Ok(Answer {
        plan: flow.plan,
        columns: (!yielded.is_empty()).then(|| columns(&procedure, &yielded)),
    })
}

/// A CALL among other clauses: it adds the columns that it yields.
pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    call: &'a ast::Call,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let procedure = procedure(planner, call)?;
    let arguments = match &call.arguments {
        Some(arguments) => written(planner, &procedure, arguments, call, &flow.scope)?,
        None if procedure.parameters.is_empty() => Vec::new(),
        None => return Err(implicit(&procedure, call)),
    };
    let yielded = match &call.yields {
        Some(yields) if yields.star => return Err(starred(yields.span)),
        Some(yields) => named(&procedure, &yields.items)?,
        None if procedure.results.is_empty() => Vec::new(),
        None => return Err(unnamed(&procedure, call)),
    };
    let flow = called(call, &procedure, arguments, &yielded, flow)?;
    filtered(planner, call, flow)
}

/// A result that is yielded: its position, and the name that it gets.
struct Yielded {
    at: usize,
    name: Arc<str>,
    span: Span,
}

fn dotted(call: &ast::Call) -> String {
    let parts: Vec<&str> = call.name.iter().map(|part| part.text.as_str()).collect();
    parts.join(".")
}

fn name_span(call: &ast::Call) -> Span {
    match (call.name.first(), call.name.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => call.span,
    }
}

fn procedure(planner: &Planner<'_>, call: &ast::Call) -> Result<Arc<Procedure>> {
    let name = dotted(call);
    if let Some(found) = planner.procedures.get(&name) {
        return Ok(found.clone());
    }
    let message = format!("there is no procedure `{name}`");
    let error = Error::compile(
        ErrorKind::ProcedureError,
        Detail::ProcedureNotFound,
        message,
    )
    .at(name_span(call));
    let known = planner.procedures.iter().map(|known| known.name.as_str());
    Err(match nearest::hint(&name, known) {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

fn written<'a>(
    planner: &mut Planner<'a>,
    procedure: &Procedure,
    arguments: &'a [ast::Expr],
    call: &ast::Call,
    scope: &Scope<'a>,
) -> Result<Vec<Expr>> {
    let fields = &procedure.parameters;
    let needed = fields.iter().filter(|field| !field.optional).count();
    if arguments.len() < needed || arguments.len() > fields.len() {
        let message = format!(
            "`{}` takes {}, and {} given",
            procedure.name,
            counted(fields.len()),
            match arguments.len() {
                1 => "1 is".to_owned(),
                many => format!("{many} are"),
            }
        );
        return Err(syntax(Detail::InvalidNumberOfArguments, call.span, message)
            .hint(format!("it is written {}", signature(procedure))));
    }
    let typed = resolve::values(planner, arguments, &mut scope.clone())?;
    for (field, argument) in fields.iter().zip(&typed) {
        let what = format!("`{}` of `{}`", field.name, procedure.name);
        check::expect(argument, &check::accepted(field.kind), &what)?;
    }
    Ok(typed.into_iter().map(|argument| argument.expr).collect())
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 argument".to_owned(),
        many => format!("{many} arguments"),
    }
}

/// `name(a, b) YIELD c`, as it would be written.
fn signature(procedure: &Procedure) -> String {
    let parameters: Vec<&str> = procedure
        .parameters
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    format!("{}({})", procedure.name, parameters.join(", "))
}

/// Required parameters are read from the statement's parameters; optional ones are left out.
fn from_parameters(planner: &mut Planner<'_>, procedure: &Procedure, span: Span) -> Vec<Expr> {
    let required = procedure
        .parameters
        .iter()
        .take_while(|field| !field.optional);
    required
        .map(|field| planner.parameter(&field.name, span))
        .collect()
}

fn all(procedure: &Procedure) -> Vec<Yielded> {
    let fields = procedure.results.iter().enumerate();
    fields
        .map(|(at, field)| Yielded {
            at,
            name: Arc::from(field.name.as_str()),
            span: Span::default(),
        })
        .collect()
}

fn named(procedure: &Procedure, items: &[ast::YieldItem]) -> Result<Vec<Yielded>> {
    items
        .iter()
        .map(|item| {
            let column = &item.column;
            let at = procedure
                .results
                .iter()
                .position(|field| field.name == column.text)
                .ok_or_else(|| not_a_result(procedure, column))?;
            let name = item.alias.as_ref().unwrap_or(column);
            Ok(Yielded {
                at,
                name: Arc::from(name.text.as_str()),
                span: name.span,
            })
        })
        .collect()
}

fn not_a_result(procedure: &Procedure, column: &ast::Name) -> Error {
    let message = format!("`{}` yields no `{}`", procedure.name, column.text);
    let error = syntax(Detail::UndefinedVariable, column.span, message);
    let names: Vec<&str> = procedure
        .results
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    error.hint(format!("it yields {}", names.join(", ")))
}

fn implicit(procedure: &Procedure, call: &ast::Call) -> Error {
    let message = "arguments are taken from parameters only where CALL stands alone";
    syntax(Detail::InvalidArgumentPassingMode, call.span, message)
        .hint(format!("write {}", signature(procedure)))
}

fn starred(span: Span) -> Error {
    let message = "YIELD * may only stand where CALL stands alone";
    syntax(Detail::UnexpectedSyntax, span, message).hint("name the columns: YIELD a, b")
}

fn unnamed(procedure: &Procedure, call: &ast::Call) -> Error {
    let names: Vec<&str> = procedure
        .results
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let message = format!("what `{}` yields has to be named here", procedure.name);
    syntax(Detail::UndefinedVariable, call.span, message)
        .hint(format!("write YIELD {}", names.join(", ")))
}

fn called<'a>(
    call: &ast::Call,
    procedure: &Arc<Procedure>,
    arguments: Vec<Expr>,
    yielded: &[Yielded],
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut scope = flow.scope.clone();
    for result in yielded {
        let name = ast::Name {
            text: result.name.to_string(),
            span: result.span,
        };
        new_name(&scope, &name)?;
        scope.add(&name.text, Type::of(procedure.results[result.at].kind));
    }
    Ok(flow.then(scope, |input| Op::Call {
        input,
        procedure: procedure.clone(),
        arguments,
        yields: yielded.iter().map(|result| result.at).collect(),
        unit: procedure.results.is_empty(),
        optional: call.optional,
    }))
}

/// `YIELD .. WHERE condition`.
fn filtered<'a>(
    planner: &mut Planner<'a>,
    call: &'a ast::Call,
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let filter = call
        .yields
        .as_ref()
        .and_then(|yields| yields.filter.as_ref());
    match filter {
        None => Ok(flow),
        Some(filter) => {
            let conditions = resolve::conditions(planner, filter, &mut flow.scope)?;
            Ok(flow.filter(conditions))
        }
    }
}

fn columns(procedure: &Procedure, yielded: &[Yielded]) -> Vec<Column> {
    yielded
        .iter()
        .map(|result| Column {
            name: result.name.clone(),
            ty: Type::of(procedure.results[result.at].kind),
            is_named: true,
            span: result.span,
        })
        .collect()
}
