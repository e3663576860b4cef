//! Punctuation marks and operators.

use super::Lexed;
use crate::token::{Sign, TokenKind};

/// The longest mark that stands here.
pub(super) fn sign(text: &str) -> Lexed<'_> {
    let bytes = text.as_bytes();
    let pair = bytes.get(1).and_then(|second| double(bytes[0], *second));
    let (sign, length) = match pair {
        Some(sign) => (Some(sign), 2),
        None if bytes[0].is_ascii() => (single(bytes[0]), 1),
        None => other(text),
    };
    match sign {
        Some(sign) => Ok((&text[length..], TokenKind::Sign(sign))),
        None => Err(nom::Err::Error(())),
    }
}

fn double(first: u8, second: u8) -> Option<Sign> {
    Some(match (first, second) {
        (b'.', b'.') => Sign::DotDot,
        (b'|', b'|') => Sign::BarBar,
        (b'+', b'=') => Sign::PlusEqual,
        (b'=', b'~') => Sign::EqualTilde,
        (b'<', b'>') => Sign::NotEqual,
        (b'<', b'=') => Sign::LessEqual,
        (b'>', b'=') => Sign::GreaterEqual,
        _ => return None,
    })
}

fn single(byte: u8) -> Option<Sign> {
    Some(match byte {
        b'(' => Sign::LeftParen,
        b')' => Sign::RightParen,
        b'[' => Sign::LeftBracket,
        b']' => Sign::RightBracket,
        b'{' => Sign::LeftBrace,
        b'}' => Sign::RightBrace,
        b',' => Sign::Comma,
        b':' => Sign::Colon,
        b';' => Sign::Semicolon,
        b'.' => Sign::Dot,
        b'|' => Sign::Bar,
        b'&' => Sign::Ampersand,
        b'!' => Sign::Bang,
        b'%' => Sign::Percent,
        b'+' => Sign::Plus,
        b'-' => Sign::Minus,
        b'*' => Sign::Star,
        b'/' => Sign::Slash,
        b'^' => Sign::Caret,
        b'=' => Sign::Equal,
        b'<' => Sign::Less,
        b'>' => Sign::Greater,
        b'$' => Sign::Dollar,
        b'@' => Sign::At,
        _ => return None,
    })
}

/// The dashes and arrow heads of the openCypher grammar beside the ASCII ones.
fn other(text: &str) -> (Option<Sign>, usize) {
    let Some(c) = text.chars().next() else {
        return (None, 0);
    };
    let sign = match c {
        '\u{ad}' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => {
            Some(Sign::OtherDash)
        }
        '⟨' | '〈' | '﹤' | '＜' => Some(Sign::OtherLeft),
        '⟩' | '〉' | '﹥' | '＞' => Some(Sign::OtherRight),
        _ => None,
    };
    (sign, c.len_utf8())
}

#[cfg(test)]
mod tests {
    use crate::lexer::lex;
    use crate::token::{Sign, TokenKind};

    #[test]
    fn the_longest_sign_is_taken_and_arrows_are_not_one_sign() {
        let signs: Vec<&str> = lex("<>=<=..|||=~+=-->&")
            .iter()
            .map(|token| match token.kind {
                TokenKind::Sign(sign) => sign.text(),
                _ => "?",
            })
            .collect();
        let expected = [
            "<>", "=", "<=", "..", "||", "|", "=~", "+=", "-", "-", ">", "&",
        ];
        assert_eq!(signs, expected);
    }

    #[test]
    fn other_dashes_and_heads_are_signs() {
        let kinds: Vec<TokenKind> = lex("⟨–＞").iter().map(|token| token.kind).collect();
        let expected = [Sign::OtherLeft, Sign::OtherDash, Sign::OtherRight];
        assert_eq!(kinds, expected.map(TokenKind::Sign));
    }
}
