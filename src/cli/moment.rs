//! The clock, read once a statement: the only place where the program asks for the time of day.

use crate::context::Moment;
use std::sync::OnceLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

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

/// Nanoseconds since the program first asked: what `PROFILE` measures by.
pub fn clock() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_nanos() as u64
}
