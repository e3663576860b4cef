//! Tokens to syntax tree, one function a production; the production stands above it.
//!
//! Law: a rule recurses only inside brackets, and every bracket passes [`crate::combine::enter`]; operators are read in a loop.
//! So the stack is bounded by the depth of brackets, and the height of a tree by [`crate::ast::MAX_HEIGHT`].

#![allow(
    clippy::boxed_local,
    reason = "large things travel in boxes, and are unpacked off the path on which rules recurse"
)]

mod ahead;
mod atom;
mod call;
mod clause;
mod element;
pub(crate) mod expr;
mod function;
mod label;
mod list;
mod literal;
mod map;
mod operator;
mod pattern;
mod period;
mod projection;
mod query;
mod relation;
mod schema;
mod stack;
pub(crate) mod statement;
mod subquery;
mod value_type;
mod write;
