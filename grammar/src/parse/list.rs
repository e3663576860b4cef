//! Lists and what runs over them: literals, comprehensions, quantifiers, `reduce`.

use super::expr::{condition, expression};
use super::{ahead, pattern};
use crate::ast::{Expr, ExprKind, ListQuantifier, Name};
use crate::combine::{list_until, name, nested, sign, word};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

/// list = "[" [ expression { "," expression } ] "]" | list-comprehension | pattern-comprehension
pub(super) fn list(input: Input<'_>) -> Parsed<'_, Expr> {
    let inside = match () {
        () if is_comprehension(input) => comprehension,
        () if is_pattern(input) => pattern_comprehension,
        () => literal,
    };
    let (rest, kind) = nested(input, |input| inside(input.skip(1)))?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

fn literal(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, items) = list_until(expression, Sign::RightBracket)(input)?;
    Ok((rest, ExprKind::List(items)))
}

/// `[x IN list ..]`, unless a comma shows that `x IN list` is but the first of several elements.
fn is_comprehension(input: Input<'_>) -> bool {
    if !(input.nth_is_name(1) && input.nth_word(2) == Some(Word::In)) {
        return false;
    }
    let Some(end) = input.partner(0) else {
        return true;
    };
    let mut at = 3;
    while at < end {
        if input.nth_sign(at) == Some(Sign::Comma) {
            return false;
        }
        at = input.partner(at).unwrap_or(at) + 1;
    }
    true
}

/// `[(a)-->(b) ..]` or `[p = (a)-->(b) ..]`.
fn is_pattern(input: Input<'_>) -> bool {
    let named = input.nth_is_name(1) && input.nth_sign(2) == Some(Sign::Equal);
    let begin = if named { 3 } else { 1 };
    ahead::pattern(input.skip(begin))
}

/// list-comprehension = "[" element [ "|" expression ] "]"
fn comprehension(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, kind) = body(input)?;
    let (rest, _) = cut(sign(Sign::RightBracket)).parse(rest)?;
    Ok((rest, kind))
}

/// pattern-comprehension = "[" path-pattern [ "WHERE" condition ] "|" expression "]"
fn pattern_comprehension(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, pattern) = cut(pattern::path_pattern).parse(input)?;
    let (rest, filter) = filter(rest)?;
    let (rest, _) = cut(sign(Sign::Bar)).parse(rest)?;
    let (rest, map) = cut(expression).parse(rest)?;
    let (rest, _) = cut(sign(Sign::RightBracket)).parse(rest)?;
    let kind = ExprKind::PatternComprehension {
        pattern: Box::new(pattern),
        filter,
        map: Box::new(map),
    };
    Ok((rest, kind))
}

/// list-function = ( "FILTER" | "EXTRACT" ) "(" element [ "|" expression ] ")"
///
/// The older spelling of a list comprehension.
pub(super) fn function(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, kind) = nested(input, |input| {
        let (rest, kind) = body(input.skip(2))?;
        let (rest, _) = cut(sign(Sign::RightParen)).parse(rest)?;
        Ok((rest, kind))
    })?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

fn body(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, (variable, list, filter)) = element(input)?;
    let (rest, map) = opt(preceded(sign(Sign::Bar), cut(expression))).parse(rest)?;
    let kind = ExprKind::ListComprehension {
        variable,
        list,
        filter,
        map: map.map(Box::new),
    };
    Ok((rest, kind))
}

type Element = (Name, Box<Expr>, Option<Box<Expr>>);

/// element = variable "IN" expression [ "WHERE" condition ]
fn element(input: Input<'_>) -> Parsed<'_, Element> {
    let (rest, variable) = name(Expected::NewName)(input)?;
    let (rest, _) = cut(word(Word::In)).parse(rest)?;
    let (rest, list) = cut(barred(expression)).parse(rest)?;
    let (rest, filter) = filter(rest)?;
    Ok((rest, (variable, Box::new(list), filter)))
}

/// [ "WHERE" condition ], before a bar.
fn filter(input: Input<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    let (rest, filter) = opt(preceded(word(Word::Where), cut(barred(condition)))).parse(input)?;
    Ok((rest, filter.map(Box::new)))
}

/// The rule where a `|` outside brackets ends the expression.
pub(super) fn barred<'a, O>(
    rule: impl Fn(Input<'a>) -> Parsed<'a, O>,
) -> impl Fn(Input<'a>) -> Parsed<'a, O> {
    move |input| {
        let mut barred = input;
        barred.scope.bar_ends = true;
        let (rest, output) = rule(barred)?;
        Ok((rest.within(input.scope), output))
    }
}

/// quantified = ( "ALL" | "ANY" | "NONE" | "SINGLE" ) "(" element ")"
pub(super) fn quantified(input: Input<'_>, word: Word) -> Parsed<'_, Expr> {
    let quantifier = match word {
        Word::All => ListQuantifier::All,
        Word::Any => ListQuantifier::Any,
        Word::None => ListQuantifier::None,
        _ => ListQuantifier::Single,
    };
    let (rest, (variable, list, filter)) = nested(input, |input| {
        let (rest, element) = element(input.skip(2))?;
        let (rest, _) = cut(sign(Sign::RightParen)).parse(rest)?;
        Ok((rest, element))
    })?;
    let kind = ExprKind::Quantified {
        quantifier,
        variable,
        list,
        filter,
    };
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// reduce = "REDUCE" "(" variable "=" expression "," variable "IN" expression "|" expression ")"
pub(super) fn reduce(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, kind) = nested(input, |input| {
        let (rest, accumulator) = name(Expected::NewName)(input.skip(2))?;
        let (rest, _) = cut(sign(Sign::Equal)).parse(rest)?;
        let (rest, initial) = cut(expression).parse(rest)?;
        let (rest, _) = cut(sign(Sign::Comma)).parse(rest)?;
        let (rest, variable) = cut(name(Expected::NewName)).parse(rest)?;
        let (rest, _) = cut(word(Word::In)).parse(rest)?;
        let (rest, list) = cut(barred(expression)).parse(rest)?;
        let (rest, _) = cut(sign(Sign::Bar)).parse(rest)?;
        let (rest, step) = cut(expression).parse(rest)?;
        let (rest, _) = cut(sign(Sign::RightParen)).parse(rest)?;
        let kind = ExprKind::Reduce {
            accumulator,
            initial: Box::new(initial),
            variable,
            list: Box::new(list),
            step: Box::new(step),
        };
        Ok((rest, kind))
    })?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}
