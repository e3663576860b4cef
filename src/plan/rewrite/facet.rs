//! What an expression reads of its row, and whether of an element it reads a property or the type alone.

use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::pattern::Facet;
use crate::plan::visit;

/// Calls `visit` with every slot that `expr` reads, and with what alone is read of it there; `None` for all of it.
pub(super) fn each_read(expr: &Expr, visit: &mut dyn FnMut(Slot, Option<Facet>)) {
    let slot = |subject: &Expr| match subject.kind {
        ExprKind::Slot(slot) => Some(slot),
        _ => None,
    };
    let facet = match &expr.kind {
        ExprKind::Property(subject, key) => slot(subject).zip(Some(Facet::Property(key.symbol))),
        ExprKind::Call(function, arguments) => match arguments.as_slice() {
            [subject] if function.name == "type" => slot(subject).zip(Some(Facet::Type)),
            _ => None,
        },
        _ => None,
    };
    match (facet, &expr.kind) {
        (Some((slot, facet)), _) => visit(slot, Some(facet)),
        (None, ExprKind::Slot(_) | ExprKind::Path(_) | ExprKind::Subquery(..)) => {
            visit::each_slot(expr, &mut |slot| visit(slot, None));
        }
        (None, _) => visit::children(expr, &mut |child| each_read(child, visit)),
    }
}
