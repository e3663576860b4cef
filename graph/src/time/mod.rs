//! Time: calendar dates, times of day, zones, durations, and the periods of history.
//!
//! Dates are proleptic Gregorian and count days in `i64`; years reach from −999,999,999 to +999,999,999.

mod date;
mod datetime;
mod duration;
mod local;
mod period;

pub use date::Date;
pub use datetime::{DateTime, Time};
pub use duration::Duration;
pub use local::{LocalDateTime, LocalTime};
pub use period::Period;
