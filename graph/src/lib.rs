//! The graph of factio: what is held true, when, and on whose word.
pub mod algo;
pub mod time;
