//! Misfits as values: the ties that a grouping breaks, what each costs, and the relations behind it.

use crate::trace::factions::Grouping;
use crate::trace::network::Network;
use factio_graph::algo::partition::{ComponentPartition, Misfit};
use factio_graph::value::Value;
use std::sync::Arc;

/// The misfits of some components, in their order.
pub(super) fn misfits(
    parts: &[ComponentPartition],
    network: &Network,
    grouping: Grouping,
) -> Value {
    let misfits = parts.iter().flat_map(|part| &part.misfits);
    Value::list(
        misfits
            .map(|misfit| value(misfit, network, grouping))
            .collect(),
    )
}

/// `{a, b, sign, cost, evidence}`; the sign of an ambivalent pair is 0.
fn value(misfit: &Misfit, network: &Network, grouping: Grouping) -> Value {
    let (a, b) = (misfit.tie.a, misfit.tie.b);
    let sign = match misfit.tie.is_positive() {
        Some(true) => 1,
        Some(false) => -1,
        None => 0,
    };
    let evidence = network.relations(a, b).iter();
    let entries = [
        ("a", Value::Node(network.node(a))),
        ("b", Value::Node(network.node(b))),
        ("sign", Value::Integer(sign)),
        ("cost", grouping.cost(misfit.cost)),
        (
            "evidence",
            Value::list(evidence.map(|&id| Value::Relation(id)).collect()),
        ),
    ];
    Value::map(entries.map(|(key, value)| (Arc::from(key), value)))
}
