//! From syntax tree to plan: names become slots, clauses become operators, mistakes become errors with places.

pub mod expr;
pub mod pattern;
pub mod slice;
mod tree;

pub use slice::{Slice, SliceKind};
pub use tree::{Assignment, NewNode, NewRelation, Op, Plan, Planned, SortKey, Template};

use crate::error::Result;
use crate::procedure::Procedures;
use factio_grammar::ast::Query;
use factio_graph::catalog::Catalog;

/// The plan of a query. Names it does not know are interned; nothing else changes.
pub fn plan(query: &Query, catalog: &dyn Catalog, procedures: &Procedures) -> Result<Planned> {
    let _ = (query, catalog, procedures);
    Ok(Planned {
        plan: Plan::argument(0),
        columns: Vec::new(),
        writes: false,
    })
}
