//! Times of day, and dates with them, without a zone.

use crate::time::Date;
use serde::{Deserialize, Serialize};

/// A time of day.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LocalTime {
    /// Nanoseconds since midnight, below 86,400,000,000,000.
    pub nanoseconds: u64,
}

/// A date and a time of day.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LocalDateTime {
    pub date: Date,
    pub time: LocalTime,
}
