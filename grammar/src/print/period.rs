//! The time clause: in its short form behind a pattern, in its long form before a query.

use super::expr::additive;
use crate::ast::{Expr, Kept, TimeClause, TimeKind};

/// The clause behind the patterns that it slices, after a space.
pub(super) fn trailing(out: &mut String, clause: Option<&TimeClause>) {
    let Some(clause) = clause else { return };
    out.push(' ');
    match &clause.kind {
        TimeKind::At(instant) => form(out, "AT", clause.kept, instant),
        TimeKind::During(period) => form(out, "DURING", clause.kept, period),
        TimeKind::Throughout(period) => form(out, "THROUGHOUT", clause.kept, period),
        _ => long(out, clause),
    }
    order(out, clause);
}

/// The clause before the query that it slices, with a space behind it.
pub(super) fn leading(out: &mut String, clause: &TimeClause) {
    long(out, clause);
    order(out, clause);
    out.push(' ');
}

fn long(out: &mut String, clause: &TimeClause) {
    out.push_str("FOR ");
    let kept = clause.kept;
    match &clause.kind {
        TimeKind::At(instant) => form(out, "VALID_TIME AS OF", kept, instant),
        TimeKind::During(period) => form(out, "VALID_TIME DURING", kept, period),
        TimeKind::Throughout(period) => form(out, "VALID_TIME THROUGHOUT", kept, period),
        TimeKind::FromTo(from, to) => {
            form(out, "VALID_TIME FROM", kept, from);
            form(out, " TO", None, to);
        }
        TimeKind::All => out.push_str("VALID_TIME ALL"),
        TimeKind::SystemTime(instant) => form(out, "SYSTEM_TIME AS OF", None, instant),
    }
}

fn form(out: &mut String, words: &str, kept: Option<Kept>, period: &Expr) {
    out.push_str(words);
    out.push_str(match kept {
        Some(Kept::Certainly) => " CERTAINLY ",
        Some(Kept::Possibly) => " POSSIBLY ",
        None => " ",
    });
    additive(out, period);
}

fn order(out: &mut String, clause: &TimeClause) {
    if clause.in_order {
        out.push_str(" IN ORDER");
    }
}
