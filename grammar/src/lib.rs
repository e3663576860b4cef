//! The query language of factio: text to syntax tree and back.
