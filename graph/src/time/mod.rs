//! Time: calendar dates, times of day, zones, durations, and the periods of history.
//!
//! Dates are proleptic Gregorian and count days in `i64`; years reach from −999,999,999 to +999,999,999.

pub mod allen;
mod amount;
mod between;
mod bounds;
mod by_hand;
mod calendar;
mod date;
mod datetime;
mod duration;
mod edtf;
mod error;
mod explain;
mod extent;
mod local;
#[cfg(test)]
mod numbers;
mod parse;
mod period;
pub mod relate;
mod replace;
mod share;
mod shift;
mod spell;
mod truncate;
mod walk;
mod zone;

pub use amount::{Amount, Factor};
pub use between::{Instant, between, in_days, in_months, in_seconds};
pub use bounds::{Bounds, FUTURE, PAST};
pub use calendar::Calendar;
pub use date::Date;
pub use datetime::{DateTime, Time};
pub use duration::{Duration, Part};
pub use error::TimeError;
pub use local::{LocalDateTime, LocalTime};
pub use period::{Meaning, Period, PeriodError};
pub use relate::{Asked, Certainty, Slice};
pub use share::{InOrder, Shared, intersection};
pub use truncate::Unit;
pub use walk::in_order;
pub use zone::Zone;
