//! What a step is likely to cost, from the graph's counts.

use crate::exec::pattern::ends;
use crate::exec::pattern::evaluator::property_of;
use crate::exec::pattern::labels;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use rustc_hash::FxHashMap;

/// So many nodes of a label are asked for their degree.
const SAMPLE: usize = 16;
/// The share of nodes that an equality keeps where no index counts its values.
const EQUAL: f64 = 0.02;
/// The average degree of a few nodes may be so many times too low.
const SKEW: f64 = 4.0;
/// The share that any other condition on one node keeps.
const OTHER: f64 = 0.4;

/// What is known of a node before it is bound.
#[derive(Clone, Debug)]
pub(super) struct NodeEstimate {
    /// Nodes with its labels.
    pub labelled: f64,
    /// The label with the fewest nodes that it must have.
    pub label: Option<Symbol>,
    /// How many relations, of any type and direction, such a node has; the average of a few.
    pub degree: f64,
    /// The share of its labelled nodes that its own conditions keep.
    pub kept: f64,
    /// The share of all nodes that pass for it.
    pub share: f64,
}

impl NodeEstimate {
    /// The share of the nodes that pass among those to which a joint leads, of which `labelled` have the labels, if that is known.
    pub fn share_among(&self, labelled: Option<f64>) -> f64 {
        labelled.map_or(self.share, |labelled| labelled * self.kept)
    }
}

/// How many relations a joint follows from one node of an end, on average.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fanout {
    pub rightward: f64,
    pub leftward: f64,
    /// The share of them that the conditions on the relation keep.
    pub kept: f64,
    /// Where a few were looked at: what share of the relations has at its left and at its right end the labels that the pattern asks for.
    pub labelled: Option<[f64; 2]>,
}

/// The estimate for the node in `slot`.
pub(super) fn node(scope: &Scope<'_>, slot: Slot, graph: &Graph) -> NodeEstimate {
    let all = (graph.node_count() as f64).max(1.0);
    let rarest = labels::tests(scope, slot)
        .flat_map(labels::required)
        .min_by_key(|&label| graph.label_count(label));
    let labelled = rarest.map_or(all, |label| graph.label_count(label) as f64);
    let mut kept = 1.0;
    for filter in scope.weighed() {
        kept *= share(filter, slot, rarest, graph);
    }
    let mut variables = scope.nodes.iter().filter(|node| node.slot == slot);
    if variables.any(|node| node.handle.is_some()) {
        kept = 1.0 / labelled.max(1.0);
    }
    NodeEstimate {
        // Counting degrees takes a look at every relation.
        degree: match scope.joints.is_empty() {
            true => 0.0,
            false => degree(rarest, graph),
        },
        labelled,
        label: rarest,
        kept,
        share: ((labelled / all).sqrt() * kept).min(1.0),
    }
}

/// The average number of relations at a node, taken from a few with this label.
fn degree(label: Option<Symbol>, graph: &Graph) -> f64 {
    let labelled = label.map(|label| graph.nodes_with_label(label));
    match labelled {
        None => 2.0 * graph.relation_count() as f64 / (graph.node_count() as f64).max(1.0),
        Some([]) => 0.0,
        Some(nodes) => {
            let sample = nodes.iter().step_by(nodes.len().div_ceil(SAMPLE));
            let degrees = sample
                .clone()
                .map(|&node| graph.degree(node))
                .sum::<usize>();
            degrees as f64 / sample.len() as f64
        }
    }
}

/// The share of nodes or relations that a condition on one of them keeps: what a look at a few told, or else a guess.
pub(super) fn share(
    (filter, seen): (&Expr, Option<f64>),
    slot: Slot,
    label: Option<Symbol>,
    graph: &Graph,
) -> f64 {
    let of_slot = |side: &Expr| property_of(side).filter(|(of, _)| *of == slot);
    match &filter.kind {
        ExprKind::Compare(op, left, right) => {
            let Some((_, key)) = of_slot(left).or_else(|| of_slot(right)) else {
                return 1.0;
            };
            if let Some(seen) = seen {
                return seen;
            }
            match op {
                CompareOp::Equal => {
                    let distinct = label.and_then(|label| graph.distinct_values(label, key));
                    distinct.map_or(EQUAL, |count| 1.0 / (count as f64).max(1.0))
                }
                CompareOp::NotEqual => 1.0,
                _ => OTHER,
            }
        }
        ExprKind::In(item, _) if of_slot(item).is_some() => 2.0 * EQUAL,
        ExprKind::Text(_, subject, _) if of_slot(subject).is_some() => OTHER,
        _ => 1.0,
    }
}

/// How far a joint fans out from each of its ends.
pub(super) fn fanout(
    scope: &Scope<'_>,
    joint: &Joint<'_>,
    nodes: &FxHashMap<Slot, NodeEstimate>,
    graph: &Graph,
) -> Fanout {
    let all = (graph.node_count() as f64).max(1.0);
    let average = 2.0 * graph.relation_count() as f64 / all;
    let (hop, next) = match joint {
        Joint::Relation(relation, _) => {
            let rightward = scope.rightward(relation, graph).entries(graph) as f64;
            let leftward = scope.leftward(relation, graph).entries(graph) as f64;
            let kept = scope
                .weighed()
                .map(|filter| share(filter, relation.slot, None, graph));
            let labelled = ends::shares(scope, relation, graph);
            let [left, right] = labelled.unwrap_or([1.0; 2]);
            let hop = Fanout {
                rightward: from(&nodes[&relation.left], rightward * left),
                leftward: from(&nodes[&relation.right], leftward * right),
                kept: kept.product(),
                labelled,
            };
            (hop, rightward.max(leftward) / all)
        }
        Joint::Group(..) => (alike(average), average),
        Joint::Selection(_) => return alike(all),
    };
    match hops(joint) {
        (1, Some(1)) => hop,
        (least, most) => Fanout {
            rightward: walks(hop.rightward, next, least, most, all),
            leftward: walks(hop.leftward, next, least, most, all),
            kept: 1.0,
            labelled: None,
        },
    }
}

fn alike(degree: f64) -> Fanout {
    Fanout {
        rightward: degree,
        leftward: degree,
        kept: 1.0,
        labelled: None,
    }
}

/// The share of some list entries that one node of an end has. A few nodes say little where some have many more relations than
/// others: their degree counts only where it is far from what all nodes would have.
fn from(end: &NodeEstimate, entries: f64) -> f64 {
    let shared = entries / end.labelled.max(1.0);
    match shared <= SKEW * end.degree {
        true => shared,
        false => end.degree,
    }
}

fn hops(joint: &Joint<'_>) -> (u64, Option<u64>) {
    let quantifier = match joint {
        Joint::Relation(relation, _) => relation.length,
        Joint::Group(group, ..) => Some(group.quantifier),
        Joint::Selection(_) => return (1, None),
    };
    quantifier.map_or((1, Some(1)), |it| (it.min, it.max))
}

/// How many walks of some lengths there are: from one node, and on at the average degree.
fn walks(first: f64, next: f64, least: u64, most: Option<u64>, all: f64) -> f64 {
    let most = most.unwrap_or(8).min(8);
    let least = least.min(most);
    let of_length = |length: u64| match length {
        0 => 1.0,
        _ => first * next.powi(length as i32 - 1),
    };
    let sum: f64 = (least..=most).map(of_length).sum();
    sum.min(all * all)
}
