//! The errors of temporal functions, as the language has them.

use crate::error::{Detail, Error, ErrorKind};
use crate::kind::Kind;
use factio_graph::time::TimeError;
use factio_graph::value::Value;

/// What went wrong with a date, time or duration, as an error of the statement.
pub(super) fn failure(error: TimeError) -> Error {
    let (kind, detail) = match error {
        TimeError::Overflow(_) => (ErrorKind::ArithmeticError, Detail::NumberOutOfRange),
        TimeError::DivisionByZero => (ErrorKind::ArithmeticError, Detail::DivisionByZero),
        _ => (ErrorKind::ArgumentError, Detail::InvalidArgumentValue),
    };
    Error::runtime(kind, detail, error.to_string())
}

/// A value that could be of this type and must not be.
pub(super) fn refused(message: String) -> Error {
    Error::runtime(
        ErrorKind::ArgumentError,
        Detail::InvalidArgumentValue,
        message,
    )
}

/// A value of the wrong type: who takes it, what is wanted, what was found.
pub(super) fn wrong_type(taker: &str, wanted: &str, found: &Value) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentValue,
        format!(
            "{taker} takes {wanted}, and this is {}",
            Kind::of(found).name()
        ),
    )
}
