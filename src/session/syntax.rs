//! The grammar's errors as errors of a statement.

use crate::error::{Detail, Error, ErrorKind};
use factio_grammar::{Detail as SyntaxCause, SyntaxError};

pub(super) fn error(error: SyntaxError) -> Error {
    let mut told =
        Error::compile(ErrorKind::SyntaxError, detail(error.detail), error.message).at(error.span);
    told.hints = error.hints;
    told
}

fn detail(detail: SyntaxCause) -> Detail {
    match detail {
        SyntaxCause::UnexpectedSyntax => Detail::UnexpectedSyntax,
        SyntaxCause::InvalidNumberLiteral => Detail::InvalidNumberLiteral,
        SyntaxCause::IntegerOverflow => Detail::IntegerOverflow,
        SyntaxCause::FloatingPointOverflow => Detail::FloatingPointOverflow,
        SyntaxCause::InvalidUnicodeLiteral => Detail::InvalidUnicodeLiteral,
        SyntaxCause::InvalidUnicodeCharacter => Detail::InvalidUnicodeCharacter,
        SyntaxCause::InvalidRelationshipPattern => Detail::InvalidRelationshipPattern,
        SyntaxCause::NestingTooDeep => Detail::NestingTooDeep,
        SyntaxCause::TextTooLong => Detail::TextTooLong,
    }
}
