//! Which rows of an answer are marked, for those who read it, since they are possible and not certain.

use crate::outcome::Outcome;
use factio_graph::time::Certainty;

/// Stands beside a row of a table that is possible and not certain.
pub const MARK: &str = "?";

/// The column in which a row says so itself.
pub const COLUMN: &str = "certainty";

/// What is known of the rows of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Doubts<'o> {
    rows: &'o [Certainty],
}

impl<'o> Doubts<'o> {
    /// Nothing is marked where nobody counted, and where a column says of each row how certain it is.
    pub fn of(outcome: &'o Outcome) -> Doubts<'o> {
        let counted = outcome.time.as_ref().and_then(|time| time.rows.as_deref());
        let says_so = outcome.columns.iter().any(|name| name == COLUMN);
        Doubts {
            rows: counted.filter(|_| !says_so).unwrap_or_default(),
        }
    }

    /// Whether the row of that number is marked.
    pub fn marks(&self, row: usize) -> bool {
        self.rows.get(row) == Some(&Certainty::Possible)
    }

    /// Whether any row is.
    pub fn any(&self) -> bool {
        self.rows.contains(&Certainty::Possible)
    }
}
