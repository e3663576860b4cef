//! What a commit costs the disk: two syncs, however many changes are in it.

use crate::recovery::disk::{Disk, Event};
use factio_graph::facts::NAME;
use factio_graph::store::Store;
use factio_graph::value::Value;

#[test]
fn a_commit_takes_two_syncs_at_most() {
    let disk = Disk::default();
    let (mut store, mut graph) = Store::open_on(disk.clone()).unwrap();
    store.checkpoint_after(50);
    for changes in [1, 2, 40, 10, 1, 60, 1, 200] {
        let begun = graph.savepoint();
        for number in 0..changes {
            let name = [(NAME, Value::from(number))];
            graph.create_node_with(&[], &name).unwrap();
        }
        let before = disk.events().len();
        store.append_since(&graph, begun).unwrap();
        graph.commit();
        let events = disk.events().split_off(before);
        let syncs = events.iter().filter(|event| matches!(event, Event::Sync));
        // The log is full then: the checkpoint is a second transaction.
        let most = if changes == 10 { 4 } else { 2 };
        let syncs = syncs.count();
        assert!((1..=most).contains(&syncs), "{changes} changes: {syncs}");
    }
}
