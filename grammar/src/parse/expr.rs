//! Expressions: operands and what follows them. The operators wait on a stack, so that precedence costs no recursion.

use super::operator::{self, Suffix};
use super::stack::{Operand, Shape, Stack, too_high};
use super::value_type::value_type;
use super::{ahead, atom, label, literal, pattern};
use crate::ast::{Expr, ExprKind, Level, MAX_HEIGHT, UnaryOp};
use crate::combine::{list_of, open};
use crate::error::{Detail, Problem};
use crate::input::{Input, Parsed, Scope};
use crate::token::Sign;
use crate::words::Word;

/// What every rule of expressions returns: boxed, since it passes through many calls.
pub(super) type Whole<'a> = Parsed<'a, Box<Expr>>;

/// expression = or-expression
pub(crate) fn expression(input: Input<'_>) -> Whole<'_> {
    climb(input, false, Level::Or)
}

/// condition = or-expression
///
/// A pattern may stand in it as a predicate.
pub(super) fn condition(input: Input<'_>) -> Whole<'_> {
    climb(input, true, Level::Or)
}

/// additive = sum
///
/// So that no comparison, predicate or logic ends it outside brackets.
pub(super) fn additive(input: Input<'_>) -> Whole<'_> {
    climb(input, false, Level::Additive)
}

/// expressions = expression { "," expression }
pub(super) fn expressions(input: Input<'_>) -> Parsed<'_, Vec<Expr>> {
    list_of(expression, |expr| *expr)(input)
}

/// parenthesised = "(" expression ")"
pub(super) fn parenthesised(input: Input<'_>) -> Whole<'_> {
    let (rest, bracket) = open(input, Sign::LeftParen)?;
    let (rest, mut expr) = climb(rest, input.scope.condition, Level::Or)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    expr.span = input.span_to(rest);
    Ok((rest, expr))
}

/// An expression of a kind, over what stands between two places.
pub(super) fn made<'a>(input: Input<'a>, rest: Input<'a>, kind: ExprKind) -> Whole<'a> {
    let span = input.span_to(rest);
    Ok((rest, Box::new(Expr { kind, span })))
}

/// or-expression   = xor-expression { "OR" xor-expression }
/// xor-expression  = and-expression { "XOR" and-expression }
/// and-expression  = not-expression { "AND" not-expression }
/// not-expression  = { "NOT" } ( comparison | pattern-predicate )
/// comparison      = predicate { ( "=" | "<>" | "<" | "<=" | ">" | ">=" ) predicate }
/// predicate       = sum { suffix }
/// sum             = product { ( "+" | "-" | "||" ) product }
/// product         = power { ( "*" | "/" | "%" ) power }
/// power           = unary { "^" unary }
fn climb(input: Input<'_>, condition: bool, loosest: Level) -> Whole<'_> {
    let outer = input.context.height.get();
    let mut stack = Stack::default();
    let mut rest = input.within(Scope {
        condition,
        ..input.scope
    });
    loop {
        while rest.word() == Some(Word::Not) && loosest <= Level::Not && stack.takes_logic() {
            stack.push_not(rest)?;
            rest = rest.skip(1);
        }
        rest.context.height.set(0);
        let logic = loosest <= Level::Not && stack.takes_logic();
        let shape = shape(rest, logic)?;
        let (after, expr) = match shape {
            Shape::Pattern => pattern::pattern_predicate(rest)?,
            _ => unary(rest)?,
        };
        let height = rest.context.height.get() + 1;
        let operand = Operand {
            expr,
            height,
            shape,
        };
        let (after, whole) = suffixes(after, &mut stack, operand, loosest)?;
        rest = after;
        if let Some(whole) = whole {
            rest.context.height.set(outer.max(whole.height));
            return Ok((rest.within(input.scope), whole.expr));
        }
    }
}

/// What the next operand is. A pattern is one only in a condition, beside logic.
fn shape(input: Input<'_>, logic: bool) -> Result<Shape, nom::Err<Problem>> {
    if input.sign() != Some(Sign::LeftParen) || !ahead::pattern(input) {
        return Ok(Shape::Plain);
    }
    match logic && input.scope.condition {
        true => Ok(Shape::Pattern),
        false => Err(Problem::advise(
            Detail::UnexpectedSyntax,
            input.span(),
            "a pattern cannot stand here as a value",
            "write EXISTS { pattern }, COUNT { pattern } or [pattern | expression]",
        )),
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

/// state = "IS" [ "NOT" ] "NULL" | "IS" [ "NOT" ] typed value-type | "IS" is-labels
///
/// What `IS` says of its subject.
fn state<'a>(input: Input<'a>, subject: Operand, suffix: Suffix) -> Parsed<'a, Operand> {
    let start = subject.expr.span;
    if let Suffix::IsNull { negated } = suffix {
        let span = start.to(input.end_of_last());
        let node = |subject| ExprKind::IsNull { subject, negated };
        return Ok((input, subject.wrap(span, node, input)?));
    }
    if let Suffix::IsTyped { negated } = suffix {
        let (rest, wanted) = value_type(input)?;
        let span = start.to(rest.end_of_last());
        let node = |subject| ExprKind::IsTyped {
            subject,
            negated,
            wanted,
        };
        return Ok((rest, subject.wrap(span, node, rest)?));
    }
    let (rest, labels) = label::is_labels(input)?;
    let span = start.to(rest.end_of_last());
    let node = |subject| ExprKind::HasLabels { subject, labels };
    Ok((rest, subject.wrap(span, node, rest)?))
}

/// unary = access | signed
fn unary(input: Input<'_>) -> Whole<'_> {
    let is_sign = |n: &usize| matches!(input.nth_sign(*n), Some(Sign::Plus | Sign::Minus));
    match (0..).take_while(is_sign).count() {
        0 => atom::access(input),
        signs => signed(input, signs),
    }
}

/// signed = ( "+" | "-" ) { "+" | "-" } access | { "+" | "-" } negative
///
/// A minus before a number belongs to the number.
fn signed(input: Input<'_>, signs: usize) -> Whole<'_> {
    if signs > MAX_HEIGHT as usize {
        return Err(too_high(input));
    }
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
        let kind = ExprKind::Unary(op, expr);
        let span = input.skip(n).span_to(rest);
        expr = Box::new(Expr { kind, span });
    }
    let height = &input.context.height;
    height.set(height.get() + signs as u32);
    Ok((rest, expr))
}
