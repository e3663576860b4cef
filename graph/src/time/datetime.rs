//! Times and instants with an offset from UTC, and with a named zone where one was given.

use crate::time::{LocalDateTime, LocalTime};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A time of day at an offset from UTC. Rust's equality is structural: the same instant at another offset differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Time {
    pub local: LocalTime,
    /// Seconds east of UTC, between −18 and +18 hours.
    pub offset: i32,
}

/// A date and time at an offset from UTC. Rust's equality is structural.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateTime {
    pub local: LocalDateTime,
    /// Seconds east of UTC, between −18 and +18 hours.
    pub offset: i32,
    /// The IANA name, where the zone was named.
    pub zone: Option<Arc<str>>,
}
