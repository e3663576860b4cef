//! The time clause: in its short form behind a pattern, in its long form before a query.

use super::expr::additive;
use crate::ast::{Expr, TimeClause, TimeKind};

/// The clause behind the patterns that it slices, after a space.
pub(super) fn trailing(out: &mut String, clause: Option<&TimeClause>) {
    let Some(clause) = clause else { return };
    out.push(' ');
    match &clause.kind {
        TimeKind::At(instant) => form(out, "AT", clause.certainly, instant),
        TimeKind::During(period) => form(out, "DURING", clause.certainly, period),
        TimeKind::Throughout(period) => form(out, "THROUGHOUT", clause.certainly, period),
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
    let certainly = clause.certainly;
    match &clause.kind {
        TimeKind::At(instant) => form(out, "VALID_TIME AS OF", certainly, instant),
        TimeKind::During(period) => form(out, "VALID_TIME DURING", certainly, period),
        TimeKind::Throughout(period) => form(out, "VALID_TIME THROUGHOUT", certainly, period),
        TimeKind::FromTo(from, to) => {
            form(out, "VALID_TIME FROM", certainly, from);
            form(out, " TO", false, to);
        }
        TimeKind::All => out.push_str("VALID_TIME ALL"),
        TimeKind::SystemTime(instant) => form(out, "SYSTEM_TIME AS OF", false, instant),
    }
}

fn form(out: &mut String, words: &str, certainly: bool, period: &Expr) {
    out.push_str(words);
    out.push_str(if certainly { " CERTAINLY " } else { " " });
    additive(out, period);
}

fn order(out: &mut String, clause: &TimeClause) {
    if clause.in_order {
        out.push_str(" IN ORDER");
    }
}
