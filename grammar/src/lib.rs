//! The query language of factio: text to syntax tree and back. Knows no graph.
pub mod ast;
pub mod span;

pub use span::Span;
