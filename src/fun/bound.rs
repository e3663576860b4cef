//! How large a value may grow: a query that builds too much fails, and does not take the machine with it.

use crate::error::{Error, ErrorKind, Phase, Result};

/// Elements of one list.
const MAX_ITEMS: u64 = 1 << 26;
/// Bytes of one string.
const MAX_BYTES: usize = 1 << 28;

/// Fails when a list would be longer than a list may be.
pub fn check_items(items: u64) -> Result<()> {
    match items <= MAX_ITEMS {
        true => Ok(()),
        false => Err(exceeded(format!(
            "a list of {items} elements is longer than the {MAX_ITEMS} that a list may have"
        ))),
    }
}

/// Fails when a string would be longer than a string may be.
pub fn check_bytes(bytes: usize) -> Result<()> {
    match bytes <= MAX_BYTES {
        true => Ok(()),
        false => Err(exceeded(format!(
            "a string of {bytes} bytes is longer than the {MAX_BYTES} that a string may have"
        ))),
    }
}

/// The error of a value that would be too large.
pub(super) fn exceeded(message: String) -> Error {
    Error::plain(ErrorKind::LimitExceeded, Phase::Runtime, message)
}
