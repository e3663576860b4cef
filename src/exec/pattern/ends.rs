//! What share of the relations of a pattern has the labels at its ends that the pattern asks for, from a look at a few of them.

use crate::exec::pattern::labels::{self, node_passes};
use crate::exec::pattern::sample::{few, few_below};
use crate::exec::pattern::scope::Scope;
use crate::plan::expr::{LabelTest, Slot};
use crate::plan::pattern::RelationVariable;
use factio_grammar::ast::Direction;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};

/// Patterns of fewer joints are ordered sooner than a look takes.
const JOINTS: usize = if cfg!(test) { 1 } else { 3 };

/// The shares at the left and at the right end. `None` for short patterns, and where no label is asked for.
pub(super) fn shares(
    scope: &Scope<'_>,
    relation: &RelationVariable,
    graph: &Graph,
) -> Option<[f64; 2]> {
    if scope.joints.len() < JOINTS {
        return None;
    }
    let tests = [relation.left, relation.right].map(|end| tests(scope, end));
    if tests.iter().all(Vec::is_empty) {
        return None;
    }
    let relations = match &relation.types {
        Some(LabelTest::Is(kind)) => few(graph.relations_of_type(*kind), |it| it.0),
        _ => few_below(graph.relation_bound()),
    };
    let ends = relations
        .into_iter()
        .filter_map(|it| ends(it, relation.direction, graph));
    let ends: Vec<[NodeId; 2]> = ends.flatten().collect();
    if ends.is_empty() {
        return None;
    }
    Some([0, 1].map(|end| {
        let passes = |pair: &&[NodeId; 2]| {
            let labels = graph.node_labels(pair[end]);
            tests[end].iter().all(|test| node_passes(test, labels))
        };
        // They are few: that none has the labels does not say that there is none.
        (ends.iter().filter(passes).count() as f64).max(0.5) / ends.len() as f64
    }))
}

fn tests<'p>(scope: &Scope<'p>, node: Slot) -> Vec<&'p LabelTest> {
    labels::tests(scope, node).collect()
}

/// The left and right ends that a relation may have in a pattern.
fn ends(
    relation: u32,
    direction: Direction,
    graph: &Graph,
) -> Option<impl Iterator<Item = [NodeId; 2]> + use<>> {
    let ends = graph.relation(RelationId(relation))?;
    let rightward = (direction != Direction::Left).then_some([ends.start, ends.end]);
    let leftward = (direction != Direction::Right).then_some([ends.end, ends.start]);
    Some(rightward.into_iter().chain(leftward))
}
