//! A random machine of changes, commits, rollbacks, checkpoints, reopenings and crashes against the graph in memory.

use crate::recovery::disk::Disk;
use crate::recovery::graphs::{Random, change, picture};
use crate::recovery::scratch::{alone, rounds};
use factio_graph::facts::Graph;
use factio_graph::store::Store;

#[test]
fn a_graph_that_is_closed_crashed_and_opened_again_is_the_graph_in_memory() {
    alone(|| (0..rounds(60)).for_each(machine));
}

fn machine(seed: u64) {
    let disk = Disk::default();
    let mut random = Random(seed);
    let (mut store, mut graph) = Store::open_on(disk.clone()).unwrap();
    for step in 0..40 {
        commit(&mut store, &mut graph, &mut random);
        let expected = picture(&graph);
        let bounds = (graph.node_bound(), graph.relation_bound());
        match random.below(8) {
            0 => store.checkpoint(&graph).unwrap(),
            1 => {
                store.close(&graph).unwrap();
                (store, graph) = Store::open_on(disk.clone()).unwrap();
                assert_eq!((graph.node_bound(), graph.relation_bound()), bounds);
            }
            2 => {
                // What is on the disk at this moment: what a crash leaves.
                let crashed = Disk::of(disk.bytes());
                let (_store, graph) = Store::open_on(crashed).unwrap();
                assert_eq!(
                    picture(&graph),
                    expected,
                    "seed {seed}, step {step}, crashed"
                );
            }
            3 => {
                drop(store);
                (store, graph) = Store::open_on(disk.clone()).unwrap();
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
