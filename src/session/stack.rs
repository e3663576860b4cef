//! Room for long statements: a plan stands a clause on a clause, and every clause takes some of the stack.

use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use factio_grammar::{Sign, Token, TokenKind, Word};

/// As many clauses run on any thread's stack.
const FEW: usize = 100;

/// More clauses than a person or a program writes into one statement.
const MOST: usize = 50_000;

/// What one clause takes of the stack, in bytes; generously, for a build without optimisation.
const STEP: usize = 16 << 10;

/// The bytes of stack that a statement needs, where any thread's own is too small.
///
/// # Errors
/// The statement has more than 50,000 clauses.
pub(super) fn needed(text: &str) -> Result<Option<usize>> {
    // A clause is no shorter than `SET`.
    if text.len() < 3 * FEW {
        return Ok(None);
    }
    match clauses(text) {
        0..=FEW => Ok(None),
        count @ ..=MOST => Ok(Some(count * STEP)),
        count => Err(Error::compile(
            ErrorKind::SyntaxError,
            Detail::NestingTooDeep,
            format!("a statement has at most {MOST} clauses; this one has about {count}"),
        )),
    }
}

/// Does the work on a stack of so many bytes, or any thread's.
///
/// # Errors
/// There is no memory for the stack; or what the work gives.
pub(super) fn with_room<T: Send>(
    bytes: Option<usize>,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    let Some(bytes) = bytes else {
        return work();
    };
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(bytes);
        let thread = builder.spawn_scoped(scope, work).map_err(|error| {
            Error::plain(
                ErrorKind::LimitExceeded,
                Phase::Runtime,
                format!("a statement of so many clauses needs a stack of {bytes} bytes: {error}"),
            )
        })?;
        thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// About how many clauses a text has: words that begin one, unless they are keys, labels or properties.
fn clauses(text: &str) -> usize {
    let tokens: Vec<Token> = factio_grammar::lex(text)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let is = |at: Option<usize>, signs: &[Sign]| {
        let token = at.and_then(|at| tokens.get(at));
        token.is_some_and(
            |token| matches!(token.kind, TokenKind::Sign(sign) if signs.contains(&sign)),
        )
    };
    (0..tokens.len())
        .filter(|&at| begins_clause(tokens[at].kind))
        .filter(|&at| !is(Some(at + 1), &[Sign::Colon]))
        .filter(|&at| !is(at.checked_sub(1), &[Sign::Colon, Sign::Dot]))
        .count()
}

fn begins_clause(kind: TokenKind) -> bool {
    let TokenKind::Word(word) = kind else {
        return false;
    };
    matches!(
        word,
        Word::Match
            | Word::Unwind
            | Word::For
            | Word::With
            | Word::Return
            | Word::Filter
            | Word::Let
            | Word::Order
            | Word::Create
            | Word::Insert
            | Word::Merge
            | Word::Set
            | Word::Remove
            | Word::Delete
            | Word::Foreach
            | Word::Call
            | Word::Load
            | Word::Union
            | Word::Next
    )
}

#[cfg(test)]
mod tests {
    use super::clauses;
    use crate::Session;
    use crate::error::Detail;
    use factio_graph::value::Value;

    #[test]
    fn a_word_counts_only_where_it_may_begin_a_clause() {
        let text = "MATCH (n:Match {set: n.order}) WITH n SET n.x = 1 // MATCH";
        assert_eq!(clauses(text), 3);
    }

    #[test]
    fn a_statement_of_many_clauses_runs() {
        let mut session = Session::new();
        let text = "WITH 1 AS x ".repeat(5_000) + "RETURN x";
        let outcome = session.run(&text);
        assert_eq!(outcome.map(|it| it.rows), Ok(vec![vec![Value::Integer(1)]]));
    }

    #[test]
    fn a_statement_of_too_many_clauses_is_refused() {
        let mut session = Session::new();
        let text = "WITH 1 AS x ".repeat(60_000) + "RETURN x";
        let error = session.run(&text).map(|it| it.rows).unwrap_err();
        assert_eq!(error.detail, Some(Detail::NestingTooDeep));
    }
}
