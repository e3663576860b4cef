//! Drawing and writing out what a statement gave, or a whole graph. `format` is the way in: a format a file, chosen by ending.

pub mod column;
pub mod csv;
pub mod diagram;
pub mod dot;
mod factions;
pub mod format;
pub mod graphviz;
mod inferred;
pub mod json;
pub mod json_lines;
pub mod literal;
mod realignment;
pub mod schema;
pub mod script;
pub mod selection;

pub use format::{Export, Format};
