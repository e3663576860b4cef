//! Text to tokens, by nom over `&str`. Every text has tokens: what is wrong becomes a token of its own.

mod name;
mod number;
mod quoted;
mod sign;

pub(crate) use quoted::{unescape, unquote_name};

use crate::span::Span;
use crate::token::{Token, TokenKind, Trouble};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_until, take_while};
use nom::combinator::{recognize, rest, value};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// The tokens of a text, comments among them. Never fails and never panics.
///
/// Texts longer than `u32` can count are read as far as it goes.
pub fn lex(text: &str) -> Vec<Token> {
    Lexer::new(text).map(|(token, _)| token).collect()
}

/// What a lexing rule gives: the rest of the text and the kind of token that was read.
type Lexed<'a> = IResult<&'a str, TokenKind, ()>;

/// Walks over a text token by token, with the place of each in bytes.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text, at: 0 }
    }
}

impl Iterator for Lexer<'_> {
    type Item = (Token, std::ops::Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let remaining = &self.text[self.at..];
        let (remaining, _) = space(remaining).ok()?;
        if remaining.is_empty() {
            return None;
        }
        let start = self.text.len() - remaining.len();
        let (after, kind) = token(remaining).ok()?;
        let end = self.text.len() - after.len();
        self.at = end;
        let token = Token {
            kind,
            span: Span::new(start, end),
        };
        Some((token, start..end))
    }
}

/// space = { white }
fn space(text: &str) -> IResult<&str, &str, ()> {
    take_while(is_space).parse(text)
}

/// The Unicode white space, the four ASCII separators that openCypher counts as white, and the byte order mark.
fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\t' | '\r' | '\u{1c}'..='\u{1f}' | '\u{feff}'
    ) || c.is_whitespace()
}

/// One token. The first character decides, so that no rule is tried in vain.
fn token(text: &str) -> Lexed<'_> {
    match text.as_bytes()[0] {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => name::name(text),
        b'0'..=b'9' => number::number(text),
        b'.' => alt((number::fraction, sign::sign)).parse(text),
        b'/' => alt((comment, sign::sign)).parse(text),
        b'\'' | b'"' => quoted::string(text),
        b'`' => quoted::quoted_name(text),
        b'$' => alt((name::parameter, sign::sign)).parse(text),
        _ => alt((sign::sign, name::name, unknown)).parse(text),
    }
}

/// comment = "//" line | "/*" block "*/"
fn comment(text: &str) -> Lexed<'_> {
    let line = preceded(tag("//"), take_till(|c| c == '\n' || c == '\r'));
    let closed = recognize((tag("/*"), take_until("*/"), tag("*/")));
    let unclosed = preceded(tag("/*"), rest);
    alt((
        value(TokenKind::Comment, line),
        value(TokenKind::Comment, closed),
        value(TokenKind::Bad(Trouble::UnclosedComment), unclosed),
    ))
    .parse(text)
}

/// One character that no rule knows.
fn unknown(text: &str) -> Lexed<'_> {
    let (rest, c) = nom::character::complete::anychar(text)?;
    let trouble = match c.is_ascii() {
        true => Trouble::Character,
        false => Trouble::UnicodeCharacter,
    };
    Ok((rest, TokenKind::Bad(trouble)))
}

#[cfg(test)]
mod tests {
    use super::lex;
    use crate::token::{Sign, TokenKind, Trouble};
    use crate::words::Word;

    fn kinds(text: &str) -> Vec<TokenKind> {
        lex(text).iter().map(|token| token.kind).collect()
    }

    #[test]
    fn white_space_and_comments_separate_tokens() {
        let text = "a // x\n/* y */ \u{a0}b/**/c /";
        let expected = [
            TokenKind::Name,
            TokenKind::Comment,
            TokenKind::Comment,
            TokenKind::Name,
            TokenKind::Comment,
            TokenKind::Name,
            TokenKind::Sign(Sign::Slash),
        ];
        assert_eq!(kinds(text), expected);
        assert_eq!(lex(text)[0].span.range(), 0..1);
        assert_eq!(&text[lex(text)[3].span.range()], "b");
    }

    #[test]
    fn an_open_comment_swallows_the_rest() {
        assert_eq!(
            kinds("/* a ; b"),
            [TokenKind::Bad(Trouble::UnclosedComment)]
        );
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert_eq!(
            kinds("mAtCh Person"),
            [TokenKind::Word(Word::Match), TokenKind::Name]
        );
    }

    #[test]
    fn strange_characters_are_tokens_of_trouble() {
        assert_eq!(kinds("#"), [TokenKind::Bad(Trouble::Character)]);
        assert_eq!(kinds("“"), [TokenKind::Bad(Trouble::UnicodeCharacter)]);
        assert_eq!(kinds("—"), [TokenKind::Sign(Sign::OtherDash)]);
        assert_eq!(kinds("\0"), [TokenKind::Bad(Trouble::Character)]);
    }
}
