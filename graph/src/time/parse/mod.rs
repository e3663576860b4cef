//! Reading dates, times and durations from text: ISO 8601 as openCypher takes it (CIP2015-08-06, "Parsing temporal values").

mod cursor;
mod date;
mod duration;
mod time;

pub(crate) use time::offset;
