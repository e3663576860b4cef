//! Expressions: operands and what follows them. The operators wait on a stack, so that precedence costs no recursion.

use super::operator::{self, Suffix};
use super::stack::{Operand, Shape, Stack};
use super::{ahead, atom, label, literal, pattern};
use crate::ast::{Expr, ExprKind, Level, MAX_HEIGHT, UnaryOp};
use crate::combine::{nested, sign, too_deep};
use crate::error::{Detail, Problem};
use crate::input::{Input, Parsed, Scope};
use crate::token::Sign;
use crate::words::Word;

/// expression = or-expression
pub(crate) fn expression(input: Input<'_>) -> Parsed<'_, Expr> {
    climb_as(input, false, Level::Or)
}

/// condition = expression, in which a pattern may stand as a predicate
pub(crate) fn condition(input: Input<'_>) -> Parsed<'_, Expr> {
    climb_as(input, true, Level::Or)
}

/// additive = an expression without comparisons, predicates and logic outside brackets
pub(crate) fn additive(input: Input<'_>) -> Parsed<'_, Expr> {
    climb_as(input, false, Level::Additive)
}

/// parenthesised = "(" expression ")"
pub(super) fn parenthesised(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, mut expr) = nested(input, |input| {
        let (rest, expr) = climb(input.skip(1), Level::Or)?;
        let (rest, _) = sign(Sign::RightParen)(rest)?;
        Ok((rest, expr))
    })?;
    // Parentheses nest, but they are no node of the tree.
    let height = &input.context.height;
    height.set(height.get().saturating_sub(1));
    expr.span = input.span_to(rest);
    Ok((rest, expr))
}

fn climb_as(input: Input<'_>, condition: bool, loosest: Level) -> Parsed<'_, Expr> {
    let scope = Scope {
        condition,
        ..input.scope
    };
    let (rest, expr) = climb(input.within(scope), loosest)?;
    Ok((rest.within(input.scope), expr))
}

/// or-expression   = xor-expression { "OR" xor-expression }
/// xor-expression  = and-expression { "XOR" and-expression }
/// and-expression  = not-expression { "AND" not-expression }
/// not-expression  = { "NOT" } comparison
/// comparison      = predicate { ( "=" | "<>" | "<" | "<=" | ">" | ">=" ) predicate }
/// predicate       = sum { predicate-operator sum | "IS" [ "NOT" ] "NULL" | "IS" labels }
/// sum             = product { ( "+" | "-" | "||" ) product }
/// product         = power { ( "*" | "/" | "%" ) power }
/// power           = unary { "^" unary }
fn climb(input: Input<'_>, loosest: Level) -> Parsed<'_, Expr> {
    let outer = input.context.height.replace(0);
    let mut stack = Stack::default();
    let mut rest = input;
    loop {
        while rest.word() == Some(Word::Not) && loosest <= Level::Not && stack.takes_logic() {
            stack.push_not(rest)?;
            rest = rest.skip(1);
        }
        rest.context.height.set(0);
        let (after, operand) = operand(rest, loosest <= Level::Not && stack.takes_logic())?;
        let (after, whole) = suffixes(after, &mut stack, operand, loosest)?;
        rest = after;
        if let Some(whole) = whole {
            rest.context.height.set(outer.max(whole.height));
            return Ok((rest, whole.expr));
        }
    }
}

/// Reads what follows an operand: an operator that wants another one, or the end of the expression.
fn suffixes<'a>(
    input: Input<'a>,
    stack: &mut Stack,
    operand: Operand,
    loosest: Level,
) -> Parsed<'a, Option<Operand>> {
    let mut rest = input;
    let mut operand = operand;
    let mut tightest = match operand.shape {
        Shape::Pattern => Level::Not,
        _ => Level::Power,
    };
    loop {
        let Some((suffix, length)) = operator::suffix(rest, loosest, tightest) else {
            operator::note(rest, loosest);
            let whole = stack.reduce(operand, Level::Or, rest)?;
            return Ok((rest, Some(whole)));
        };
        if let Suffix::Infix(operator) = suffix {
            stack.push(operand, operator, rest)?;
            return Ok((rest.skip(length), None));
        }
        let subject = stack.reduce(operand, Level::Predicate, rest)?;
        (rest, operand) = state(rest.skip(length), subject, suffix)?;
        tightest = Level::Predicate;
    }
}

/// What `IS` says of its subject.
fn state<'a>(input: Input<'a>, subject: Operand, suffix: Suffix) -> Parsed<'a, Operand> {
    let start = subject.expr.span;
    if let Suffix::IsNull { negated } = suffix {
        let span = start.to(input.end_of_last());
        let node = |subject| ExprKind::IsNull { subject, negated };
        return Ok((input, subject.wrap(span, node, input)?));
    }
    let (rest, labels) = label::after_is(input)?;
    let span = start.to(rest.end_of_last());
    let node = |subject| ExprKind::HasLabels { subject, labels };
    Ok((rest, subject.wrap(span, node, rest)?))
}

/// operand = pattern-predicate | unary
fn operand(input: Input<'_>, logic: bool) -> Parsed<'_, Operand> {
    let is_pattern = input.sign() == Some(Sign::LeftParen) && ahead::pattern(input);
    if is_pattern && !(logic && input.scope.condition) {
        return Err(Problem::advise(
            Detail::UnexpectedSyntax,
            input.span(),
            "a pattern cannot stand here as a value",
            "write EXISTS { pattern }, COUNT { pattern } or [pattern | expression]",
        ));
    }
    let (rest, expr) = match is_pattern {
        true => pattern::predicate(input)?,
        false => unary(input)?,
    };
    let operand = Operand {
        expr,
        height: input.context.height.get() + 1,
        shape: match is_pattern {
            true => Shape::Pattern,
            false => Shape::Plain,
        },
    };
    Ok((rest, operand))
}

/// unary = { "+" | "-" } access
fn unary(input: Input<'_>) -> Parsed<'_, Expr> {
    let is_sign = |n: &usize| matches!(input.nth_sign(*n), Some(Sign::Plus | Sign::Minus));
    let signs = (0..).take_while(is_sign).count();
    match signs {
        0 => atom::access(input),
        1.. if signs > MAX_HEIGHT as usize => Err(too_deep(input)),
        _ => signed(input, signs),
    }
}

/// The operand after so many signs. A minus before a number belongs to the number.
fn signed(input: Input<'_>, signs: usize) -> Parsed<'_, Expr> {
    let last = input.skip(signs - 1);
    let (signs, (rest, mut expr)) = match literal::is_negative(last) {
        true => (signs - 1, literal::negative(last)?),
        false => (signs, atom::access(input.skip(signs))?),
    };
    for n in (0..signs).rev() {
        let op = match input.nth_sign(n) {
            Some(Sign::Plus) => UnaryOp::Plus,
            _ => UnaryOp::Minus,
        };
        let span = input.skip(n).span_to(rest);
        let kind = ExprKind::Unary(op, Box::new(expr));
        expr = Expr { kind, span };
    }
    let height = &input.context.height;
    height.set(height.get() + signs as u32);
    Ok((rest, expr))
}
