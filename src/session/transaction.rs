//! BEGIN, COMMIT, ROLLBACK: statements that stand or fall together.
//!
//! A statement that fails inside a transaction is undone alone; the transaction goes on.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::outcome::Outcome;
use crate::session::Session;
use std::sync::Arc;

impl Session {
    pub(super) fn begin(&mut self) -> Result<Outcome> {
        if self.transaction.is_some() {
            return Err(misplaced("BEGIN: a transaction is open already"));
        }
        self.transaction = Some(Arc::make_mut(&mut self.graph).savepoint());
        Ok(Outcome::default())
    }

    pub(super) fn commit(&mut self) -> Result<Outcome> {
        match self.transaction.take() {
            Some(begun) => {
                self.keep(begun)?;
                Ok(Outcome::default())
            }
            None => Err(misplaced("COMMIT: no transaction is open")),
        }
    }

    pub(super) fn roll_back(&mut self) -> Result<Outcome> {
        match self.transaction.take() {
            Some(begun) => {
                Arc::make_mut(&mut self.graph).rollback(begun);
                Ok(Outcome::default())
            }
            None => Err(misplaced("ROLLBACK: no transaction is open")),
        }
    }
}

fn misplaced(message: &str) -> Error {
    Error::plain(ErrorKind::TransactionError, Phase::Runtime, message)
}
