//! The time clause.

use super::expr::additive;
use crate::ast::{Expr, TimeClause, TimeKind};
use crate::combine::word;
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::token::{Sign, TokenKind};
use crate::words::{Reach, Word};
use nom::Parser;
use nom::combinator::cut;

/// time-clause = [ short-slice | long-slice ]
pub(super) fn time_clause(input: Input<'_>) -> Parsed<'_, Option<TimeClause>> {
    let form: fn(Input<'_>) -> Parsed<'_, Form> = match input.word() {
        Some(Word::At) => |input| sliced(input.skip(1), TimeKind::At),
        Some(Word::During) => |input| sliced(input.skip(1), TimeKind::During),
        Some(Word::Throughout) => |input| sliced(input.skip(1), TimeKind::Throughout),
        Some(Word::For) if is_long(input) => long,
        _ => {
            note(input);
            return Ok((input, None));
        }
    };
    finish(input, form)
}

/// leading-slice = [ long-slice ]
pub(super) fn leading(input: Input<'_>) -> Parsed<'_, Option<TimeClause>> {
    match input.word() {
        Some(Word::For) if is_long(input) => finish(input, long),
        _ => {
            input.note(Expected::Word(Word::For));
            Ok((input, None))
        }
    }
}

/// What must hold, and whether certainly.
type Form = (TimeKind, bool);

fn finish<'a>(
    input: Input<'a>,
    form: fn(Input<'a>) -> Parsed<'a, Form>,
) -> Parsed<'a, Option<TimeClause>> {
    let (rest, (kind, certainly)) = cut(form).parse(input)?;
    let in_order = (rest.word(), rest.nth_word(1)) == (Some(Word::In), Some(Word::Order));
    rest.note(Expected::Word(Word::In));
    let rest = rest.skip(if in_order { 2 } else { 0 });
    let clause = TimeClause {
        kind,
        certainly,
        in_order,
        span: input.span_to(rest),
    };
    Ok((rest, Some(clause)))
}

fn note(input: Input<'_>) {
    for word in [Word::At, Word::During, Word::Throughout, Word::For] {
        input.note(Expected::Word(word));
    }
}

/// Whether `FOR` begins a slice, and not `FOR variable IN list`.
fn is_long(input: Input<'_>) -> bool {
    let dimension = matches!(input.nth_word(1), Some(Word::ValidTime | Word::SystemTime));
    if !dimension {
        input.skip(1).note(Expected::Word(Word::ValidTime));
        input.skip(1).note(Expected::Word(Word::SystemTime));
    }
    dimension && input.nth_word(2) != Some(Word::In)
}

/// long-slice = "FOR" "VALID_TIME" ( "AS" "OF" instant | "DURING" instant | "THROUGHOUT" instant | "FROM" instant "TO" additive | "ALL" ) | "FOR" "SYSTEM_TIME" "AS" "OF" additive
fn long(input: Input<'_>) -> Parsed<'_, Form> {
    let system = input.nth_word(1) == Some(Word::SystemTime);
    let rest = input.skip(2);
    if system {
        let (rest, _) = (word(Word::As), word(Word::Of)).parse(rest)?;
        let (rest, instant) = additive(rest)?;
        return Ok((rest, (TimeKind::SystemTime(instant), false)));
    }
    match rest.word() {
        Some(Word::As) => {
            let (rest, _) = word(Word::Of)(rest.skip(1))?;
            sliced(rest, TimeKind::At)
        }
        Some(Word::During) => sliced(rest.skip(1), TimeKind::During),
        Some(Word::Throughout) => sliced(rest.skip(1), TimeKind::Throughout),
        Some(Word::From) => from_to(rest.skip(1)),
        Some(Word::All) => Ok((rest.skip(1), (TimeKind::All, false))),
        _ => {
            for word in [Word::As, Word::During, Word::Throughout, Word::From] {
                rest.note(Expected::Word(word));
            }
            rest.miss(Expected::Word(Word::All))
        }
    }
}

/// short-slice = ( "AT" | "DURING" | "THROUGHOUT" ) instant
///
/// instant = [ "CERTAINLY" | "POSSIBLY" ] additive
fn sliced(input: Input<'_>, kind: fn(Expr) -> TimeKind) -> Parsed<'_, Form> {
    let (rest, certainly) = certainty(input)?;
    let (rest, period) = additive(rest)?;
    Ok((rest, (kind(period), certainly)))
}

fn from_to(input: Input<'_>) -> Parsed<'_, Form> {
    let (rest, certainly) = certainty(input)?;
    let (rest, from) = additive(rest)?;
    let (rest, _) = word(Word::To)(rest)?;
    let (rest, to) = additive(rest)?;
    Ok((rest, (TimeKind::FromTo(from, to), certainly)))
}

/// Whether only certain answers are wanted. The word is a variable where no expression follows it.
fn certainty(input: Input<'_>) -> Parsed<'_, bool> {
    match input.word() {
        Some(Word::Certainly) if precedes_operand(input.skip(1)) => Ok((input.skip(1), true)),
        Some(Word::Possibly) if precedes_operand(input.skip(1)) => Ok((input.skip(1), false)),
        _ => {
            input.note(Expected::Word(Word::Certainly));
            input.note(Expected::Word(Word::Possibly));
            input.note_group(Group::Expression);
            Ok((input, false))
        }
    }
}

fn precedes_operand(input: Input<'_>) -> bool {
    match input.kind() {
        None => true,
        Some(TokenKind::Word(word)) => word == Word::Case || word.reach() != Reach::Strict,
        Some(TokenKind::Sign(sign)) => matches!(
            sign,
            Sign::LeftParen | Sign::LeftBracket | Sign::LeftBrace | Sign::At | Sign::Minus
        ),
        Some(_) => true,
    }
}
