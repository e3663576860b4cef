//! Queries: clauses in a row, unions of rows, and unions that feed each other.

use super::{clause, period};
use crate::ast::{Body, Clause, Mode, Query, SingleQuery, Statement, Union, UnionKind};
use crate::combine::unboxed;
use crate::error::{Detail, Problem};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::words::Word;

/// query = [ "EXPLAIN" | "PROFILE" | "WHY" ] [ leading ] body
pub(super) fn query(input: Input<'_>) -> Parsed<'_, Statement> {
    let (mode, length) = match input.word() {
        Some(Word::Explain) => (Mode::Explain, 1),
        Some(Word::Profile) => (Mode::Profile, 1),
        Some(Word::Why) => (Mode::Why, 1),
        _ => (Mode::Run, 0),
    };
    let (rest, slice) = period::leading(input.skip(length))?;
    let (rest, body) = body(rest)?;
    let query = Query {
        mode,
        slice: unboxed(slice),
        body,
        span: input.span_to(rest),
    };
    Ok((rest, Statement::Query(query)))
}

/// body = union { "NEXT" union }
pub(super) fn body(input: Input<'_>) -> Parsed<'_, Body> {
    let (mut rest, first) = union(input)?;
    let mut parts = vec![first];
    while rest.word() == Some(Word::Next) {
        let (after, next) = union(rest.skip(1))?;
        parts.push(next);
        rest = after;
    }
    rest.note(Expected::Word(Word::Next));
    Ok((rest, Body { parts }))
}

/// union = single-query { "UNION" union-kind single-query }
fn union(input: Input<'_>) -> Parsed<'_, Union> {
    let (mut rest, first) = single_query(input)?;
    let mut others = Vec::new();
    while rest.word() == Some(Word::Union) {
        let (after, kind) = union_kind(rest.skip(1))?;
        let (after, next) = single_query(after)?;
        others.push((kind, next));
        rest = after;
    }
    rest.note(Expected::Word(Word::Union));
    let union = Union {
        first,
        rest: others,
    };
    Ok((rest, union))
}

/// union-kind = [ "ALL" | "DISTINCT" ]
fn union_kind(input: Input<'_>) -> Parsed<'_, UnionKind> {
    match input.word() {
        Some(Word::All) => Ok((input.skip(1), UnionKind::All)),
        Some(Word::Distinct) => Ok((input.skip(1), UnionKind::Distinct)),
        _ => {
            input.note(Expected::Word(Word::All));
            input.note(Expected::Word(Word::Distinct));
            Ok((input, UnionKind::Distinct))
        }
    }
}

/// single-query = clause { clause }
fn single_query(input: Input<'_>) -> Parsed<'_, SingleQuery> {
    let (mut rest, first) = clause::clause(input)?;
    let mut clauses = vec![*first];
    while clause::starts(rest) {
        check_page(rest, clauses.last())?;
        let (after, next) = clause::clause(rest)?;
        clauses.push(*next);
        rest = after;
    }
    rest.note_group(Group::Clause);
    check_yields(&clauses)?;
    let span = input.span_to(rest);
    Ok((rest, SingleQuery { clauses, span }))
}

/// After a projection its own order and limits are over: a further one would be taken for a part of it.
fn check_page(input: Input<'_>, before: Option<&Clause>) -> Result<(), nom::Err<Problem>> {
    let projected = matches!(before, Some(Clause::With { .. } | Clause::Return { .. }));
    match input.word() {
        Some(Word::Order | Word::Skip | Word::Offset | Word::Limit) if projected => {
            Err(Problem::advise(
                Detail::UnexpectedSyntax,
                input.span(),
                "the order and the limits of a projection stand once, as ORDER BY, SKIP, LIMIT, before WHERE",
                "begin a new projection: WITH *",
            ))
        }
        _ => Ok(()),
    }
}

/// `YIELD *` names no columns, so that only a call that stands alone may say it.
fn check_yields(clauses: &[Clause]) -> Result<(), nom::Err<Problem>> {
    if clauses.len() == 1 {
        return Ok(());
    }
    for clause in clauses {
        let Clause::Call(call) = clause else { continue };
        if let Some(yields) = call.yields.as_ref().filter(|yields| yields.star) {
            return Err(Problem::advise(
                Detail::UnexpectedSyntax,
                yields.span,
                "`YIELD *` may stand only where the call is the whole query",
                "name the columns: YIELD column, column AS name",
            ));
        }
    }
    Ok(())
}
