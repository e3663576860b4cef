//! Function calls, and the dotted names they share with procedures.

use super::expr::{Whole, expressions, made};
use crate::ast::{ExprKind, Name};
use crate::combine::{flag, name, open, unless};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::{Reach, Word};

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

/// call = dotted "(" [ "DISTINCT" ] [ expressions ] ")"
pub(super) fn call(input: Input<'_>) -> Whole<'_> {
    let (rest, name) = dotted(input, Expected::Function)?;
    let (rest, bracket) = open(rest, Sign::LeftParen)?;
    let (rest, distinct) = flag(Word::Distinct)(rest)?;
    let (rest, arguments) = unless(Sign::RightParen, expressions)(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    let kind = ExprKind::Call {
        name,
        distinct,
        arguments,
    };
    made(input, rest, kind)
}

/// dotted = name { "." name }
pub(super) fn dotted(input: Input<'_>, wanted: Expected) -> Parsed<'_, Vec<Name>> {
    let (mut rest, first) = name(wanted)(input)?;
    let mut parts = vec![first];
    while rest.sign() == Some(Sign::Dot) {
        let (after, part) = name(wanted)(rest.skip(1))?;
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
pub(super) fn count_star(input: Input<'_>) -> Whole<'_> {
    made(input, input.skip(4), ExprKind::CountStar)
}

/// `name(x IN ..`: the arguments are an element and its list.
pub(super) fn takes_element(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen) && is_element(input, 2)
}

/// Whether a variable and `IN` stand at the `n`th token. `null IN ..` and its like are no variables.
pub(super) fn is_element(input: Input<'_>, n: usize) -> bool {
    let strict = |word: Word| word.reach() == Reach::Strict;
    input.nth_is_name(n)
        && !input.nth_word(n).is_some_and(strict)
        && input.nth_word(n + 1) == Some(Word::In)
}

/// `name(x = ..`: the first argument is an accumulator.
pub(super) fn takes_accumulator(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen)
        && input.nth_is_name(2)
        && input.nth_sign(3) == Some(Sign::Equal)
}
