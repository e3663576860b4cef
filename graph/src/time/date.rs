//! Calendar dates.

use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Date {
    /// Days since 1970-01-01.
    pub days: i64,
}
