//! From syntax tree to plan: names become slots, clauses become operators, mistakes become errors with places.

pub mod expr;
mod kind;
pub mod pattern;
mod tree;

pub use kind::Kind;
pub use tree::{Assignment, NewNode, NewRelation, Op, Plan, Planned, SortKey, Template};
