//! The clock, read once a statement: the only place where the program asks for the time of day.

use crate::context::Moment;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, and a seed from it.
pub fn moment() -> Moment {
    let nanoseconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    };
    Moment {
        nanoseconds,
        seed: nanoseconds as u64,
    }
}
