//! Numbers: decimal, hexadecimal and octal integers, and floats.

use super::{Lexed, name};
use crate::token::{TokenKind, Trouble};
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{char, digit1, hex_digit1, oct_digit1, one_of};
use nom::combinator::{not, opt, peek, recognize};
use nom::{IResult, Parser};

/// number = hexadecimal | octal | decimal
///
/// A letter or digit glued to the end makes the whole run one bad number.
pub(super) fn number(text: &str) -> Lexed<'_> {
    let (rest, kind) = alt((hexadecimal, octal, decimal)).parse(text)?;
    glued(rest, kind)
}

/// fraction = "." digits [ exponent ]
pub(super) fn fraction(text: &str) -> Lexed<'_> {
    let (rest, _) = (char('.'), digit1, opt(exponent)).parse(text)?;
    glued(rest, TokenKind::Float)
}

fn glued(rest: &str, kind: TokenKind) -> Lexed<'_> {
    match name::parts(rest) {
        Ok((rest, _)) => Ok((rest, TokenKind::Bad(Trouble::Number))),
        Err(_) => Ok((rest, kind)),
    }
}

/// hexadecimal = "0x" hexadecimal-digits
fn hexadecimal(text: &str) -> Lexed<'_> {
    let (rest, _) = (tag_no_case("0x"), hex_digit1).parse(text)?;
    Ok((rest, TokenKind::Integer))
}

/// octal = "0o" octal-digits
fn octal(text: &str) -> Lexed<'_> {
    let (rest, _) = (tag_no_case("0o"), oct_digit1).parse(text)?;
    Ok((rest, TokenKind::Integer))
}

/// decimal = digits [ "." digits ] [ exponent ]
///
/// `1..3` is an integer before two dots, `1.x` an integer before a property.
fn decimal(text: &str) -> Lexed<'_> {
    let (rest, _) = digit1(text)?;
    let (rest, dotted) = opt((char('.'), peek(not(char('.'))), digit1)).parse(rest)?;
    let (rest, raised) = opt(exponent).parse(rest)?;
    let kind = match dotted.is_some() || raised.is_some() {
        true => TokenKind::Float,
        false => TokenKind::Integer,
    };
    Ok((rest, kind))
}

/// exponent = "e" [ "+" | "-" ] digits
fn exponent(text: &str) -> IResult<&str, &str, ()> {
    recognize((one_of("eE"), opt(one_of("+-")), digit1)).parse(text)
}

#[cfg(test)]
mod tests {
    use crate::lexer::lex;
    use crate::token::{Sign, TokenKind, Trouble};

    fn kinds(text: &str) -> Vec<TokenKind> {
        lex(text).iter().map(|token| token.kind).collect()
    }

    #[test]
    fn integers_and_floats_are_told_apart() {
        for text in ["0", "42", "0x1aF", "0o17", "0X1"] {
            assert_eq!(kinds(text), [TokenKind::Integer], "{text}");
        }
        for text in ["1.5", ".5", "1e9", "1E-5", "1.5e+3", ".1e2"] {
            assert_eq!(kinds(text), [TokenKind::Float], "{text}");
        }
    }

    #[test]
    fn two_dots_are_no_decimal_point() {
        let dots = TokenKind::Sign(Sign::DotDot);
        assert_eq!(
            kinds("1..3"),
            [TokenKind::Integer, dots, TokenKind::Integer]
        );
        assert_eq!(kinds("..5"), [dots, TokenKind::Integer]);
        assert_eq!(kinds("1.."), [TokenKind::Integer, dots]);
    }

    #[test]
    fn letters_in_a_number_spoil_all_of_it() {
        for text in [
            "9223372h54",
            "0x1A2b3j4D",
            "1B2c3e67",
            "0x",
            "0o8",
            "1e",
            "1.5abc",
            "1_000",
        ] {
            assert_eq!(kinds(text), [TokenKind::Bad(Trouble::Number)], "{text}");
        }
    }
}
