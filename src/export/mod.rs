//! Drawing and writing out what a statement gave.

pub mod diagram;
pub mod dot;
pub mod json;
