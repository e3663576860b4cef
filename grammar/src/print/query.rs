//! Queries, unions and bodies.

use super::{clause, period, separated};
use crate::ast::{Body, Mode, Query, SingleQuery, Union, UnionKind};

pub(super) fn query(out: &mut String, query: &Query) {
    out.push_str(match query.mode {
        Mode::Run => "",
        Mode::Explain => "EXPLAIN ",
        Mode::Profile => "PROFILE ",
        Mode::Why => "WHY ",
    });
    if let Some(slice) = &query.slice {
        period::leading(out, slice);
    }
    body(out, &query.body);
}

pub(super) fn body(out: &mut String, body: &Body) {
    separated(out, &body.parts, " NEXT ", union);
}

fn union(out: &mut String, union: &Union) {
    single_query(out, &union.first);
    for (kind, query) in &union.rest {
        out.push_str(match kind {
            UnionKind::Distinct => " UNION ",
            UnionKind::All => " UNION ALL ",
        });
        single_query(out, query);
    }
}

fn single_query(out: &mut String, query: &SingleQuery) {
    separated(out, &query.clauses, " ", clause::clause);
}
