//! Names, words and parameters.

use super::{Lexed, quoted};
use crate::name::{is_part, is_start};
use crate::token::TokenKind;
use crate::words::Word;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{digit1, satisfy};
use nom::combinator::{recognize, value, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// A bare name; one that is spelled like a word becomes that word.
pub(super) fn name(text: &str) -> Lexed<'_> {
    let (rest, name) = bare(text)?;
    let kind = Word::find(name).map_or(TokenKind::Name, TokenKind::Word);
    Ok((rest, kind))
}

/// parameter = "$" ( bare | digits | quoted-name )
pub(super) fn parameter(text: &str) -> Lexed<'_> {
    let closed = verify(quoted::quoted_name, |kind| *kind == TokenKind::QuotedName);
    let named = alt((
        recognize(bare),
        recognize((digit1, take_while(is_part))),
        recognize(closed),
    ));
    value(TokenKind::Parameter, preceded(tag("$"), named)).parse(text)
}

/// bare = letter { letter | digit }
fn bare(text: &str) -> IResult<&str, &str, ()> {
    recognize((satisfy(is_start), take_while(is_part))).parse(text)
}

/// One or more characters that may stand inside a name.
pub(super) fn parts(text: &str) -> IResult<&str, &str, ()> {
    take_while1(is_part).parse(text)
}

#[cfg(test)]
mod tests {
    use crate::lexer::lex;
    use crate::token::{Sign, TokenKind};

    #[test]
    fn parameters_are_names_digits_or_quoted() {
        for text in ["$p", "$1", "$`a b`", "$match"] {
            let tokens = lex(text);
            assert_eq!(tokens.len(), 1);
            assert_eq!(tokens[0].kind, TokenKind::Parameter);
        }
        assert_eq!(lex("$(")[0].kind, TokenKind::Sign(Sign::Dollar));
        assert_eq!(lex("$`a")[0].kind, TokenKind::Sign(Sign::Dollar));
    }
}
