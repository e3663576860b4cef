//! Expressions: from names to slots, with the type of each value and the errors that can be known before the query runs.

mod access;
mod aggregate;
mod arithmetic;
mod call;
mod certainty;
mod comparison;
mod comprehension;
mod handle;
mod label;
mod literal;
mod operator;
mod subquery;
mod variable;

pub(super) use aggregate::aggregate;
pub(super) use handle::handle;
pub(super) use label::{label_test, names as label_names};
pub(super) use variable::variable;

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::planner::{Planner, syntax};
use crate::plan::scope::Scope;
use crate::plan::syntax::aggregates;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};

/// A resolved expression and what is known of its value.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub expr: Expr,
    pub ty: Type,
}

impl Typed {
    fn new(kind: ExprKind, ty: Type, span: Span) -> Typed {
        Typed {
            expr: Expr { kind, span },
            ty,
        }
    }
}

/// Expressions nested deeper than this are refused. The grammar refuses them a little earlier.
const MAX_DEPTH: usize = 600;

/// A query within a query takes as much of the stack as so many expressions.
const QUERY_WEIGHT: usize = 12;

/// Resolves an expression that stands for a value.
pub(super) fn value<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    if let Some(found) = computed(expr, scope)? {
        return Ok(found);
    }
    nested(planner, expr.span, |planner| in_a_row(planner, expr, scope))
}

/// Runs one more level of nesting, unless that would be too deep.
fn nested<'a, T>(
    planner: &mut Planner<'a>,
    span: Span,
    level: impl FnOnce(&mut Planner<'a>) -> Result<T>,
) -> Result<T> {
    deeper(planner, 1, span, level)
}

/// Runs a query within a query, which weighs as much as a number of expressions.
pub(super) fn within_query<'a, T>(
    planner: &mut Planner<'a>,
    span: Span,
    level: impl FnOnce(&mut Planner<'a>) -> Result<T>,
) -> Result<T> {
    deeper(planner, QUERY_WEIGHT, span, level)
}

fn deeper<'a, T>(
    planner: &mut Planner<'a>,
    levels: usize,
    span: Span,
    level: impl FnOnce(&mut Planner<'a>) -> Result<T>,
) -> Result<T> {
    if planner.depth + levels > MAX_DEPTH {
        let message = "expressions and subqueries are nested too deep here";
        return Err(syntax(Detail::NestingTooDeep, span, message));
    }
    planner.depth += levels;
    let done = level(planner);
    planner.depth -= levels;
    done
}

/// The column that holds the expression already: a grouping key, an aggregate, a projected item.
fn computed(expr: &ast::Expr, scope: &Scope<'_>) -> Result<Option<Typed>> {
    let Some(found) = scope.computed(expr) else {
        return Ok(None);
    };
    if found.ambiguous {
        return Err(check::ambiguous(expr.span));
    }
    if scope.has_locals() && aggregates::within(expr) {
        return Err(check::aggregate_in_body(expr.span));
    }
    let kind = ExprKind::Slot(found.slot);
    Ok(Some(Typed::new(kind, found.ty.clone(), expr.span)))
}

/// Resolves what may stand in a long row without brackets: operators, properties, elements. This is where recursion goes
/// deepest, so that it is kept apart from all other kinds: its frame is small.
fn in_a_row<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    use ast::ExprKind as Ast;
    let span = expr.span;
    match &expr.kind {
        Ast::Unary(op, operand) => operator::unary(planner, *op, operand, span, scope),
        Ast::Binary(op, left, right) => operator::binary(planner, *op, [left, right], span, scope),
        Ast::Property(subject, key) => access::property(planner, subject, key, span, scope),
        Ast::Index(subject, index) => access::index(planner, subject, index, span, scope),
        Ast::IsNull { subject, negated } => {
            operator::is_null(planner, subject, *negated, span, scope)
        }
        Ast::IsTyped {
            subject,
            negated,
            wanted,
        } => operator::is_typed(planner, subject, (*negated, wanted), span, scope),
        _ => by_kind(planner, expr, scope),
    }
}

