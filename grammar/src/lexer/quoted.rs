//! Strings and quoted names: where they end, and what they say.

use super::Lexed;
use crate::token::{TokenKind, Trouble};
use std::borrow::Cow;
use std::ops::Range;

/// string = "'" { character | escape } "'" | '"' { character | escape } '"'
pub(super) fn string(text: &str) -> Lexed<'_> {
    let quote = text.as_bytes()[0];
    let mut escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(1) {
        if escaped {
            escaped = false;
        } else if byte == b'\\' {
            escaped = true;
        } else if byte == quote {
            return Ok((&text[place + 1..], TokenKind::String));
        }
    }
    Ok(("", TokenKind::Bad(Trouble::UnclosedString)))
}

/// quoted-name = "`" { character | "``" } "`"
pub(super) fn quoted_name(text: &str) -> Lexed<'_> {
    if !text.starts_with('`') {
        return Err(nom::Err::Error(()));
    }
    let bytes = text.as_bytes();
    let mut place = 1;
    while place < bytes.len() {
        if bytes[place] != b'`' {
            place += 1;
        } else if bytes.get(place + 1) == Some(&b'`') {
            place += 2;
        } else {
            return Ok((&text[place + 1..], TokenKind::QuotedName));
        }
    }
    Ok(("", TokenKind::Bad(Trouble::UnclosedName)))
}

/// The name inside backticks; a doubled backtick is one.
pub(crate) fn unquote_name(token: &str) -> String {
    token[1..token.len() - 1].replace("``", "`")
}

/// An escape that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EscapeError {
    /// The place of the escape in the token, in bytes.
    pub(crate) place: Range<usize>,
    /// It began with `\u` or `\U`.
    pub(crate) unicode: bool,
}

/// What a string token says, with its escapes resolved.
///
/// # Errors
/// An escape that openCypher does not know, or a code point that is no character.
pub(crate) fn unescape(token: &str) -> Result<Cow<'_, str>, EscapeError> {
    let inner = &token[1..token.len() - 1];
    if !inner.contains('\\') {
        return Ok(Cow::Borrowed(inner));
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(slash) = rest.find('\\') {
        text.push_str(&rest[..slash]);
        let start = token.len() - 1 - (rest.len() - slash);
        let (character, length) = escape(&rest[slash..]).map_err(|(unicode, length)| {
            let place = start..start + length;
            EscapeError { place, unicode }
        })?;
        text.push(character);
        rest = &rest[slash + length..];
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

/// One escape: its character and its length in bytes; or whether it was a Unicode escape, and the length of what is wrong.
fn escape(text: &str) -> Result<(char, usize), (bool, usize)> {
    let Some(letter) = text[1..].chars().next() else {
        return Err((false, 1));
    };
    let simple = match letter {
        '\\' | '\'' | '"' | '`' | '/' => letter,
        'b' | 'B' => '\u{8}',
        'f' | 'F' => '\u{c}',
        'n' | 'N' => '\n',
        'r' | 'R' => '\r',
        't' | 'T' => '\t',
        'u' => return short_code(text),
        'U' => return code(text, 8).and_then(|(code, length)| character(code, length)),
        other => return Err((false, 1 + other.len_utf8())),
    };
    Ok((simple, 2))
}

/// `\uXXXX`, or a pair of them that together name one character beyond the basic plane.
fn short_code(text: &str) -> Result<(char, usize), (bool, usize)> {
    let (high, length) = code(text, 4)?;
    if !(0xd800..0xdc00).contains(&high) {
        return character(high, length);
    }
    match text[length..]
        .starts_with("\\u")
        .then(|| code(&text[length..], 4))
    {
        Some(Ok((low, more))) if (0xdc00..0xe000).contains(&low) => {
            let joined = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            character(joined, length + more)
        }
        _ => Err((true, length)),
    }
}

/// The number that `digits` hexadecimal digits after the first two characters say.
fn code(text: &str, digits: usize) -> Result<(u32, usize), (bool, usize)> {
    let found = text[2..]
        .bytes()
        .take(digits)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    if found < digits {
        return Err((true, 2 + found));
    }
    let length = 2 + digits;
    let code = u32::from_str_radix(&text[2..length], 16).map_err(|_| (true, length))?;
    Ok((code, length))
}

fn character(code: u32, length: usize) -> Result<(char, usize), (bool, usize)> {
    char::from_u32(code)
        .map(|c| (c, length))
        .ok_or((true, length))
}

#[cfg(test)]
mod tests {
    use super::{unescape, unquote_name};
    use crate::lexer::lex;
    use crate::token::{TokenKind, Trouble};

    #[test]
    fn a_string_ends_at_its_own_unescaped_quote() {
        assert_eq!(lex(r#"'a\'b"' x"#)[0].span.range(), 0..7);
        assert_eq!(lex(r"'a\\' x")[0].span.range(), 0..5);
        assert_eq!(lex("'a")[0].kind, TokenKind::Bad(Trouble::UnclosedString));
        assert_eq!(
            lex(r"'a\'")[0].kind,
            TokenKind::Bad(Trouble::UnclosedString)
        );
    }

    #[test]
    fn a_quoted_name_doubles_its_backticks() {
        assert_eq!(lex("`a``b` x")[0].span.range(), 0..6);
        assert_eq!(unquote_name("`a``b`"), "a`b");
        assert_eq!(lex("``")[0].kind, TokenKind::QuotedName);
        assert_eq!(lex("`a``")[0].kind, TokenKind::Bad(Trouble::UnclosedName));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescape(r"'a\tb\n\'\u01FF\\'").unwrap(), "a\tb\n'ǿ\\");
        assert_eq!(unescape(r"'\U0001F9D0'").unwrap(), "🧐");
        assert_eq!(unescape(r"'\uD83E\uDDD0!'").unwrap(), "🧐!");
    }

    #[test]
    fn a_wrong_escape_is_placed() {
        let error = unescape(r"'ab\uH'").unwrap_err();
        assert_eq!((error.place, error.unicode), (3..5, true));
        let error = unescape(r"'\q'").unwrap_err();
        assert_eq!((error.place, error.unicode), (1..3, false));
        for token in [
            r"'\uD83E'",
            r"'\uD83Ex'",
            r"'\uDDD0'",
            r"'\U00110000'",
            r"'\u12é4'",
        ] {
            assert!(unescape(token).unwrap_err().unicode, "{token}");
        }
    }
}
