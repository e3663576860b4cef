//! `a < b <= c`: each neighbouring pair must hold, and each operand is evaluated once.

use crate::error::Result;
use crate::plan::expr::{Expr, ExprKind, ListQuantifier, Slot};
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, nested, value};
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::Span;
use factio_grammar::ast::{self, CompareOp};

/// An operand of the chain: as written, or held in a local since it stands in two pairs.
#[derive(Clone, Copy)]
enum Operand<'a> {
    Written(&'a ast::Expr),
    Held(Slot, Span),
}

type Link<'a> = (CompareOp, Operand<'a>);

pub(super) fn comparison<'a>(
    planner: &mut Planner<'a>,
    first: &'a ast::Expr,
    rest: &'a [(CompareOp, ast::Expr)],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let links: Vec<Link<'a>> = rest
        .iter()
        .map(|(op, operand)| (*op, Operand::Written(operand)))
        .collect();
    let holds = chain(planner, Operand::Written(first), &links, span, scope)?;
    Ok(Typed {
        expr: holds,
        ty: Type::BOOLEAN,
    })
}

fn chain<'a>(
    planner: &mut Planner<'a>,
    first: Operand<'a>,
    links: &[Link<'a>],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    let middles = &links[..links.len().saturating_sub(1)];
    let costly = middles.iter().position(|(_, operand)| !is_cheap(*operand));
    match costly {
        Some(at) => nested(planner, span, |planner| {
            hold_once(planner, first, (links, at), span, scope)
        }),
        None => pairs(planner, first, links, span, scope),
    }
}

/// The pairs of a chain whose middle operands may be evaluated twice.
fn pairs<'a>(
    planner: &mut Planner<'a>,
    first: Operand<'a>,
    links: &[Link<'a>],
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    let mut left = first;
    let mut holds = Vec::with_capacity(links.len());
    for (op, right) in links {
        let sides = (
            Box::new(operand(planner, left, scope)?),
            Box::new(operand(planner, *right, scope)?),
        );
        holds.push(Expr {
            kind: ExprKind::Compare(*op, sides.0, sides.1),
            span,
        });
        left = *right;
    }
    Ok(all_of(holds, span))
}

/// The chain with the operand of the link `at` in a local: `all(m IN [middle] WHERE .. op m AND m op ..)`.
fn hold_once<'a>(
    planner: &mut Planner<'a>,
    first: Operand<'a>,
    (links, at): (&[Link<'a>], usize),
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    let middle = operand(planner, links[at].1, scope)?;
    let local = scope.enter_unnamed();
    let held = Operand::Held(local, middle.span);
    let mut before = links[..=at].to_vec();
    before[at].1 = held;
    let left = pairs(planner, first, &before, span, scope);
    let right = chain(planner, held, &links[at + 1..], span, scope);
    scope.leave(1);
    let filter = all_of(vec![left?, right?], span);
    let list = Expr {
        span: middle.span,
        kind: ExprKind::List(vec![middle]),
    };
    Ok(Expr {
        kind: ExprKind::Quantified {
            quantifier: ListQuantifier::All,
            list: Box::new(list),
            local,
            filter: Box::new(filter),
        },
        span,
    })
}

fn operand<'a>(
    planner: &mut Planner<'a>,
    operand: Operand<'a>,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    match operand {
        Operand::Written(expr) => Ok(value(planner, expr, scope)?.expr),
        Operand::Held(slot, span) => Ok(Expr {
            kind: ExprKind::Slot(slot),
            span,
        }),
    }
}

/// Whether evaluating the operand twice costs and changes nothing.
fn is_cheap(operand: Operand<'_>) -> bool {
    match operand {
        Operand::Written(expr) => is_cheap_expr(expr),
        Operand::Held(..) => true,
    }
}

fn is_cheap_expr(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Literal(_)
        | ast::ExprKind::Variable(_)
        | ast::ExprKind::Parameter(_)
        | ast::ExprKind::Handle(_) => true,
        ast::ExprKind::Property(subject, _) => is_cheap_expr(subject),
        _ => false,
    }
}

fn all_of(mut conditions: Vec<Expr>, span: Span) -> Expr {
    match (conditions.len(), conditions.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            conditions.extend(last);
            Expr {
                kind: ExprKind::And(conditions),
                span,
            }
        }
    }
}
