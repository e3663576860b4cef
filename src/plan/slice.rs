//! The time clause, resolved: which slice of history a pattern is matched in.

use crate::plan::expr::Expr;
use factio_grammar::Span;

/// Which elements of a pattern count, by their validity. The expressions see the input row of the MATCH.
#[derive(Clone, Debug)]
pub struct Slice {
    pub kind: SliceKind,
    /// Only what is certain counts; otherwise what is possible does too.
    pub certainly: bool,
    /// Hops in time-respecting order instead of at one shared instant.
    pub in_order: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum SliceKind {
    At(Expr),
    During(Expr),
    FromTo(Expr, Expr),
    Throughout(Expr),
}

impl SliceKind {
    /// Its expressions, in the order in which they are written.
    pub fn exprs(&self) -> Vec<&Expr> {
        match self {
            SliceKind::At(e) | SliceKind::During(e) | SliceKind::Throughout(e) => vec![e],
            SliceKind::FromTo(from, to) => vec![from, to],
        }
    }
}
