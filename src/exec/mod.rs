//! Running a plan: one operator a node, pulling batches of rows.

pub mod batch;
mod context;
pub mod eval;
pub mod fun;
pub mod op;
pub mod pattern;

pub use batch::{Batch, Column, Row};
pub use context::{Context, Limits, Moment, Parameters};
