//! The time clause.

use super::expr::additive;
use crate::ast::{Expr, Kept, TimeClause, TimeKind};
use crate::combine::word;
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::token::{Sign, TokenKind};
use crate::words::{Reach, Word};
use nom::Parser;

/// time-clause = ( "AT" | "DURING" | "THROUGHOUT" ) instant in-order | leading
pub(super) fn time_clause(input: Input<'_>) -> Parsed<'_, Option<Box<TimeClause>>> {
    let kind = match input.word() {
        Some(Word::At) => TimeKind::At,
        Some(Word::During) => TimeKind::During,
        Some(Word::Throughout) => TimeKind::Throughout,
        _ => {
            input.note_group(Group::Slice);
            return leading(input);
        }
    };
    let (rest, (kept, period)) = instant(input.skip(1))?;
    in_order(input, rest, kept, kind(*period))
}

/// leading = "FOR" ( long | system )
pub(super) fn leading(input: Input<'_>) -> Parsed<'_, Option<Box<TimeClause>>> {
    if input.word() != Some(Word::For) || !is_long(input) {
        return Ok((input, None));
    }
    let rest = input.skip(2);
    match input.nth_word(1) {
        Some(Word::SystemTime) => system(input, rest),
        _ => long(input, rest),
    }
}

/// Whether `FOR` begins a slice, and not `FOR variable IN list`.
fn is_long(input: Input<'_>) -> bool {
    let dimension = matches!(input.nth_word(1), Some(Word::ValidTime | Word::SystemTime));
    if !dimension {
        input
            .skip(1)
            .note_words(&[Word::ValidTime, Word::SystemTime]);
    }
    dimension && input.nth_word(2) != Some(Word::In)
}

/// system = "SYSTEM_TIME" "AS" "OF" additive in-order
fn system<'a>(input: Input<'a>, rest: Input<'a>) -> Parsed<'a, Option<Box<TimeClause>>> {
    let (rest, _) = (word(Word::As), word(Word::Of)).parse(rest)?;
    let (rest, instant) = additive(rest)?;
    in_order(input, rest, None, TimeKind::SystemTime(*instant))
}

/// long = "VALID_TIME" ( "AS" "OF" instant | "DURING" instant | "THROUGHOUT" instant | from-to | "ALL" ) in-order
fn long<'a>(input: Input<'a>, rest: Input<'a>) -> Parsed<'a, Option<Box<TimeClause>>> {
    let (rest, kind) = match rest.word() {
        Some(Word::As) => {
            let (rest, _) = word(Word::Of)(rest.skip(1))?;
            (rest, TimeKind::At as fn(Expr) -> TimeKind)
        }
        Some(Word::During) => (rest.skip(1), TimeKind::During as fn(Expr) -> TimeKind),
        Some(Word::Throughout) => (rest.skip(1), TimeKind::Throughout as fn(Expr) -> TimeKind),
        Some(Word::From) => return from_to(input, rest.skip(1)),
        Some(Word::All) => return in_order(input, rest.skip(1), None, TimeKind::All),
        _ => {
            rest.note_words(&[Word::As, Word::During, Word::Throughout, Word::From]);
            return rest.miss(Expected::Word(Word::All));
        }
    };
    let (rest, (kept, period)) = instant(rest)?;
    in_order(input, rest, kept, kind(*period))
}

/// from-to = "FROM" instant "TO" additive
fn from_to<'a>(input: Input<'a>, rest: Input<'a>) -> Parsed<'a, Option<Box<TimeClause>>> {
    let (rest, (kept, from)) = instant(rest)?;
    let (rest, _) = word(Word::To)(rest)?;
    let (rest, to) = additive(rest)?;
    in_order(input, rest, kept, TimeKind::FromTo(*from, *to))
}

/// instant = [ "CERTAINLY" | "POSSIBLY" ] additive
///
/// Either word is a variable where no expression follows it.
fn instant(input: Input<'_>) -> Parsed<'_, (Option<Kept>, Box<Expr>)> {
    let said = match input.word() {
        Some(Word::Certainly | Word::Possibly) => precedes_operand(input.skip(1)),
        _ => {
            input.note_words(&[Word::Certainly, Word::Possibly]);
            false
        }
    };
    let kept = match input.word() {
        Some(Word::Certainly) if said => Some(Kept::Certainly),
        _ if said => Some(Kept::Possibly),
        _ => None,
    };
    let (rest, period) = additive(input.skip(usize::from(said)))?;
    Ok((rest, (kept, period)))
}

fn precedes_operand(input: Input<'_>) -> bool {
    match input.kind() {
        Some(TokenKind::Word(Word::Case | Word::Null | Word::True | Word::False)) => true,
        Some(TokenKind::Word(word)) => word.reach() != Reach::Strict,
        Some(TokenKind::Sign(sign)) => matches!(
            sign,
            Sign::LeftParen
                | Sign::LeftBracket
                | Sign::LeftBrace
                | Sign::At
                | Sign::Plus
                | Sign::Minus
        ),
        _ => true,
    }
}

/// in-order = [ "IN" "ORDER" ]
///
/// Ends the clause over what was read.
fn in_order<'a>(
    input: Input<'a>,
    rest: Input<'a>,
    kept: Option<Kept>,
    kind: TimeKind,
) -> Parsed<'a, Option<Box<TimeClause>>> {
    let ordered = (rest.word(), rest.nth_word(1)) == (Some(Word::In), Some(Word::Order));
    rest.note(Expected::Word(Word::In));
    let rest = rest.skip(if ordered { 2 } else { 0 });
    let clause = TimeClause {
        kind,
        kept,
        in_order: ordered,
        span: input.span_to(rest),
    };
    Ok((rest, Some(Box::new(clause))))
}
