//! Scripts: where one statement ends and the next begins, also in text that does not parse.

use crate::ast::Statement;
use crate::expected::Expected;
use crate::lexer::lex;
use crate::token::{Sign, TokenKind};
use std::ops::Range;

/// One statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes, from its first token to its last, the semicolon included.
    pub range: Range<usize>,
    /// Whether a semicolon ended it.
    pub terminated: bool,
}

/// The statements of a text, split at semicolons outside strings, comments and quoted names. Pieces without a token are left out.
pub fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut current: Option<Range<usize>> = None;
    for token in lex(text) {
        let range = token.span.range();
        match token.kind {
            TokenKind::Comment => {}
            TokenKind::Sign(Sign::Semicolon) => {
                if let Some(piece) = current.take() {
                    pieces.push(Piece {
                        range: piece.start..range.end,
                        terminated: true,
                    });
                }
            }
            _ => current.get_or_insert(range.clone()).end = range.end,
        }
    }
    pieces.extend(current.map(|range| Piece {
        range,
        terminated: false,
    }));
    pieces
}

/// Whether a text is finished, so that Enter may end it: its last statement ends with a semicolon, is a command such as `BEGIN`, or is
/// whole and followed by an empty line.
pub fn finished(text: &str) -> bool {
    let pieces = split(text);
    let Some(last) = pieces.last() else {
        return true;
    };
    if last.terminated {
        return true;
    }
    match crate::parse(&text[last.range.clone()]) {
        Ok(Statement::Query(_)) => text.ends_with('\n'),
        Ok(_) => true,
        Err(_) => false,
    }
}

/// What may stand behind a text, for completion: nothing where the text went wrong before its end.
pub fn expected(text: &str) -> Vec<Expected> {
    let start = match split(text).last() {
        Some(piece) if !piece.terminated => piece.range.start,
        _ => text.len(),
    };
    crate::expected_behind(&text[start..])
}

#[cfg(test)]
mod tests {
    use super::{expected, finished, split};
    use crate::{Expected, Word};

    #[test]
    fn a_script_is_split_outside_strings_comments_and_quoted_names() {
        let text = "RETURN 'a;b'; // no; \nRETURN `c;` /* ; */;;  RETURN 1";
        let pieces: Vec<&str> = split(text)
            .into_iter()
            .map(|piece| &text[piece.range])
            .collect();
        assert_eq!(
            pieces,
            ["RETURN 'a;b';", "RETURN `c;` /* ; */;", "RETURN 1"]
        );
    }

    #[test]
    fn a_statement_is_finished_at_its_semicolon_or_after_an_empty_line() {
        assert!(finished("MATCH (n) RETURN n;"));
        assert!(!finished("MATCH (n) RETURN n"));
        assert!(finished("MATCH (n) RETURN n\n"));
        assert!(!finished("MATCH (n)\n WHERE "));
        assert!(finished("BEGIN"));
        assert!(finished(""));
        assert!(!finished("RETURN 'open;"));
    }

    #[test]
    fn what_may_come_next_is_known_at_the_end_of_a_text() {
        let next = expected("RETURN 1; MATCH (n) ");
        assert!(next.contains(&Expected::Word(Word::Where)));
        assert!(next.contains(&Expected::Word(Word::Return)));
        assert!(expected("").contains(&Expected::Word(Word::Match)));
        assert!(expected("MATCH (n:").contains(&Expected::Label));
        assert!(expected("MATCH )( n").is_empty());
    }
}