fn by_kind<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    use ast::ExprKind as Ast;
    let span = expr.span;
    match &expr.kind {
        Ast::Literal(value) => Ok(literal::literal(value, span)),
        Ast::Parameter(name) => Ok(literal::parameter(planner, name, span)),
        Ast::Variable(name) => variable(name, span, scope),
        Ast::Handle(handle) => handle::constant(planner, handle),
        Ast::List(items) => literal::list(planner, items, span, scope),
        Ast::Map(entries) => literal::map(planner, entries, span, scope),
        Ast::MapProjection { subject, items } => {
            access::map_projection(planner, subject, items, span, scope)
        }
        Ast::Slice(list, from, to) => {
            access::slice(planner, list, [from.as_deref(), to.as_deref()], span, scope)
        }
        Ast::Comparison { first, rest } => {
            comparison::comparison(planner, first, rest, span, scope)
        }
        Ast::HasLabels { subject, labels } => {
            label::has_labels(planner, subject, labels, span, scope)
        }
        Ast::Time {
            relation,
            left,
            right,
        } => operator::time(planner, *relation, [left, right], span, scope),
        Ast::Call { .. } | Ast::CountStar => call::call(planner, expr, scope),
        Ast::Case {
            subject,
            branches,
            otherwise,
        } => operator::case(
            planner,
            operator::CaseParts {
                subject: subject.as_deref(),
                branches,
                otherwise: otherwise.as_deref(),
            },
            span,
            scope,
        ),
        Ast::ListComprehension {
            variable,
            list,
            filter,
            map,
        } => {
            let bodies = [filter.as_deref(), map.as_deref()];
            comprehension::list(planner, variable, list, bodies, span, scope)
        }
        Ast::Quantified {
            quantifier,
            variable,
            list,
            filter,
        } => {
            let over = comprehension::Over { variable, list };
            comprehension::quantified(planner, *quantifier, over, filter.as_deref(), span, scope)
        }
        Ast::Reduce {
            accumulator,
            initial,
            variable,
            list,
            step,
        } => {
            let over = comprehension::Over { variable, list };
            comprehension::reduce(planner, (accumulator, initial), over, step, span, scope)
        }
        Ast::PatternComprehension {
            pattern,
            filter,
            map,
        } => within_query(planner, span, |planner| {
            subquery::comprehension(planner, pattern, filter.as_deref(), map, span, scope)
        }),
        Ast::Subquery(query) => within_query(planner, span, |planner| {
            subquery::subquery(planner, query, span, scope)
        }),
        Ast::Pattern(pattern) => within_query(planner, span, |planner| {
            subquery::pattern(planner, pattern, span, scope)
        }),
        Ast::Unary(..)
        | Ast::Binary(..)
        | Ast::Property(..)
        | Ast::Index(..)
        | Ast::IsNull { .. }
        | Ast::IsTyped { .. } => in_a_row(planner, expr, scope),
    }
}

/// Resolves an expression that is true, false or null.
pub(super) fn condition<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let typed = value(planner, expr, scope)?;
    check::expect(&typed, &[Kind::Boolean], "a condition")?;
    Ok(typed)
}

/// Resolves a condition, split at its ANDs.
pub(super) fn conditions<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Vec<Expr>> {
    operator::operands_of(ast::BinaryOp::And, expr)
        .into_iter()
        .map(|part| Ok(condition(planner, part, scope)?.expr))
        .collect()
}

/// Resolves each of some expressions.
pub(super) fn values<'a>(
    planner: &mut Planner<'a>,
    exprs: &'a [ast::Expr],
    scope: &mut Scope<'a>,
) -> Result<Vec<Typed>> {
    exprs
        .iter()
        .map(|expr| value(planner, expr, scope))
        .collect()
}

/// Resolves an expression that may be missing.
fn optional<'a>(
    planner: &mut Planner<'a>,
    expr: Option<&'a ast::Expr>,
    scope: &mut Scope<'a>,
) -> Result<Option<Typed>> {
    expr.map(|expr| value(planner, expr, scope)).transpose()
}
