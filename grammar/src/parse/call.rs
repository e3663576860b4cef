//! Function calls.

use super::expr::expression;
use crate::ast::{Expr, ExprKind, Name};
use crate::combine::{list_until, name, nested, sign};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::{Reach, Word};
use nom::Parser;
use nom::combinator::cut;

/// Whether a dotted name and an opening parenthesis stand here.
pub(super) fn starts(input: Input<'_>) -> bool {
    let mut at = 1;
    while input.nth_sign(at) == Some(Sign::Dot) && input.nth_is_name(at + 1) {
        at += 2;
    }
    let reserved = |word: Word| word.reach() != Reach::Free && !FUNCTIONS.contains(&word);
    input.nth_sign(at) == Some(Sign::LeftParen) && !(at == 1 && input.word().is_some_and(reserved))
}

/// Words of openCypher that are also names of functions.
const FUNCTIONS: &[Word] = &[Word::All, Word::Exists];

/// call = dotted-name "(" [ "DISTINCT" ] [ expression { "," expression } ] ")"
pub(super) fn function(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, name) = dotted(input, Expected::Function)?;
    let (rest, kind) = nested(rest, |input| {
        let (rest, _) = sign(Sign::LeftParen)(input)?;
        let distinct = rest.word() == Some(Word::Distinct);
        rest.note(Expected::Word(Word::Distinct));
        let rest = rest.skip(usize::from(distinct));
        let (rest, arguments) = cut(list_until(expression, Sign::RightParen)).parse(rest)?;
        let kind = ExprKind::Call {
            name,
            distinct,
            arguments,
        };
        Ok((rest, kind))
    })?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// dotted-name = name { "." name }
pub(super) fn dotted(input: Input<'_>, wanted: Expected) -> Parsed<'_, Vec<Name>> {
    let (mut rest, first) = name(wanted)(input)?;
    let mut parts = vec![first];
    while rest.sign() == Some(Sign::Dot) {
        let (after, part) = cut(name(wanted)).parse(rest.skip(1))?;
        parts.push(part);
        rest = after;
    }
    rest.note(Expected::Sign(Sign::Dot));
    Ok((rest, parts))
}

pub(super) fn is_count_star(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen)
        && input.nth_sign(2) == Some(Sign::Star)
        && input.nth_sign(3) == Some(Sign::RightParen)
}

/// count-star = "COUNT" "(" "*" ")"
pub(super) fn count_star(input: Input<'_>) -> Parsed<'_, Expr> {
    let rest = input.skip(4);
    let kind = ExprKind::CountStar;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// `name(x IN ..`: the arguments are an element and its list.
pub(super) fn takes_element(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen)
        && input.nth_is_name(2)
        && input.nth_word(3) == Some(Word::In)
}

/// `name(x = ..`: the first argument is an accumulator.
pub(super) fn takes_accumulator(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen)
        && input.nth_is_name(2)
        && input.nth_sign(3) == Some(Sign::Equal)
}
