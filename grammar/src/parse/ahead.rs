//! Looking ahead: whether the brackets that stand here are a pattern, decided by their first tokens and their partners alone.
//!
//! Law: these looks cost a bounded number of tokens, so that no rule is tried twice on the same text.

use crate::input::Input;
use crate::token::{Sign, TokenKind};
use crate::words::Word;

/// Whether an expression that begins with `(` here is a pattern: a node or group, and a relation or group right after it.
pub(super) fn pattern(input: Input<'_>) -> bool {
    chain(input) || group(input)
}

/// Whether the `n`th token opens a node and not a group of a pattern.
pub(super) fn node(input: Input<'_>, n: usize) -> bool {
    let after = n + 1 + named(input, n + 1);
    input.nth_sign(n) == Some(Sign::LeftParen)
        && match input.nth_kind(after) {
            Some(TokenKind::Sign(sign)) => {
                use Sign::{At, Colon, LeftBrace, RightParen};
                matches!(sign, RightParen | Colon | LeftBrace | At)
            }
            Some(TokenKind::Parameter) => !selects(input, n + 1),
            Some(TokenKind::Word(Word::Where)) => true,
            Some(TokenKind::Word(Word::Is)) => is_label(input, after + 1),
            _ => false,
        }
}

/// Whether the `n`th token opens a group of a pattern: another parenthesis, a path variable, a selector or a mode comes next.
pub(super) fn opens_group(input: Input<'_>, n: usize) -> bool {
    use Word::{Acyclic, Group, Groups, Path, Paths, Shortest, Simple, Trail, Walk};
    if !opens(input, n) || node(input, n) {
        return false;
    }
    if opens(input, n + 1) {
        return true;
    }
    input.nth_is_name(n + 1)
        && match input.nth_kind(n + 2) {
            Some(TokenKind::Sign(sign)) => matches!(sign, Sign::Equal | Sign::LeftParen),
            Some(TokenKind::Integer | TokenKind::Parameter) => true,
            Some(TokenKind::Word(word)) => matches!(
                word,
                Shortest | Group | Groups | Path | Paths | Walk | Trail | Acyclic | Simple
            ),
            _ => false,
        }
}

/// Whether `ANY $k` or `SHORTEST $k` at the `n`th token is a selector, and no node of that name with a map.
fn selects(input: Input<'_>, n: usize) -> bool {
    let ends = matches!(
        input.nth_kind(n + 2),
        None | Some(TokenKind::Sign(Sign::RightParen) | TokenKind::Word(Word::Where))
    );
    matches!(input.nth_word(n), Some(Word::Any | Word::Shortest)) && !ends
}

/// Whether `WHERE` or `IS` at the beginning of a node or relation is what it says and no variable.
pub(super) fn introduces(input: Input<'_>, n: usize) -> bool {
    use Sign::{At, Colon, LeftBrace, RightBracket, RightParen, Star};
    let Some(word @ (Word::Where | Word::Is)) = input.nth_word(n) else {
        return false;
    };
    match input.nth_kind(n + 1) {
        Some(TokenKind::Sign(RightParen | RightBracket | Colon | Star)) => false,
        Some(TokenKind::Sign(At | LeftBrace) | TokenKind::Parameter) => word == Word::Where,
        Some(TokenKind::Word(Word::Where | Word::Is)) => false,
        _ => true,
    }
}

/// How many tokens the variable takes that may stand here: one or none.
fn named(input: Input<'_>, n: usize) -> usize {
    usize::from(input.nth_is_name(n) && !introduces(input, n))
}

fn is_label(input: Input<'_>, n: usize) -> bool {
    !matches!(input.nth_word(n), Some(Word::Null | Word::Not))
}

/// A node, and after it a relation with a node or group, or a group.
fn chain(input: Input<'_>) -> bool {
    if !node(input, 0) {
        return false;
    }
    let Some(partner) = input.partner(0) else {
        return false;
    };
    let after = partner + 1;
    match relation(input, after) {
        Some(end) => match input.nth_kind(end) {
            None => true,
            Some(_) => node(input, end) || opens_group(input, end),
        },
        None => opens(input, after),
    }
}

/// `((a)-->(b)) {2}`, `((a)-->(b))+ (c)`, `((a)-->(b))-->(c)`.
fn group(input: Input<'_>) -> bool {
    if !opens_twice(input, 0) || !chain(input.skip(1)) {
        return false;
    }
    let Some(partner) = input.partner(0) else {
        return false;
    };
    let after = partner + 1;
    match input.nth_sign(after) {
        Some(Sign::LeftBrace) => true,
        Some(Sign::Plus | Sign::Star) => node(input, after + 1),
        _ => relation(input, after).is_some_and(|end| node(input, end)),
    }
}

fn opens(input: Input<'_>, n: usize) -> bool {
    input.nth_sign(n) == Some(Sign::LeftParen)
}

fn opens_twice(input: Input<'_>, n: usize) -> bool {
    opens(input, n) && opens(input, n + 1)
}

/// Where the relation that begins at `n` ends, with its quantifier. A bracket left open is taken to close.
fn relation(input: Input<'_>, n: usize) -> Option<usize> {
    let left = usize::from(is(input, n, Sign::Less, Sign::OtherLeft));
    let mut at = dash(input, n + left)?;
    if input.nth_sign(at) == Some(Sign::LeftBracket) {
        if !details(input, at + 1) {
            return None;
        }
        match input.partner(at) {
            None => return Some(usize::MAX / 2),
            Some(partner) => at = partner + 1,
        }
    }
    at = dash(input, at)?;
    at += usize::from(is(input, at, Sign::Greater, Sign::OtherRight));
    Some(quantified(input, at))
}

fn quantified(input: Input<'_>, n: usize) -> usize {
    match input.nth_sign(n) {
        Some(Sign::Plus | Sign::Star) => n + 1,
        Some(Sign::LeftBrace) => input.partner(n).map_or(n, |partner| partner + 1),
        _ => n,
    }
}

/// Whether what follows `[` is the inside of a relation and no list.
fn details(input: Input<'_>, n: usize) -> bool {
    let after = n + named(input, n);
    match input.nth_kind(after) {
        Some(TokenKind::Sign(sign)) => {
            use Sign::{Colon, DotDot, LeftBrace, RightBracket, Star};
            matches!(sign, RightBracket | Colon | Star | LeftBrace | DotDot)
        }
        Some(TokenKind::Parameter | TokenKind::Word(Word::Where)) | None => true,
        Some(TokenKind::Word(Word::Is)) => is_label(input, after + 1),
        _ => false,
    }
}

fn dash(input: Input<'_>, n: usize) -> Option<usize> {
    is(input, n, Sign::Minus, Sign::OtherDash).then_some(n + 1)
}

fn is(input: Input<'_>, n: usize, plain: Sign, other: Sign) -> bool {
    input
        .nth_sign(n)
        .is_some_and(|sign| sign == plain || sign == other)
}
