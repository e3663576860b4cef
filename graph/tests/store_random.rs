//! A random machine of changes, commits, rollbacks, checkpoints, reopenings and crashes against the graph in memory.

#[path = "store/graphs.rs"]
mod graphs;
#[path = "store/scratch.rs"]
mod scratch;

use factio_graph::facts::Graph;
use factio_graph::store::{Access, Store, check};
use graphs::{Random, change, picture};
use scratch::Scratch;

#[test]
fn a_graph_that_is_closed_crashed_and_opened_again_is_the_graph_in_memory() {
    for seed in 0..scratch::rounds(40) {
        let scratch = Scratch::new("random");
        machine(&scratch, seed);
    }
}

fn machine(scratch: &Scratch, seed: u64) {
    let path = scratch.path("machine.factio");
    let mut random = Random(seed);
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    for step in 0..40 {
        commit(&mut store, &mut graph, &mut random);
        let expected = picture(&graph);
        let bounds = (graph.node_bound(), graph.relation_bound());
        match random.below(8) {
            0 => store.checkpoint(&graph).unwrap(),
            1 => {
                store.close(&graph).unwrap();
                (store, graph) = Store::open(&path, Access::Write).unwrap();
                assert_eq!((graph.node_bound(), graph.relation_bound()), bounds);
            }
            2 => {
                // Dropped without closing: what a crash leaves.
                drop(store);
                let checked = check(&path).unwrap();
                assert_eq!(checked.nodes, graph.nodes().count() as u64);
                (store, graph) = Store::open(&path, Access::Write).unwrap();
            }
            3 => {
                drop(store);
                let before = std::fs::read(&path).unwrap();
                let (reader, read) = Store::open(&path, Access::Read).unwrap();
                assert_eq!(
                    picture(&read),
                    expected,
                    "seed {seed}, step {step}, reading"
                );
                reader.close(&read).unwrap();
                assert!(std::fs::read(&path).unwrap() == before, "reading wrote");
                (store, graph) = Store::open(&path, Access::Write).unwrap();
            }
            _ => {}
        }
        assert_eq!(picture(&graph), expected, "seed {seed}, step {step}");
    }
}

/// A transaction of a few changes, which may be rolled back, or have a part rolled back.
fn commit(store: &mut Store, graph: &mut Graph, random: &mut Random) {
    let begun = graph.savepoint();
    for _ in 0..random.below(12) {
        let statement = graph.savepoint();
        for _ in 0..=random.below(3) {
            change(graph, random);
        }
        if random.below(6) == 0 {
            graph.rollback(statement);
        }
    }
    match random.below(6) {
        0 => graph.rollback(begun),
        _ => {
            let changes = graph.changes_since(begun);
            store.append(graph, &changes).unwrap();
            graph.commit();
        }
    }
}
