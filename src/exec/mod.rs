//! Running a plan: one operator a node, pulling batches of rows.

pub mod batch;
pub mod eval;
mod numbered;
pub mod op;
pub mod part;
pub mod pattern;
mod rest;

pub use batch::{Batch, Column, Row};
