//! How many rows an operator may give, from counts of labels and types alone. Good for a person to read, not to decide by.

use crate::plan::expr::LabelTest;
use crate::plan::pattern::{PatternPlan, RelationVariable};
use crate::plan::{Op, Plan};
use factio_graph::catalog::Catalog;

/// How much a condition is taken to keep.
const KEPT_BY_CONDITION: f64 = 0.1;

/// The estimated rows of a MATCH that stands at the start; `None` for everything else, and of an empty graph.
pub(super) fn rows(plan: &Plan, catalog: &dyn Catalog) -> Option<f64> {
    let Op::Match { input, pattern, .. } = &plan.op else {
        return None;
    };
    let is_start = matches!(input.op, Op::Argument) && input.width == 0;
    let has_nodes = catalog.node_count() > 0;
    (is_start && has_nodes).then(|| matches(pattern, catalog))
}

fn matches(pattern: &PatternPlan, catalog: &dyn Catalog) -> f64 {
    let all = catalog.node_count() as f64;
    let nodes: f64 = pattern
        .nodes
        .iter()
        .map(|node| match (node.handle, &node.labels) {
            (Some(_), _) => 1.0,
            (None, Some(labels)) => share(labels, all, &|label| catalog.label_count(label)),
            (None, None) => all,
        })
        .product();
    let relations: f64 = pattern
        .relations
        .iter()
        .map(|relation| hops(relation, catalog) / all)
        .product();
    nodes * relations * KEPT_BY_CONDITION.powi(pattern.filters.len() as i32)
}

/// How many neighbours a node has by this relation on average, over one hop or the fewest that it takes.
fn hops(relation: &RelationVariable, catalog: &dyn Catalog) -> f64 {
    let all = catalog.relation_count() as f64;
    let count = match &relation.types {
        Some(types) => share(types, all, &|kind| catalog.type_count(kind)),
        None => all,
    };
    let degree = count / catalog.node_count().max(1) as f64;
    let least = relation.length.map_or(1, |length| length.min.max(1));
    degree.powi(least.min(16) as i32)
}

/// How many of `all` pass a test on labels or types.
fn share(test: &LabelTest, all: f64, count: &dyn Fn(factio_graph::id::Symbol) -> u64) -> f64 {
    match test {
        LabelTest::Is(symbol) => count(*symbol) as f64,
        LabelTest::Any => all,
        LabelTest::Dynamic(_) | LabelTest::Sign(_) => all / 2.0,
        LabelTest::Not(inner) => (all - share(inner, all, count)).max(0.0),
        LabelTest::And(parts) => parts
            .iter()
            .map(|part| share(part, all, count))
            .fold(all, f64::min),
        LabelTest::Or(parts) => {
            let sum: f64 = parts.iter().map(|part| share(part, all, count)).sum();
            sum.min(all)
        }
    }
}
