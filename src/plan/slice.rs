//! The time clause, resolved: which slice of history a pattern is matched in.

use crate::plan::expr::{Expr, ExprKind};
use crate::plan::pattern::PatternPlan;
use crate::plan::visit::{children, each_slot, exprs, inputs};
use crate::plan::{Op, Plan, Planned};
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

impl Slice {
    /// Whether it is the same for every row.
    pub fn is_constant(&self) -> bool {
        let mut constant = true;
        for expr in self.kind.exprs() {
            each_slot(expr, &mut |_| constant = false);
        }
        constant
    }
}

impl Planned {
    /// The slices of the statement, that of the whole first, then those of its patterns and their subqueries.
    pub fn slices(&self) -> Vec<&Slice> {
        let mut found: Vec<&Slice> = self.slice.iter().collect();
        of_plan(&self.plan, &mut found);
        found
    }
}

fn of_plan<'p>(plan: &'p Plan, found: &mut Vec<&'p Slice>) {
    inputs(plan, &mut |input| of_plan(input, found));
    if let Op::Match { pattern, .. } = &plan.op {
        of_pattern(pattern, found);
    }
    exprs(plan, &mut |expr| of_expr(expr, found));
}

fn of_pattern<'p>(pattern: &'p PatternPlan, found: &mut Vec<&'p Slice>) {
    found.extend(&pattern.slice);
}

fn of_expr<'p>(expr: &'p Expr, found: &mut Vec<&'p Slice>) {
    if let ExprKind::Subquery(_, plan) = &expr.kind {
        of_plan(plan, found);
    }
    children(expr, &mut |child| of_expr(child, found));
}
