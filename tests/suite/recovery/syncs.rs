//! What a commit costs the disk: two syncs, however many changes are in it, also where the file becomes longer.

use crate::recovery::disk::{Disk, Event};
use factio_graph::facts::NAME;
use factio_graph::store::Store;
use factio_graph::value::Value;

#[test]
fn a_commit_takes_two_syncs_also_where_the_file_becomes_longer() {
    let disk = Disk::default();
    let (mut store, mut graph) = Store::open_on(disk.clone()).unwrap();
    store.checkpoint_after(50);
    let mut grown = 0;
    for changes in [1, 2, 40, 10, 1, 60, 1, 200, 50_000] {
        let begun = graph.savepoint();
        for number in 0..changes {
            let name = [(NAME, Value::from(number))];
            graph.create_node_with(&[], &name).unwrap();
        }
        let before = disk.events().len();
        store.append_since(&graph, begun).unwrap();
        graph.commit();
        let events = disk.events().split_off(before);
        let count = |fits: fn(&Event) -> bool| events.iter().filter(|event| fits(event)).count();
        let syncs = count(|event| matches!(event, Event::Sync));
        let growths = count(|event| matches!(event, Event::Resize(_)));
        // The log is full then: the checkpoint is a second transaction.
        let wanted = if changes == 10 { 4 } else { 2 };
        assert_eq!(syncs, wanted, "{changes} changes, grown {growths} times");
        grown += growths;
    }
    assert!(
        (2..10).contains(&grown),
        "the file became longer {grown} times"
    );
}
