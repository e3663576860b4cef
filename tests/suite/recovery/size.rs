//! The size of the file: room is used again, and given back on closing, which may be interrupted at any moment.

use crate::recovery::disk::{Disk, Event};
use crate::recovery::graphs::{Random, picture};
use crate::recovery::power::cut_behind;
use crate::recovery::run::read;
use crate::recovery::scratch::{Scratch, rounds};
use factio_graph::facts::{Graph, NAME};
use factio_graph::id::NodeId;
use factio_graph::store::{Access, Store, check};
use factio_graph::value::Value;
use std::fs;

/// Letters that nothing compresses or shares.
fn text(random: &mut Random, length: usize) -> Value {
    let letters = (0..length).map(|_| char::from(b'a' + random.below(26) as u8));
    Value::from(letters.collect::<String>().as_str())
}

fn commit(store: &mut Store, graph: &mut Graph, change: impl FnOnce(&mut Graph)) {
    let begun = graph.savepoint();
    change(graph);
    let changes = graph.changes_since(begun);
    store.append(graph, &changes).unwrap();
    graph.commit();
}

fn fill(graph: &mut Graph, random: &mut Random) {
    for _ in 0..60 {
        let name = text(random, 90_000);
        graph.create_node_with(&[], &[(NAME, name)]).unwrap();
    }
}

fn empty(graph: &mut Graph) {
    let all: Vec<NodeId> = graph.nodes().skip(1).collect();
    for node in all {
        graph.delete_node(node).unwrap();
    }
}

#[test]
fn a_file_shrinks_when_much_of_it_was_deleted() {
    let scratch = Scratch::new("size");
    let path = scratch.path("shrinks.factio");
    let length = || fs::metadata(&path).unwrap().len();
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    commit(&mut store, &mut graph, |graph| fill(graph, &mut Random(5)));
    store.close(&graph).unwrap();
    let full = length();
    assert!(full > 60 * 90_000, "{full} bytes");
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    commit(&mut store, &mut graph, empty);
    let wanted = picture(&graph);
    store.close(&graph).unwrap();
    assert!(length() < 3 << 20, "{} bytes", length());
    check(&path).unwrap();
    let (_, graph) = Store::open(&path, Access::Read).unwrap();
    assert!(picture(&graph) == wanted);
}

#[test]
fn room_is_used_again_while_a_file_is_open() {
    let scratch = Scratch::new("size");
    let path = scratch.path("again.factio");
    let mut random = Random(6);
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    commit(&mut store, &mut graph, |graph| fill(graph, &mut random));
    let mut sizes = Vec::new();
    for _ in 0..12 {
        commit(&mut store, &mut graph, empty);
        commit(&mut store, &mut graph, |graph| fill(graph, &mut random));
        store.checkpoint(&graph).unwrap();
        sizes.push(fs::metadata(&path).unwrap().len());
    }
    assert!(sizes[11] <= sizes[2] * 3 / 2, "{sizes:?}");
}

#[test]
fn a_power_cut_while_a_file_shrinks_loses_nothing() {
    let disk = Disk::default();
    let (mut store, mut graph) = Store::open_on(disk.clone()).unwrap();
    commit(&mut store, &mut graph, |graph| fill(graph, &mut Random(7)));
    store.checkpoint(&graph).unwrap();
    commit(&mut store, &mut graph, empty);
    let wanted = picture(&graph);
    drop(store);
    let begin = disk.bytes();
    let disk = Disk::of(begin.clone());
    let (store, graph) = Store::open_on(disk.clone()).unwrap();
    store.close(&graph).unwrap();
    let end = disk.bytes().len();
    assert!(end < begin.len() / 2, "{} then {end} bytes", begin.len());
    let events: Vec<Event> = disk.events();
    let mut random = Random(8);
    let cuts = rounds(1).min(50) * 12;
    for _ in 0..cuts {
        let moment = random.below(events.len() as u64 + 1) as usize;
        let image = cut_behind(&begin, &events[..moment], &mut random);
        let found = read(image).unwrap_or_else(|error| panic!("event {moment}: {error}"));
        assert!(found == wanted, "event {moment}: something was lost");
    }
}
