//! Time: calendar dates, times of day, zones, durations, and the periods of history.
//!
//! Dates are proleptic Gregorian and count days in `i64`; years reach from −999,999,999 to +999,999,999.

mod bounds;
mod calendar;
mod date;
mod datetime;
mod duration;
mod edtf;
mod extent;
mod local;
mod period;
pub mod relate;
mod spell;

pub use bounds::{Bounds, FUTURE, PAST};
pub use calendar::Calendar;
pub use date::Date;
pub use datetime::{DateTime, Time};
pub use duration::Duration;
pub use local::{LocalDateTime, LocalTime};
pub use period::{Meaning, Period, PeriodError};
pub use relate::{Asked, Certainty, Slice};
