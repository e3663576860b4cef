//! Drawing and writing out what a statement gave, or a whole graph. `format` is the way in: a format a file, chosen by ending.

pub mod column;
pub mod csv;
pub mod cytoscape;
pub mod diagram;
pub mod dot;
mod factions;
pub mod format;
mod frames;
pub mod gexf;
pub mod graphml;
pub mod graphviz;
pub mod html;
mod inferred;
pub mod json;
pub mod json_lines;
pub mod literal;
pub mod mermaid;
mod realignment;
pub mod schema;
pub mod script;
pub mod selection;
pub mod xml;

pub use format::{Export, Format};
