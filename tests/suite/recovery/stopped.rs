//! Commits that are stopped at every I/O call: they are there whole, or everything is as it was before, and the next one works.

use crate::recovery::disk::Disk;
use crate::recovery::graphs::picture;
use crate::recovery::run::{image, read};
use crate::recovery::scratch::{alone, rounds};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME, Savepoint};
use factio_graph::store::{Store, StoreError};
use factio_graph::value::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Changes that the log may have: a longer commit goes straight into its chunks.
const LOG: u64 = 40;

#[test]
fn a_commit_that_is_stopped_at_any_call_is_there_or_left_no_trace() {
    let image = image();
    // A bounded run takes some of the calls.
    let step = if rounds(1) > 1 { 1 } else { 17 };
    alone(|| {
        for nodes in [3, 2_000] {
            let mut ends = [0; 2];
            let mut call = 0;
            loop {
                let (stopped, calls) = stop_at(&image, nodes, Some(call));
                ends[usize::from(stopped)] += 1;
                if call > calls {
                    break;
                }
                call += step;
            }
            assert!(ends[0] > 1, "{nodes} nodes: {ends:?}");
            assert!(stop_at(&image, nodes, None).0, "a switch that was set");
            assert!(nodes < 1_000 || ends[1] > 0, "{nodes} nodes: {ends:?}");
        }
    });
}

/// Makes a commit and sets the switch at its I/O call of this number, or before it; whether it was stopped, and how many calls
/// it made.
fn stop_at(image: &[u8], nodes: i64, call: Option<u64>) -> (bool, u64) {
    let disk = Disk::of(image.to_vec());
    let (mut store, mut graph) = Store::open_on(disk.clone()).unwrap();
    let switch = Arc::new(AtomicBool::new(call.is_none()));
    store.checkpoint_after(LOG);
    store.stop_by(Arc::clone(&switch));
    let before = picture(&graph);
    let begun = make(&mut graph, nodes);
    let calls = disk.calls();
    if let Some(call) = call {
        disk.stop_at(calls + call, Arc::clone(&switch));
    }
    let stopped = match store.append_since(&graph, begun) {
        Ok(()) => {
            graph.commit();
            false
        }
        Err(StoreError::Stopped) => {
            graph.rollback(begun);
            assert!(picture(&graph) == before, "{call:?}: it left something");
            true
        }
        Err(error) => panic!("{call:?}: {error}"),
    };
    let calls = disk.calls() - calls;
    switch.store(false, Ordering::Relaxed);
    let found = read(disk.bytes()).unwrap();
    assert!(found == picture(&graph), "{call:?}: the file differs");
    let begun = make(&mut graph, 5);
    store.append_since(&graph, begun).unwrap();
    graph.commit();
    let found = read(disk.bytes()).unwrap();
    assert!(found == picture(&graph), "{call:?}: the next commit");
    store.close(&graph).unwrap();
    assert!(read(disk.bytes()).unwrap() == found, "{call:?}: closed");
    (stopped, calls)
}

/// New nodes and relations, of names that nobody used before.
fn make(graph: &mut Graph, nodes: i64) -> Savepoint {
    let begun = graph.savepoint();
    let fresh = format!("Fresh{}", graph.node_bound());
    let fresh = graph.symbols().intern(&fresh);
    for number in 0..nodes {
        let text = format!("{number} {}", "x".repeat(number as usize % 300));
        let properties = [
            (NAME, Value::from(text.as_str())),
            (fresh, Value::from(number)),
        ];
        let node = graph.create_node_with(&[fresh], &properties).unwrap();
        graph.create_relation(fresh, node, node).unwrap();
    }
    begun
}
