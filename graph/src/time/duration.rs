//! Durations: months, days and seconds side by side, since none of them is a fixed number of the next.

use serde::{Deserialize, Serialize};

/// A length of time in four parts. Rust's equality is structural, which is also the language's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Duration {
    pub months: i64,
    pub days: i64,
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanoseconds: i32,
}
