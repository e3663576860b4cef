//! The time clause of a pattern: its own, or the one that governs the place where it stands.

use crate::error::{Error, Phase, Result};
use crate::fun;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::planner::Planner;
use crate::plan::resolve;
use crate::plan::scope::Scope;
use crate::plan::{Slice, SliceKind};
use factio_grammar::ast::{self, Kept, TimeKind};
use factio_graph::value::Value;

/// The slice in which a pattern over rows of `input` is matched.
///
/// A pattern without a clause of its own is governed by that of the MATCH in whose condition it stands, else by that of the
/// statement; `FOR VALID_TIME ALL` lifts both.
pub(super) fn slice<'a>(
    planner: &mut Planner<'a>,
    own: Option<&'a ast::TimeClause>,
    input: &Scope<'a>,
) -> Result<Option<Slice>> {
    if let Some(clause) = own {
        return clause_slice(planner, clause, &mut input.clone());
    }
    let Some(enclosing) = planner.slice.clone() else {
        return Ok(None);
    };
    let mut scope = enclosing.scope.widened_to(input.columns());
    clause_slice(planner, enclosing.clause, &mut scope)
}

/// A time clause over rows of `scope`; `None` when it asks for all of history.
pub(super) fn clause_slice<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::TimeClause,
    scope: &mut Scope<'a>,
) -> Result<Option<Slice>> {
    let mut value =
        |expr: &'a ast::Expr| -> Result<Expr> { Ok(resolve::value(planner, expr, scope)?.expr) };
    let kind = match &clause.kind {
        TimeKind::At(instant) => SliceKind::At(value(instant)?),
        TimeKind::During(period) => SliceKind::During(value(period)?),
        TimeKind::Throughout(period) => SliceKind::Throughout(value(period)?),
        TimeKind::FromTo(from, to) => SliceKind::FromTo(value(from)?, value(to)?),
        TimeKind::All => return Ok(None),
        TimeKind::SystemTime(_) => {
            let what = "FOR SYSTEM_TIME, which asks what the database itself said at a commit,";
            return Err(Error::not_yet(what, clause.span));
        }
    };
    match &kind {
        SliceKind::FromTo(from, to) => check_between(from, to)?,
        SliceKind::At(time) | SliceKind::During(time) | SliceKind::Throughout(time) => {
            check_period(time)?;
        }
    }
    Ok(Some(Slice {
        kind,
        certainly: match clause.kept {
            Some(kept) => kept == Kept::Certainly,
            None => planner.certainly,
        },
        in_order: clause.in_order,
        span: clause.span,
    }))
}

/// Fails for a time that is written out and is none: a typing mistake shows before anything runs.
pub(super) fn check_period(expr: &Expr) -> Result<()> {
    match written(expr) {
        Some(time) => fun::period::read(time)
            .map(drop)
            .map_err(|error| planned(error).at(expr.span)),
        None => Ok(()),
    }
}

fn check_between(from: &Expr, to: &Expr) -> Result<()> {
    match written(from).zip(written(to)) {
        Some((start, end)) => fun::period::read_between(start, end)
            .map(drop)
            .map_err(|error| planned(error).at(from.span.to(to.span))),
        None => Ok(()),
    }
}

/// A constant that is not null.
fn written(expr: &Expr) -> Option<&Value> {
    match &expr.kind {
        ExprKind::Constant(value) if !value.is_null() => Some(value),
        _ => None,
    }
}

fn planned(error: Error) -> Error {
    Error {
        phase: Phase::CompileTime,
        ..error
    }
}
