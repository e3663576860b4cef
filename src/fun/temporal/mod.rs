//! The functions that make, take apart and combine dates, times and durations (CIP2015-08-06).

mod arithmetic;
mod between;
mod build;
mod clock;
mod component;
mod compose;
mod create;
mod duration;
mod epoch;
mod failure;
mod fields;
mod table;
mod target;
#[cfg(test)]
mod testing;
mod truncate;

pub use arithmetic::arithmetic;
pub use component::component;
pub use table::FUNCTIONS;
