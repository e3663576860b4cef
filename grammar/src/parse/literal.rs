//! Literals: values written out.

use super::expr::{Whole, made};
use crate::ast::{ExprKind, Literal};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::lexer::unescape;
use crate::span::Span;
use crate::token::{Sign, TokenKind};
use crate::words::Word;

/// literal = number | fraction | string | "TRUE" | "FALSE" | "NULL"
pub(super) fn literal(input: Input<'_>) -> Whole<'_> {
    let value = match input.kind() {
        Some(TokenKind::Integer) => integer(input, false)?,
        Some(TokenKind::Float) => float(input, false)?,
        Some(TokenKind::String) => Literal::String(text(input)?),
        Some(TokenKind::Word(Word::True)) => Literal::Boolean(true),
        Some(TokenKind::Word(Word::False)) => Literal::Boolean(false),
        Some(TokenKind::Word(Word::Null)) => Literal::Null,
        _ => return input.miss(Expected::Integer),
    };
    made(input, input.skip(1), ExprKind::Literal(value))
}

/// Whether a minus and a number stand here that are one literal: no property and no element of the number is taken.
pub(super) fn is_negative(input: Input<'_>) -> bool {
    let number = matches!(
        input.nth_kind(1),
        Some(TokenKind::Integer | TokenKind::Float)
    );
    input.sign() == Some(Sign::Minus)
        && number
        && !matches!(
            input.nth_sign(2),
            Some(Sign::Dot | Sign::LeftBracket | Sign::Colon)
        )
}

/// negative = "-" ( number | fraction )
pub(super) fn negative(input: Input<'_>) -> Whole<'_> {
    let number = input.skip(1);
    let value = match number.kind() {
        Some(TokenKind::Float) => float(number, true)?,
        _ => integer(number, true)?,
    };
    made(input, input.skip(2), ExprKind::Literal(value))
}

/// The text that the string token here says.
pub(super) fn string(input: Input<'_>) -> Parsed<'_, String> {
    match input.kind() {
        Some(TokenKind::String) => Ok((input.skip(1), text(input)?)),
        _ => input.miss(Expected::String),
    }
}

/// The number that an integer token says, after a minus or not.
fn integer(input: Input<'_>, negative: bool) -> Result<Literal, nom::Err<Problem>> {
    let written = current(input);
    let (digits, radix) = match written.get(..2) {
        Some("0x" | "0X") => (&written[2..], 16),
        Some("0o" | "0O") => (&written[2..], 8),
        _ => (written, 10),
    };
    if radix == 10 && digits.len() > 1 && digits.starts_with('0') {
        let message = format!(
            "`{written}` begins with 0: octal integers are written 0o17, and dates in quotes"
        );
        return Err(Problem::report(
            Detail::InvalidNumberLiteral,
            input.span(),
            message,
        ));
    }
    let value = u64::from_str_radix(digits, radix)
        .ok()
        .and_then(|size| match negative {
            true => 0_i64.checked_sub_unsigned(size),
            false => i64::try_from(size).ok(),
        });
    value.map(Literal::Integer).ok_or_else(|| {
        let message = format!("the integer `{written}` does not fit into 64 bits");
        Problem::report(Detail::IntegerOverflow, input.span(), message)
    })
}

/// The number that a float token says.
fn float(input: Input<'_>, negative: bool) -> Result<Literal, nom::Err<Problem>> {
    let written = current(input);
    match written.parse::<f64>() {
        Ok(size) if size.is_finite() => Ok(Literal::Float(if negative { -size } else { size })),
        _ => {
            let message = format!("the float `{written}` is too large");
            Err(Problem::report(
                Detail::FloatingPointOverflow,
                input.span(),
                message,
            ))
        }
    }
}

fn text(input: Input<'_>) -> Result<String, nom::Err<Problem>> {
    unescape(current(input)).map(String::from).map_err(|error| {
        let start = input.span().start as usize;
        let span = Span::new(start + error.place.start, start + error.place.end);
        let written = &input.context.text[span.range()];
        let (detail, message) = match error.unicode {
            true => (
                Detail::InvalidUnicodeLiteral,
                format!("`{written}` names no character: write `\\u` with four or `\\U` with eight hexadecimal digits"),
            ),
            false => (
                Detail::UnexpectedSyntax,
                format!("`{written}` is no escape; a backslash itself is written `\\\\`"),
            ),
        };
        Problem::report(detail, span, message)
    })
}

fn current(input: Input<'_>) -> &str {
    input.nth(0).map_or("", |token| input.text(token))
}
