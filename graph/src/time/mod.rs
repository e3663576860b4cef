//! Time: calendar dates, times of day, zones, durations, and the periods of history.
//!
//! Dates are proleptic Gregorian and count days in `i64`; years reach from −999,999,999 to +999,999,999.

mod amount;
mod between;
mod date;
mod datetime;
mod duration;
mod error;
mod local;
mod parse;
mod period;
mod truncate;
mod zone;

pub use amount::{Amount, Factor};
pub use between::{Instant, between, in_days, in_months, in_seconds};
pub use date::Date;
pub use datetime::{DateTime, Time};
pub use duration::{Duration, Part};
pub use error::TimeError;
pub use local::{LocalDateTime, LocalTime};
pub use period::Period;
pub use truncate::Unit;
pub use zone::Zone;
