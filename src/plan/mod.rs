//! From syntax tree to plan: names become slots, clauses become operators, mistakes become errors with places.

mod body;
mod certain;
mod check;
mod clause;
mod estimate;
mod explain;
pub mod expr;
mod flow;
mod matching;
pub mod memory;
mod names;
pub mod pattern;
mod planner;
mod probe;
mod reads;
mod resolve;
pub mod rewrite;
mod scope;
pub mod slice;
mod steady;
pub mod step;
mod syntax;
#[cfg(test)]
mod tests;
mod time;
mod tree;
mod types;
mod visit;
mod why;

pub use explain::{Explained, explain, explain_slice};
pub use reads::Reads;
pub use slice::{Slice, SliceKind};
pub(crate) use steady::{is_steady, is_steady_expr};
pub use step::{Found, MatchStep, Steps};
pub use tree::{Assignment, NewNode, NewRelation, Op, Plan, Planned, SortKey, Template};
pub(crate) use visit::{each_slot, has_subquery, inputs};

use crate::error::Result;
use crate::procedure::Procedures;
use body::{Answer, Follows};
use factio_grammar::ast::{Mode, Query};
use factio_graph::catalog::Catalog;
use flow::Flow;
use planner::{Enclosing, Planner};
use rewrite::Rewrite;
use scope::Scope;

/// The plan of a query, of which `text` is the statement that it was read from: columns without a name are called by their text.
///
/// Names it does not know are interned; nothing else changes. Cost: linear in the length of the text.
pub fn plan<'a>(
    text: &'a str,
    query: &'a Query,
    catalog: &'a dyn Catalog,
    procedures: &'a Procedures,
) -> Result<Planned> {
    plan_with(text, query, catalog, procedures, &rewrite::ALL)
}

/// The plan of a query after some of the rewrites only: what [`plan`] gives, and slower, and with the same answer.
pub fn plan_with<'a>(
    text: &'a str,
    query: &'a Query,
    catalog: &'a dyn Catalog,
    procedures: &'a Procedures,
    rewrites: &'a [Rewrite],
) -> Result<Planned> {
    let planner = Planner::new(text, catalog, procedures, rewrites);
    plan_by(planner, query)
}

/// The plan of a query whose time clauses that do not say so keep only what is certain.
pub fn plan_certainly<'a>(
    text: &'a str,
    query: &'a Query,
    catalog: &'a dyn Catalog,
    procedures: &'a Procedures,
) -> Result<Planned> {
    let mut planner = Planner::new(text, catalog, procedures, &rewrite::ALL);
    planner.certainly = true;
    plan_by(planner, query)
}

fn plan_by<'a>(planner: Planner<'a>, query: &'a Query) -> Result<Planned> {
    if query.mode == Mode::Why {
        let reasoned = why::reasoned(planner.text, query, planner.procedures)?;
        let planned = plan_plain(planner, &reasoned)?;
        return Ok(Planned {
            because: true,
            ..planned
        });
    }
    plan_plain(planner, query)
}

fn plan_plain<'a>(mut planner: Planner<'a>, query: &'a Query) -> Result<Planned> {
    let (catalog, rewrites) = (planner.catalog, planner.rewrites);
    let mut slice = None;
    if let Some(clause) = &query.slice {
        let scope = Scope::default();
        slice = time::clause_slice(&mut planner, clause, &mut scope.clone())?;
        planner.slice = Some(Enclosing { clause, scope });
    }
    let answer = answer(&mut planner, query)?;
    let columns = columns(&answer);
    let plan = rewrite::rewrite(ended(answer), rewrites);
    Ok(Planned {
        columns,
        reads: Reads::of(&plan),
        plan,
        writes: planner.writes,
        slice,
        because: false,
        notes: planner.names.notes(catalog),
        parameters: planner.parameters.into_iter().collect(),
    })
}

fn answer<'a>(planner: &mut Planner<'a>, query: &'a Query) -> Result<Answer> {
    let start = Flow::start(Scope::default());
    match clause::is_standalone(&query.body) {
        Some(call) => clause::standalone(planner, call, start),
        None => body::plan(planner, &query.body, start, Follows::Nothing),
    }
}

/// A statement that returns nothing passes on no rows.
fn ended(answer: Answer) -> Plan {
    let plan = answer.plan;
    match (&answer.columns, &plan.op) {
        (Some(_), _) | (None, Op::Finish { .. }) => plan,
        (None, _) => {
            let width = plan.width;
            let input = Box::new(plan);
            Plan::new(Op::Finish { input }, width)
        }
    }
}

fn columns(answer: &Answer) -> Vec<String> {
    let columns = answer.columns.iter().flatten();
    columns.map(|column| column.name.to_string()).collect()
}
