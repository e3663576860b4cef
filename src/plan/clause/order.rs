//! Which clause may follow which, and with which a query may end.

use crate::error::{Detail, Result};
use crate::plan::body::Follows;
use crate::plan::planner::syntax;
use factio_grammar::Span;
use factio_grammar::ast::{Clause, SingleQuery};

/// Fails for a row of clauses that cannot stand so.
pub(in crate::plan) fn check(query: &SingleQuery, follows: Follows) -> Result<()> {
    let Some((last, before)) = query.clauses.split_last() else {
        let message = "a query needs at least one clause";
        return Err(syntax(
            Detail::InvalidClauseComposition,
            query.span,
            message,
        ));
    };
    if let Some(early) = before.iter().find(|clause| ends_a_query(clause)) {
        let message = format!("{} has to be the last clause", name(early));
        return Err(syntax(
            Detail::InvalidClauseComposition,
            span(early),
            message,
        ));
    }
    if follows == Follows::Counting || may_be_last(last) {
        return Ok(());
    }
    let message = format!(
        "a query cannot end with {}: what is it to return?",
        name(last)
    );
    let error = syntax(Detail::InvalidClauseComposition, span(last), message);
    Err(error.hint("end it with RETURN, with a clause that writes, or with FINISH"))
}

fn ends_a_query(clause: &Clause) -> bool {
    matches!(clause, Clause::Return { .. } | Clause::Finish(_))
}

fn may_be_last(clause: &Clause) -> bool {
    match clause {
        Clause::SubqueryCall(_) => true,
        Clause::Match(_)
        | Clause::Unwind(_)
        | Clause::With { .. }
        | Clause::Filter { .. }
        | Clause::Let { .. }
        | Clause::Page { .. }
        | Clause::LoadCsv(_) => false,
        _ => true,
    }
}

/// Whether a clause writes by itself; a subquery is asked by its own clauses.
pub(in crate::plan) fn writes(clause: &Clause) -> bool {
    matches!(
        clause,
        Clause::Create { .. }
            | Clause::Merge(_)
            | Clause::Set { .. }
            | Clause::Remove { .. }
            | Clause::Delete { .. }
            | Clause::Foreach(_)
    )
}

/// The words of a clause.
pub(in crate::plan) fn name(clause: &Clause) -> &'static str {
    match clause {
        Clause::Match(clause) if clause.optional => "OPTIONAL MATCH",
        Clause::Match(_) => "MATCH",
        Clause::Unwind(_) => "UNWIND",
        Clause::With { .. } => "WITH",
        Clause::Return { .. } => "RETURN",
        Clause::Finish(_) => "FINISH",
        Clause::Filter { .. } => "FILTER",
        Clause::Let { .. } => "LET",
        Clause::Page { .. } => "ORDER BY, OFFSET or LIMIT",
        Clause::Create { .. } => "CREATE",
        Clause::Merge(_) => "MERGE",
        Clause::Set { .. } => "SET",
        Clause::Remove { .. } => "REMOVE",
        Clause::Delete { .. } => "DELETE",
        Clause::Foreach(_) => "FOREACH",
        Clause::Call(_) | Clause::SubqueryCall(_) => "CALL",
        Clause::LoadCsv(_) => "LOAD CSV",
    }
}

pub(in crate::plan) fn span(clause: &Clause) -> Span {
    match clause {
        Clause::Match(clause) => clause.span,
        Clause::Unwind(clause) => clause.span,
        Clause::Merge(clause) => clause.span,
        Clause::Foreach(clause) => clause.span,
        Clause::Call(clause) => clause.span,
        Clause::SubqueryCall(clause) => clause.span,
        Clause::LoadCsv(clause) => clause.span,
        Clause::Finish(span)
        | Clause::With { span, .. }
        | Clause::Return { span, .. }
        | Clause::Filter { span, .. }
        | Clause::Let { span, .. }
        | Clause::Page { span, .. }
        | Clause::Create { span, .. }
        | Clause::Set { span, .. }
        | Clause::Remove { span, .. }
        | Clause::Delete { span, .. } => *span,
    }
}
