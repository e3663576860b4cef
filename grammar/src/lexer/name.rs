//! Names, words and parameters.

use super::{Lexed, quoted};
use crate::token::TokenKind;
use crate::words::Word;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{digit1, satisfy};
use nom::combinator::{recognize, value, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// name = letter { letter | digit | "_" }
///
/// A name that is spelled like a word becomes that word.
pub(super) fn name(text: &str) -> Lexed<'_> {
    let (rest, name) = bare(text)?;
    let kind = Word::find(name).map_or(TokenKind::Name, TokenKind::Word);
    Ok((rest, kind))
}

/// parameter = "$" ( name | digits | quoted-name )
pub(super) fn parameter(text: &str) -> Lexed<'_> {
    let closed = verify(quoted::name, |kind| *kind == TokenKind::QuotedName);
    let named = alt((
        recognize(bare),
        recognize((digit1, take_while(is_part))),
        recognize(closed),
    ));
    value(TokenKind::Parameter, preceded(tag("$"), named)).parse(text)
}

fn bare(text: &str) -> IResult<&str, &str, ()> {
    recognize((satisfy(is_start), take_while(is_part))).parse(text)
}

/// Whether a text can stand as a name without backticks.
#[cfg(test)]
pub(crate) fn is_bare(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_start) && characters.all(is_part)
}

fn is_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && c.is_alphabetic())
}

/// Letters and digits of all scripts, and the marks that combine with them.
pub(super) fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

/// Combining marks that follow a letter and are no letters themselves (the blocks in common use), and the joiners.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0487}' | '\u{0591}'..='\u{05bd}'
        | '\u{064b}'..='\u{0652}' | '\u{093c}' | '\u{094d}' | '\u{09bc}' | '\u{09cd}'
        | '\u{0e47}'..='\u{0e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20f0}' | '\u{fe20}'..='\u{fe2f}' | '‿' | '⁀')
}

/// One or more characters that may stand inside a name.
pub(super) fn parts(text: &str) -> IResult<&str, &str, ()> {
    take_while1(is_part).parse(text)
}

#[cfg(test)]
mod tests {
    use super::is_bare;
    use crate::lexer::lex;
    use crate::token::{Sign, TokenKind};

    #[test]
    fn names_are_made_of_letters_of_any_script() {
        for text in ["a", "_x9", "Троцкий", "名前", "e\u{301}tat", "şey"] {
            assert!(is_bare(text), "{text}");
            assert_eq!(lex(text).len(), 1);
        }
        for text in ["", "9a", "a-b", "a b", "$a", "`a`"] {
            assert!(!is_bare(text), "{text}");
        }
    }

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
