//! Scripts: where one statement ends and the next begins, and whether what is typed is whole.

use crate::ast::{Clause, Statement};
use crate::lexer::Lexer;
use crate::parse;
use crate::token::{Sign, Token, TokenKind, Trouble};
use std::ops::Range;

/// One statement of a script, without its semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    /// Its place in the script, in bytes; comments before the statement belong to it.
    pub range: Range<usize>,
    /// A semicolon ended it; only the last piece may lack one.
    pub closed: bool,
}

/// The statements of a script, split at semicolons outside strings, comments and quoted names.
///
/// Works on any text: what is no statement is still a piece, so that its error has a place. What holds only comments is no piece.
pub fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut said = false;
    for (token, range) in Lexer::new(text) {
        if token.kind == TokenKind::Sign(Sign::Semicolon) {
            push(&mut pieces, text, open.take(), said, true);
            said = false;
            continue;
        }
        said |= token.kind != TokenKind::Comment;
        open = Some(open.map_or(range.start, |before| before.start)..range.end);
    }
    push(&mut pieces, text, open, said, false);
    pieces
}

fn push<'a>(
    pieces: &mut Vec<Piece<'a>>,
    text: &'a str,
    range: Option<Range<usize>>,
    said: bool,
    closed: bool,
) {
    if let Some(range) = range.filter(|_| said) {
        pieces.push(Piece {
            text: &text[range.clone()],
            range,
            closed,
        });
    }
}

/// Whether a text that is being typed is a finished statement, so that Enter should run it.
///
/// A semicolon finishes it. Without one a single line is finished when nothing more is wanted behind it, and several
/// lines are when a blank one follows. A text that no further typing can mend is finished too: its error is due.
pub fn finished(text: &str) -> bool {
    let mut tokens = Lexer::new(text).map(|(token, _)| token);
    let Some(last) = tokens.by_ref().filter(is_said).last() else {
        return false;
    };
    if is_open(last) {
        return false;
    }
    if last.kind == TokenKind::Sign(Sign::Semicolon) {
        return true;
    }
    match parse(text) {
        Ok(statement) => is_whole(&statement) && is_one_line_or_left(text),
        Err(error) => error.span.start < last.span.end,
    }
}

fn is_said(token: &Token) -> bool {
    !matches!(token.kind, TokenKind::Comment)
}

fn is_open(token: Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Bad(Trouble::UnclosedString | Trouble::UnclosedName | Trouble::UnclosedComment)
    )
}

/// Whether nothing is missing behind the last clause. It may still go on: `RETURN n` with `ORDER BY`.
fn is_whole(statement: &Statement) -> bool {
    let Statement::Query(query) = statement else {
        return true;
    };
    let last_part = query.body.parts.last();
    let last_query =
        last_part.map(|union| union.rest.last().map_or(&union.first, |(_, last)| last));
    let last_clause = last_query.and_then(|query| query.clauses.last());
    !matches!(
        last_clause,
        None | Some(
            Clause::Match(_)
                | Clause::Unwind(_)
                | Clause::With { .. }
                | Clause::Filter { .. }
                | Clause::Let { .. }
                | Clause::Page { .. }
                | Clause::LoadCsv(_)
        )
    )
}

fn is_one_line_or_left(text: &str) -> bool {
    let lines = text.trim_start();
    let said = lines.trim_end();
    !said.contains('\n') || lines[said.len()..].contains('\n')
}

#[cfg(test)]
mod tests {
    use super::{finished, split};

    fn texts(script: &str) -> Vec<&str> {
        split(script).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn semicolons_in_strings_comments_and_names_split_nothing() {
        let script = "RETURN ';' AS `a;b` // c;\n; /* d; */ RETURN \"\\\";\";";
        assert_eq!(
            texts(script),
            ["RETURN ';' AS `a;b` // c;", "/* d; */ RETURN \"\\\";\""]
        );
    }

    #[test]
    fn pieces_know_their_place_and_whether_they_are_closed() {
        let pieces = split(" RETURN 1 ;\n\n RETURN 2 ");
        assert_eq!(pieces[0].range, 1..9);
        assert_eq!(pieces[1].range, 14..22);
        assert!(pieces[0].closed && !pieces[1].closed);
    }

    #[test]
    fn empty_statements_and_comments_alone_are_no_pieces() {
        assert!(texts(";; // nothing\n ; /* at all */").is_empty());
        assert!(texts("").is_empty());
    }

    #[test]
    fn a_broken_statement_is_a_piece_and_does_not_hide_the_next() {
        assert_eq!(texts("MTCH (]; RETURN 1"), ["MTCH (]", "RETURN 1"]);
        assert_eq!(texts("RETURN 'open; RETURN 1"), ["RETURN 'open; RETURN 1"]);
    }

    #[test]
    fn a_semicolon_finishes_a_statement() {
        assert!(finished("MATCH (n)\nRETURN n; // done"));
        assert!(!finished("RETURN ';"));
        assert!(!finished("RETURN 1 /* ;"));
        assert!(!finished("RETURN `;"));
    }

    #[test]
    fn a_whole_line_is_finished_and_a_part_of_a_statement_is_not() {
        for text in [
            "RETURN 1",
            "SHOW INDEXES",
            "CREATE (:A)",
            "BEGIN",
            "CALL db.labels",
        ] {
            assert!(finished(text), "{text}");
        }
        for text in [
            "",
            " // note",
            "MATCH (n)",
            "RETURN",
            "RETURN (1",
            "RETURN 1 +",
            "WITH 1 AS x",
        ] {
            assert!(!finished(text), "{text}");
        }
    }

    #[test]
    fn several_lines_go_on_until_a_blank_one() {
        assert!(!finished("MATCH (n)\nRETURN n"));
        assert!(finished("MATCH (n)\nRETURN n\n"));
    }

    #[test]
    fn what_no_typing_can_mend_is_finished() {
        assert!(finished("MTCH (n)"));
        assert!(finished("RETURN 1)"));
    }
}
