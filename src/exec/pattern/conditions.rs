//! The conditions of a pattern, and which slots each of them waits for.

use crate::exec::pattern::differ::differ;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::linked::linked;
use crate::exec::pattern::mentions;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::slice::Times;
use crate::plan::expr::{LabelTest, Slot};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use std::rc::Rc;

/// A condition that waits for its slots.
pub(super) struct Pending<'p> {
    pub needs: Vec<Slot>,
    pub filter: Filter<'p>,
    /// It may read what the pattern does not bind, too: columns of the input.
    pub outer: bool,
}

/// The conditions of a scope, with what each waits for.
pub(super) fn pending<'p>(scope: &Scope<'p>, graph: &Graph) -> Vec<Pending<'p>> {
    let shape = scope.shape;
    let of_pattern = |mut slots: Vec<Slot>| {
        slots.retain(|slot| scope.kinds.contains_key(slot));
        slots
    };
    let mut pending = Vec::new();
    for node in &scope.nodes {
        if let Some(id) = node.handle {
            pending.push(Pending {
                needs: vec![node.slot],
                filter: Filter::Is {
                    node: node.slot,
                    id,
                },
                outer: false,
            });
        }
        if let Some(test) = node
            .labels
            .as_ref()
            .filter(|test| !holds_for_all(test, graph))
        {
            let mut needs = of_pattern(mentions::label_slots(test, shape.end()));
            needs.push(node.slot);
            let filter = match is_constant(test) {
                true => Filter::labels(node.slot, test),
                false => Filter::computed_labels(node.slot, test, node.span, shape),
            };
            pending.push(Pending {
                needs,
                filter,
                outer: !is_constant(test),
            });
        }
    }
    for joint in &scope.joints {
        if let Joint::Relation(relation, _) = joint
            && let Some(types) = relation.types.as_ref().filter(|test| !is_constant(test))
            && relation.length.is_none()
        {
            let mut needs = of_pattern(mentions::label_slots(types, shape.end()));
            needs.push(relation.slot);
            pending.push(Pending {
                needs,
                filter: Filter::computed_labels(relation.slot, types, relation.span, shape),
                outer: true,
            });
        }
    }
    if let Some(clause) = &scope.clause {
        pending.extend(in_time(scope, clause));
    }
    for filter in &scope.filters {
        let reads = mentions::slots(filter, shape.end());
        let outer = reads.iter().any(|slot| !scope.kinds.contains_key(slot));
        let quick = linked(filter, scope, graph).map(Filter::Linked);
        let quick = quick.or_else(|| differ(filter, scope, graph));
        pending.push(Pending {
            needs: of_pattern(reads),
            filter: quick.unwrap_or_else(|| Filter::new(filter, shape, &|slot| scope.kind(slot))),
            outer,
        });
    }
    pending
}

/// What the time clause asks: of each element, and of each path.
fn in_time<'p>(scope: &Scope<'p>, times: &Rc<Times<'p>>) -> Vec<Pending<'p>> {
    let held = |slot: Slot| {
        let kind = scope.kinds[&slot];
        Pending {
            needs: vec![slot],
            filter: Filter::Held {
                slot,
                kind,
                times: Rc::clone(times),
            },
            outer: true,
        }
    };
    let nodes = scope.nodes.iter();
    let nodes = nodes.filter(|_| !scope.nodes_always_count);
    let nodes = nodes.map(|node| held(node.slot));
    let relations = scope.joints.iter().filter_map(|joint| match joint {
        Joint::Relation(relation, _) if relation.bound => Some(held(relation.slot)),
        Joint::Relation(relation, _) if relation.length.is_none() && scope.sieve.is_none() => {
            Some(held(relation.slot))
        }
        // Searches ask of each hop.
        Joint::Relation(..) => None,
        Joint::Group(..) | Joint::Selection(_) => None,
    });
    let paths = scope.paths.iter();
    let paths = paths.filter(|path| scope.asks_together(&path.parts));
    let paths = paths.map(|path| Pending {
        needs: path.parts.clone(),
        filter: Filter::Together {
            parts: path
                .parts
                .iter()
                .map(|slot| (*slot, scope.kinds[slot]))
                .collect(),
            times: Rc::clone(times),
        },
        outer: true,
    });
    nodes.chain(relations).chain(paths).collect()
}

/// Whether every node of the graph passes.
fn holds_for_all(test: &LabelTest, graph: &Graph) -> bool {
    match test {
        LabelTest::Is(label) => graph.label_count(*label) == graph.node_count(),
        LabelTest::And(tests) => tests.iter().all(|test| holds_for_all(test, graph)),
        _ => false,
    }
}
