//! Scripts: where one statement ends and the next begins, also in text that does not parse.

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

/// Whether a text is finished, so that Enter may end it: its last statement ends with a semicolon.
pub fn finished(text: &str) -> bool {
    split(text).last().is_none_or(|piece| piece.terminated)
}

/// What may stand behind a text, for completion.
pub fn expected(_text: &str) -> Vec<crate::Expected> {
    Vec::new()
}
