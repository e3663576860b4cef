//! What each token is to someone who colours text: words are keywords only where their neighbours let them be.

use crate::lexer::lex;
use crate::span::Span;
use crate::token::{Sign, Token, TokenClass, TokenKind};
use crate::words::{Reach, Word};

/// The tokens of a text with their classes. Tolerant: any text has them, in one walk over it.
pub fn classify(text: &str) -> Vec<(Span, TokenClass)> {
    let tokens = lex(text);
    let said: Vec<Token> = tokens
        .iter()
        .copied()
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let mut place = 0;
    let mut classes = Vec::with_capacity(tokens.len());
    for token in tokens {
        let class = match token.kind {
            TokenKind::Comment => TokenClass::Comment,
            TokenKind::Word(word) => worded(&said, place, word),
            kind => kind.class(),
        };
        place += usize::from(token.kind != TokenKind::Comment);
        classes.push((token.span, class));
    }
    classes
}

/// The class of a word by what stands before and behind it.
fn worded(tokens: &[Token], place: usize, word: Word) -> TokenClass {
    let before = place.checked_sub(1).map(|before| tokens[before].kind);
    let behind = tokens.get(place + 1);
    let free = word.reach() != Reach::Strict;
    let called = behind.is_some_and(|behind| {
        let touches = behind.span.start == tokens[place].span.end;
        touches && behind.kind == TokenKind::Sign(Sign::LeftParen)
    });
    let used = called || is_used(before, behind.map(|token| token.kind));
    match is_named(before) || (free && used) {
        true => TokenClass::Identifier,
        false => TokenClass::Keyword,
    }
}

/// Whether only a name can stand behind this: a label, a key, a handle.
fn is_named(before: Option<TokenKind>) -> bool {
    use Sign::{Ampersand, At, Bang, Colon, Dot};
    matches!(
        before,
        Some(TokenKind::Sign(Dot | Colon | Ampersand | Bang | At) | TokenKind::Word(Word::As))
    )
}

/// Whether a word that may be a variable is one: something is done with it.
fn is_used(before: Option<TokenKind>, behind: Option<TokenKind>) -> bool {
    use Sign::{Bar, Colon, Comma, Dot, Equal, LeftBracket, LeftParen, RightBrace};
    use Sign::{RightBracket, RightParen};
    let opened = matches!(
        before,
        Some(TokenKind::Sign(LeftParen | LeftBracket | Comma))
    );
    match behind {
        Some(TokenKind::Sign(sign)) => match sign {
            Dot | Colon | Comma | Equal | RightParen | RightBracket | RightBrace => true,
            LeftParen | LeftBracket | Bar => matches!(before, Some(TokenKind::Sign(_))),
            _ => opened,
        },
        Some(TokenKind::Word(Word::In)) => opened,
        Some(TokenKind::Word(Word::As)) => before != Some(TokenKind::Word(Word::For)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::classify;
    use crate::token::TokenClass;

    fn keywords(text: &str) -> Vec<&str> {
        classify(text)
            .into_iter()
            .filter(|(_, class)| *class == TokenClass::Keyword)
            .map(|(span, _)| &text[span.range()])
            .collect()
    }

    #[test]
    fn words_are_keywords_where_they_are() {
        assert_eq!(
            keywords("MATCH (n)-[:led]->(m) AT '1925' WHERE n.at = 1 RETURN m"),
            ["MATCH", "AT", "WHERE", "RETURN"]
        );
    }

    #[test]
    fn words_are_names_where_they_are_names() {
        assert_eq!(
            keywords("MATCH (during:Match {order: 1}) RETURN count(during.set), any AS all"),
            ["MATCH", "RETURN", "AS"]
        );
    }

    #[test]
    fn a_broken_text_has_classes_too() {
        let classes: Vec<TokenClass> = classify("RETURN 'a").iter().map(|(_, one)| *one).collect();
        assert_eq!(classes, [TokenClass::Keyword, TokenClass::Error]);
    }
}
