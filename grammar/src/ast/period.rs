//! The time clause: which slice of history a pattern is matched in.

use crate::Span;
use crate::ast::Expr;

/// `AT e`, `DURING CERTAINLY e IN ORDER`, `FOR VALID_TIME FROM a TO b`, ...
#[derive(Clone, Debug, PartialEq)]
pub struct TimeClause {
    pub kind: TimeKind,
    /// The word before the time, if one was written.
    pub kept: Option<Kept>,
    /// `IN ORDER`: hops in time-respecting order instead of at one shared instant.
    pub in_order: bool,
    pub span: Span,
}

/// `CERTAINLY` or `POSSIBLY`: how much has to be known of what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// What is certain.
    Certainly,
    /// What is certain or possible: also what is meant where neither word stands.
    Possibly,
}

/// What must hold of an element's validity.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeKind {
    /// `AT e`, `FOR VALID_TIME AS OF e`: held at that instant.
    At(Expr),
    /// `DURING e`, `FOR VALID_TIME DURING e`: held at some time in the period.
    During(Expr),
    /// `FOR VALID_TIME FROM a TO b`: during the period from `a` to `b`.
    FromTo(Expr, Expr),
    /// `THROUGHOUT e`: held on all of the period.
    Throughout(Expr),
    /// `FOR VALID_TIME ALL`: no slice.
    All,
    /// `FOR SYSTEM_TIME AS OF e`: reserved.
    SystemTime(Expr),
}
