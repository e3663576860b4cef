//! The graph of factio: what is held true, when, and on whose word. Knows no query text and no terminal.

pub mod adjacency;
pub mod algo;
pub mod catalog;
mod error;
pub mod facts;
pub mod id;
pub mod schema;
pub mod store;
pub mod symbols;
pub mod time;
pub mod value;
pub mod view;

pub use error::GraphError;
