//! Moving an expression to a row of another width: its columns are found elsewhere, its locals are numbered anew.

use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::visit;

/// Where the columns of one row are found in another.
pub(super) struct Move<'m> {
    /// How many columns the row had.
    pub from: usize,
    /// How many columns the other row has.
    pub to: usize,
    /// What stands for a column.
    pub column: &'m dyn Fn(Slot) -> Expr,
}

impl Move<'_> {
    /// The expression over the other row. It must hold no subquery: see [`visit::has_subquery`].
    ///
    /// What stands for a column must have no locals of its own when `expr` has some.
    pub fn apply(&self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Slot(slot) if *slot < self.from => {
                let span = expr.span;
                *expr = (self.column)(*slot);
                expr.span = span;
                return;
            }
            ExprKind::Slot(slot) => *slot = self.local(*slot),
            ExprKind::ListComprehension { local, .. } | ExprKind::Quantified { local, .. } => {
                *local = self.local(*local);
            }
            ExprKind::Reduce { accumulator, .. } => *accumulator = self.local(*accumulator),
            _ => {}
        }
        visit::change::children(expr, &mut |child| self.apply(child));
    }

    fn local(&self, slot: Slot) -> Slot {
        slot - self.from + self.to
    }
}
