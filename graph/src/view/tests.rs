//! Petgraph's own algorithms, run on the snapshot and on views of it.

use crate::adjacency::Side;
use crate::catalog::Catalog;
use crate::facts::{Graph, VALID};
use crate::id::{NodeId, RelationId};
use crate::time::Period;
use crate::value::Value;
use crate::view::{Selection, View};
use petgraph::algo::{astar, dijkstra, has_path_connecting, tarjan_scc, toposort};
use petgraph::visit::{Bfs, EdgeRef, IntoEdgeReferences, Reversed, Walker};
use std::sync::Arc;

/// a -[T]-> b -[T]-> c -[U]-> a, c -[T]-> d, all but the last valid in 1924; node d valid in 1925.
fn small() -> (Graph, [NodeId; 4]) {
    let mut graph = Graph::new();
    let [t, u] = ["T", "U"].map(|name| graph.symbols().intern(name));
    let nodes = [(); 4].map(|()| graph.create_node(&[]).unwrap());
    let [a, b, c, d] = nodes;
    for (kind, start, end, year) in [
        (t, a, b, "1924"),
        (t, b, c, "1924"),
        (u, c, a, "1924"),
        (t, c, d, "1925"),
    ] {
        let relation = graph.create_relation(kind, start, end).unwrap();
        graph
            .set_relation_property(relation, VALID, period(year))
            .unwrap();
    }
    graph.set_node_property(d, VALID, period("1925")).unwrap();
    (graph, nodes)
}

fn period(text: &str) -> Value {
    Value::Period(Arc::new(Period::parse(text).unwrap()))
}

#[test]
fn algorithms_run_on_the_snapshot() {
    let (graph, [a, b, c, d]) = small();
    let adjacency = graph.adjacency();
    let reached: Vec<NodeId> = Bfs::new(adjacency, a).iter(adjacency).collect();
    assert_eq!(reached, [a, b, c, d]);
    let mut components = tarjan_scc(adjacency);
    components.iter_mut().for_each(|component| component.sort());
    assert_eq!(components, [vec![d], vec![a, b, c]]);
    let distances = dijkstra(adjacency, a, None, |_| 1);
    assert_eq!(distances[&d], 3);
    let (_, path) = astar(Reversed(adjacency), d, |node| node == b, |_| 1, |_| 0).unwrap();
    assert_eq!(path, [d, c, b]);
    assert!(toposort(adjacency, None).is_err());
}

#[test]
fn a_view_of_types_has_no_other_relations() {
    let (graph, [a, b, c, d]) = small();
    let selection = Selection::only(&[graph.symbols().intern("T")]);
    let view = View::new(&graph, &selection);
    assert_eq!(toposort(view, None).unwrap(), [a, b, c, d]);
    assert!(!has_path_connecting(view, c, a, None));
    assert_eq!(view.hops(a, Side::In).count(), 0);
}

#[test]
fn a_slice_leaves_out_relations_and_nodes_of_other_times() {
    let (graph, [a, _, c, d]) = small();
    let in_1924 = Selection::all().slice(&graph, |period| period.text() == "1924");
    let view = View::new(&graph, &in_1924);
    assert!(view.has_node(a) && !view.has_node(d));
    assert!(!has_path_connecting(view, a, d, None));
    assert!(has_path_connecting(view, c, a, None));
    let relations: Vec<RelationId> = view.edge_references().map(|hop| hop.id()).collect();
    assert_eq!(relations, [0, 1, 2].map(RelationId));
    let in_no_time = Selection::all().slice(&graph, |_| false);
    assert_eq!(View::new(&graph, &in_no_time).nodes().count(), 3);
}

#[test]
fn a_slice_asks_once_for_each_distinct_period() {
    let (graph, _) = small();
    let mut asked = 0;
    let _ = Selection::all().slice(&graph, |_| {
        asked += 1;
        true
    });
    assert_eq!(asked, 2);
    assert_eq!(graph.period_count(), 2);
}
