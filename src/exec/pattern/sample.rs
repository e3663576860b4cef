//! What share of its elements a condition keeps, from a look at a few of them.

use crate::context::Parameters;
use crate::exec::pattern::evaluator::{mirrored, property_of};
use crate::exec::pattern::labels;
use crate::exec::pattern::property::cell_holds;
use crate::exec::pattern::scope::Scope;
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{ColumnRef, Graph};
use factio_graph::id::Symbol;
use factio_graph::value::Value;

/// So many elements are looked at.
const LOOKS: usize = 32;

/// For each condition of a scope, the share of elements that it keeps; `None` for one that is not a comparison of a property of a
/// free element with one value, or of which an index tells more.
pub(super) fn shares(
    scope: &Scope<'_>,
    graph: &Graph,
    parameters: &Parameters,
) -> Vec<Option<f64>> {
    let share = |filter: &&Expr| {
        let ExprKind::Compare(op, left, right) = &filter.kind else {
            return None;
        };
        one_way(scope, *op, left, right, graph, parameters)
            .or_else(|| one_way(scope, mirrored(*op), right, left, graph, parameters))
    };
    scope.filters.iter().map(share).collect()
}

fn one_way(
    scope: &Scope<'_>,
    op: CompareOp,
    property: &Expr,
    operand: &Expr,
    graph: &Graph,
    parameters: &Parameters,
) -> Option<f64> {
    let (slot, key) = property_of(property)?;
    let value = match &operand.kind {
        ExprKind::Constant(value) => value,
        ExprKind::Parameter(name) => parameters.get(name)?,
        _ => return None,
    };
    if scope.given.iter().any(|(given, _)| *given == slot) {
        return None;
    }
    let is_node = scope.nodes.iter().any(|node| node.slot == slot);
    match is_node {
        true if op == CompareOp::Equal && is_indexed(scope, slot, key, graph) => None,
        true => looked(nodes(scope, slot, graph), graph.node_column(key), op, value),
        false => {
            let relations = relations(scope, slot, graph)?;
            looked(relations, graph.relation_column(key), op, value)
        }
    }
}

/// The label with the fewest nodes that a node must have.
fn rarest(scope: &Scope<'_>, slot: Slot, graph: &Graph) -> Option<Symbol> {
    labels::tests(scope, slot)
        .flat_map(labels::required)
        .min_by_key(|&label| graph.label_count(label))
}

/// Whether an index tells how many nodes there are with each value.
fn is_indexed(scope: &Scope<'_>, slot: Slot, key: Symbol, graph: &Graph) -> bool {
    rarest(scope, slot, graph).is_some_and(|label| graph.has_index(label, key))
}

/// A few of the nodes with its labels.
fn nodes(scope: &Scope<'_>, slot: Slot, graph: &Graph) -> Vec<u32> {
    match rarest(scope, slot, graph) {
        Some(label) => few(graph.nodes_with_label(label), |node| node.0),
        None => few_below(graph.node_bound()),
    }
}

/// A few of the relations of its type; `None` where it is not one free relation.
fn relations(scope: &Scope<'_>, slot: Slot, graph: &Graph) -> Option<Vec<u32>> {
    let mut relations = scope
        .joints
        .iter()
        .filter_map(|joint| joint.as_free_relation());
    let relation = relations.find(|relation| relation.slot == slot)?;
    Some(match &relation.types {
        Some(LabelTest::Is(kind)) => few(graph.relations_of_type(*kind), |relation| relation.0),
        _ => few_below(graph.relation_bound()),
    })
}

/// Some elements, evenly spread.
pub(super) fn few<T: Copy>(elements: &[T], id: impl Fn(T) -> u32) -> Vec<u32> {
    let step = elements.len().div_ceil(LOOKS).max(1);
    elements.iter().step_by(step).map(|&it| id(it)).collect()
}

pub(super) fn few_below(bound: u32) -> Vec<u32> {
    let step = (bound as usize).div_ceil(LOOKS).max(1);
    (0..bound).step_by(step).collect()
}

/// The share among some elements; never none and never all, since they are few.
fn looked(elements: Vec<u32>, column: ColumnRef<'_>, op: CompareOp, value: &Value) -> Option<f64> {
    let kept = elements.iter();
    let kept = kept.filter(|&&element| cell_holds(op, column.cell(element), value));
    let looks = elements.len();
    (looks > 0).then(|| (kept.count() as f64 + 0.5) / (looks as f64 + 1.0))
}
