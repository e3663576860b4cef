//! The query language of factio: text to syntax tree and back. Knows no graph.
//!
//! A text is cut into tokens, and rules over the tokens build the tree; `factio.ebnf` beside this crate's sources is the
//! same grammar, a line a rule. A text that fails says where, and all that could have stood there.
//!
//! ```
//! let tree = factio_grammar::parse("match (p:Person)-[:led]->(f) at '1926' return f.name").unwrap();
//! assert_eq!(
//!     tree.to_string(),
//!     "MATCH (p:Person)-[:led]->(f) AT '1926' RETURN f.name"
//! );
//!
//! let error = factio_grammar::parse("MATCH (n) RETRUN n").unwrap_err();
//! assert_eq!(error.span.range(), 10..16);
//! assert_eq!(error.hints, ["did you mean RETURN?"]);
//! ```
pub mod ast;
mod classify;
mod combine;
mod complete;
mod error;
mod expected;
mod hint;
mod input;
mod lexer;
mod name;
mod parse;
pub mod print;
mod register;
mod script;
pub mod span;
pub mod token;
mod words;

pub use classify::classify;
pub use complete::{Expectation, expected};
pub use error::{Detail, SyntaxError};
pub use expected::Expected;
pub use lexer::lex;
pub use script::{Piece, finished, split};
pub use span::Span;
pub use token::{Sign, Token, TokenClass, TokenKind, Trouble};
pub use words::Word;

use ast::{Expr, Statement};
use input::{Context, Input, Parsed, Tokens};
use register::Register;
use std::cell::RefCell;

/// The longest text that is read, in bytes.
pub const MAX_LENGTH: usize = 16 << 20;

/// Reads one statement; semicolons may follow it.
///
/// # Errors
/// What did not fit, where, and everything that could have stood there.
pub fn parse(text: &str) -> Result<Statement, SyntaxError> {
    read(text, parse::statement::text)
}

/// Reads one expression, such as the value of a parameter.
///
/// # Errors
/// As [`parse`].
pub fn parse_expression(text: &str) -> Result<Expr, SyntaxError> {
    read(text, parse::statement::value)
}

/// Reads a text by a rule. A text that fails is read a second time, noting what was looked for where.
fn read<O>(
    text: &str,
    rule: impl for<'a> Fn(Input<'a>) -> Parsed<'a, O>,
) -> Result<O, SyntaxError> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError::too_long(text.len(), MAX_LENGTH));
    }
    let tokens = Tokens::of(text);
    let quick = Context::new(text, &tokens, None);
    if let Ok((_, output)) = rule(Input::new(&quick)) {
        return Ok(output);
    }
    let register = RefCell::new(Register::default());
    let noting = Context::new(text, &tokens, Some(&register));
    match rule(Input::new(&noting)) {
        Ok((_, output)) => Ok(output),
        Err(nom::Err::Error(problem) | nom::Err::Failure(problem)) => {
            Err(SyntaxError::new(text, &tokens, &register.borrow(), problem))
        }
        Err(nom::Err::Incomplete(_)) => Err(SyntaxError::new(
            text,
            &tokens,
            &register.borrow(),
            error::Problem::unexpected(),
        )),
    }
}
