//! BEGIN, COMMIT, ROLLBACK: statements that stand or fall together.
//!
//! A statement that fails inside a transaction is undone alone; the transaction goes on.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::outcome::Outcome;
use crate::session::Session;

impl Session {
    pub(super) fn begin(&mut self) -> Result<Outcome> {
        if self.transaction.is_some() {
            return Err(misplaced("BEGIN: a transaction is open already"));
        }
        self.transaction = Some(self.graph_mut().savepoint());
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
                self.graph_mut().rollback(begun);
                Ok(Outcome::default())
            }
            None => Err(misplaced("ROLLBACK: no transaction is open")),
        }
    }
}

fn misplaced(message: &str) -> Error {
    Error::plain(ErrorKind::TransactionError, Phase::Runtime, message)
}
