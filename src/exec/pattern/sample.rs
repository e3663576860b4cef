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
    match scope.nodes.iter().any(|node| node.slot == slot) {
        true => of_nodes(scope, (slot, key), op, value, graph),
        false => of_relations(scope, (slot, key), op, value, graph),
    }
}

fn of_nodes(
    scope: &Scope<'_>,
    (slot, key): (Slot, Symbol),
    op: CompareOp,
    value: &Value,
    graph: &Graph,
) -> Option<f64> {
    let rarest = labels::tests(scope, slot)
        .flat_map(labels::required)
        .min_by_key(|&label| graph.label_count(label));
    let column = graph.node_column(key);
    match rarest {
        Some(label) if op == CompareOp::Equal && graph.has_index(label, key) => None,
        Some(label) => {
            let nodes = graph.nodes_with_label(label);
            looked(nodes.len(), |at| nodes[at].0, column, op, value)
        }
        None => looked(
            graph.node_bound() as usize,
            |at| at as u32,
            column,
            op,
            value,
        ),
    }
}

fn of_relations(
    scope: &Scope<'_>,
    (slot, key): (Slot, Symbol),
    op: CompareOp,
    value: &Value,
    graph: &Graph,
) -> Option<f64> {
    let mut relations = scope
        .joints
        .iter()
        .filter_map(|joint| joint.as_free_relation());
    let relation = relations.find(|relation| relation.slot == slot)?;
    let column = graph.relation_column(key);
    match &relation.types {
        Some(LabelTest::Is(kind)) => {
            let relations = graph.relations_of_type(*kind);
            looked(relations.len(), |at| relations[at].0, column, op, value)
        }
        _ => looked(
            graph.relation_bound() as usize,
            |at| at as u32,
            column,
            op,
            value,
        ),
    }
}

/// The share among some elements, evenly spread; never none and never all, since they are few.
fn looked(
    elements: usize,
    element: impl Fn(usize) -> u32,
    column: ColumnRef<'_>,
    op: CompareOp,
    value: &Value,
) -> Option<f64> {
    let step = elements.div_ceil(LOOKS).max(1);
    let looks = (0..elements).step_by(step);
    let kept = looks
        .clone()
        .filter(|&at| cell_holds(op, column.cell(element(at)), value));
    let looks = looks.len();
    (looks > 0).then(|| (kept.count() as f64 + 0.5) / (looks as f64 + 1.0))
}
