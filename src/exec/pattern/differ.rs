//! `a.id <> b.id` where the property tells nodes apart: two nodes differ in it exactly when they are two.

use crate::exec::pattern::evaluator::property_of;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::labels;
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::view::Kind;
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot};
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;

/// The condition as one on the nodes themselves, if it comes to that in the graph at hand.
pub(super) fn differ<'p>(filter: &Expr, scope: &Scope<'_>, graph: &Graph) -> Option<Filter<'p>> {
    let ExprKind::Compare(CompareOp::NotEqual, left, right) = &filter.kind else {
        return None;
    };
    let ((left, key), (right, other)) = (property_of(left)?, property_of(right)?);
    let nodes = [left, right].map(|slot| scope.kind(slot) == Some(Kind::Node));
    let told = nodes == [true, true] && key == other && is_told(scope, (left, right), key, graph);
    told.then_some(Filter::Same {
        left,
        right,
        wanted: false,
    })
}

/// Whether both nodes must have a label whose nodes the property tells apart.
fn is_told(scope: &Scope<'_>, nodes: (Slot, Slot), key: Symbol, graph: &Graph) -> bool {
    let required = |node: Slot| labels::tests(scope, node).flat_map(labels::required);
    let mut shared = required(nodes.0).filter(|label| required(nodes.1).any(|it| it == *label));
    shared.any(|label| graph.tells_apart(label, key))
}
