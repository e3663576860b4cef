//! Counting without enumerating: nodes that nobody reads are not bound one after the other, but counted where they hang.
//!
//! A tree of them is worth the same at a node however the match came there: a [`Hub`] remembers that by node. What is held by
//! several bound nodes, or must differ from one, is counted row by row: [`step::Tally`](super::step::Tally).

mod add;
mod choose;
mod hub;
mod lists;
mod memo;

pub(super) use hub::{Hub, OpenHub};
pub(super) use lists::{Lists, Marks};
pub(super) use memo::Memo;
