//! The time clause of a pattern: its own, or the one that governs the place where it stands.

use crate::error::{Error, Result};
use crate::plan::expr::Expr;
use crate::plan::planner::Planner;
use crate::plan::resolve;
use crate::plan::scope::Scope;
use crate::plan::{Slice, SliceKind};
use factio_grammar::ast::{self, Kept, TimeKind};

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
