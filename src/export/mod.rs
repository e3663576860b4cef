//! Drawing and writing out what a statement gave.

pub mod diagram;
pub mod dot;
mod factions;
mod inferred;
pub mod json;
mod realignment;
