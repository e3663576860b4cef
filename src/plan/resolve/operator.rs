//! Operators: signs, logic, text, CASE.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{Arithmetic, Expr, ExprKind, TextOp};
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, arithmetic, condition, optional, value};
use crate::plan::scope::Scope;
use crate::plan::time::check_period;
use crate::plan::types::Type;
use factio_grammar::Span;
use factio_grammar::ast::{self, BinaryOp, UnaryOp};

pub(super) fn unary<'a>(
    planner: &mut Planner<'a>,
    op: UnaryOp,
    operand: &'a ast::Expr,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    if op == UnaryOp::Not {
        let operand = condition(planner, operand, scope)?;
        let kind = ExprKind::Not(Box::new(operand.expr));
        return Ok(Typed::new(kind, Type::BOOLEAN, span));
    }
    let operand = value(planner, operand, scope)?;
    check::expect(
        &operand,
        &[Kind::Number, Kind::Duration],
        "what a sign stands before",
    )?;
    let inner = Box::new(operand.expr);
    let kind = match op {
        UnaryOp::Minus => ExprKind::Negate(inner),
        UnaryOp::Plus | UnaryOp::Not => ExprKind::Plus(inner),
    };
    Ok(Typed::new(kind, operand.ty, span))
}

pub(super) fn binary<'a>(
    planner: &mut Planner<'a>,
    op: BinaryOp,
    operands: [&'a ast::Expr; 2],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    match op {
        BinaryOp::And | BinaryOp::Or => chain(planner, op, operands, span, scope),
        BinaryOp::Xor => {
            let left = condition(planner, operands[0], scope)?.expr;
            let right = condition(planner, operands[1], scope)?.expr;
            let kind = ExprKind::Xor(Box::new(left), Box::new(right));
            Ok(Typed::new(kind, Type::BOOLEAN, span))
        }
        _ => {
            let left = value(planner, operands[0], scope)?;
            let right = value(planner, operands[1], scope)?;
            of_values(op, left, right, span)
        }
    }
}

/// `a AND b AND ..` or `a OR b OR ..`, as one operator with many operands.
fn chain<'a>(
    planner: &mut Planner<'a>,
    op: BinaryOp,
    operands: [&'a ast::Expr; 2],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let parts = operands
        .into_iter()
        .flat_map(|operand| operands_of(op, operand))
        .map(|part| Ok(condition(planner, part, scope)?.expr))
        .collect::<Result<Vec<Expr>>>()?;
    let kind = match op {
        BinaryOp::And => ExprKind::And(parts),
        _ => ExprKind::Or(parts),
    };
    Ok(Typed::new(kind, Type::BOOLEAN, span))
}

/// The operands of a chain of the same operator, from left to right; of anything else, itself.
pub(super) fn operands_of(op: BinaryOp, expr: &ast::Expr) -> Vec<&ast::Expr> {
    let mut operands = Vec::new();
    let mut waiting = vec![expr];
    while let Some(next) = waiting.pop() {
        match &next.kind {
            ast::ExprKind::Binary(found, left, right) if *found == op => {
                waiting.push(right);
                waiting.push(left);
            }
            _ => operands.push(next),
        }
    }
    operands
}

fn of_values(op: BinaryOp, left: Typed, right: Typed, span: Span) -> Result<Typed> {
    if let Some(op) = arithmetic_op(op) {
        return arithmetic::arithmetic(op, left, right, span);
    }
    if op == BinaryOp::In {
        check::expect(&right, &[Kind::List], "what stands after IN")?;
    }
    let (left, right) = (Box::new(left.expr), Box::new(right.expr));
    let kind = match op {
        BinaryOp::In => ExprKind::In(left, right),
        BinaryOp::StartsWith => ExprKind::Text(TextOp::StartsWith, left, right),
        BinaryOp::EndsWith => ExprKind::Text(TextOp::EndsWith, left, right),
        BinaryOp::Contains => ExprKind::Text(TextOp::Contains, left, right),
        _ => ExprKind::Text(TextOp::Matches, left, right),
    };
    Ok(Typed::new(kind, Type::BOOLEAN, span))
}

fn arithmetic_op(op: BinaryOp) -> Option<Arithmetic> {
    Some(match op {
        BinaryOp::Add => Arithmetic::Add,
        BinaryOp::Subtract => Arithmetic::Subtract,
        BinaryOp::Concat => Arithmetic::Concat,
        BinaryOp::Multiply => Arithmetic::Multiply,
        BinaryOp::Divide => Arithmetic::Divide,
        BinaryOp::Modulo => Arithmetic::Modulo,
        BinaryOp::Power => Arithmetic::Power,
        _ => return None,
    })
}

pub(super) fn is_null<'a>(
    planner: &mut Planner<'a>,
    subject: &'a ast::Expr,
    negated: bool,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = Box::new(value(planner, subject, scope)?.expr);
    let kind = match negated {
        true => ExprKind::IsNotNull(subject),
        false => ExprKind::IsNull(subject),
    };
    Ok(Typed::new(kind, Type::BOOLEAN, span))
}

pub(super) fn time<'a>(
    planner: &mut Planner<'a>,
    relation: ast::TimeRelation,
    [left, right]: [&'a ast::Expr; 2],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let left = Box::new(value(planner, left, scope)?.expr);
    let right = Box::new(value(planner, right, scope)?.expr);
    check_period(&left)?;
    check_period(&right)?;
    let kind = ExprKind::Time(relation, left, right);
    Ok(Typed::new(kind, Type::BOOLEAN, span))
}

/// The parts of a CASE.
pub(super) struct CaseParts<'a> {
    pub subject: Option<&'a ast::Expr>,
    pub branches: &'a [ast::CaseBranch],
    pub otherwise: Option<&'a ast::Expr>,
}

pub(super) fn case<'a>(
    planner: &mut Planner<'a>,
    parts: CaseParts<'a>,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = optional(planner, parts.subject, scope)?;
    let mut branches = Vec::with_capacity(parts.branches.len());
    let mut types = Vec::new();
    for branch in parts.branches {
        let mut whens = Vec::with_capacity(branch.when.len());
        for when in &branch.when {
            let when = match subject {
                Some(_) => value(planner, when, scope)?,
                None => condition(planner, when, scope)?,
            };
            whens.push(when.expr);
        }
        let then = value(planner, &branch.then, scope)?;
        types.push(then.ty);
        branches.push((whens, then.expr));
    }
    let otherwise = optional(planner, parts.otherwise, scope)?;
    types.extend(otherwise.as_ref().map(|value| value.ty.clone()));
    let kind = ExprKind::Case {
        subject: subject.map(|subject| Box::new(subject.expr)),
        branches,
        otherwise: otherwise.map(|value| Box::new(value.expr)),
    };
    Ok(Typed::new(kind, Type::join_all(types), span))
}
