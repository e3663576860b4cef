//! Checkpoints that come by themselves: by the number of changes, by the length of the log, by one commit that is too long for it.

use crate::recovery::graphs::picture;
use crate::recovery::scratch::Scratch;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME};
use factio_graph::schema::Index;
use factio_graph::store::{Access, Store, check};
use factio_graph::value::Value;
use std::path::Path;

/// Makes that many nodes in one commit, each with a text of that length.
fn commit(store: &mut Store, graph: &mut Graph, nodes: usize, length: usize) {
    let begun = graph.savepoint();
    for number in 0..nodes {
        let letter = char::from(b'a' + (number % 26) as u8).to_string();
        let name = Value::from(letter.repeat(length).as_str());
        graph.create_node_with(&[], &[(NAME, name)]).unwrap();
    }
    store.append_since(graph, begun).unwrap();
    graph.commit();
}

fn in_log(path: &Path) -> u64 {
    check(path).unwrap().in_log
}

#[test]
fn a_log_of_many_changes_becomes_a_checkpoint() {
    let scratch = Scratch::new("threshold");
    let path = scratch.path("many.factio");
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    (0..4).for_each(|_| commit(&mut store, &mut graph, 50_000, 3));
    drop(store);
    assert_eq!(in_log(&path), 4);
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    commit(&mut store, &mut graph, 1, 3);
    commit(&mut store, &mut graph, 1, 3);
    let wanted = picture(&graph);
    drop(store);
    assert_eq!(in_log(&path), 1);
    let (store, graph) = Store::open(&path, Access::Write).unwrap();
    assert_eq!(store.commits(), 6);
    assert!(picture(&graph) == wanted);
}

#[test]
fn a_commit_of_more_changes_than_a_log_may_have_goes_straight_into_chunks() {
    let scratch = Scratch::new("threshold");
    let path = scratch.path("once.factio");
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    commit(&mut store, &mut graph, 10, 3);
    commit(&mut store, &mut graph, 200_001, 3);
    commit(&mut store, &mut graph, 10, 3);
    let wanted = picture(&graph);
    drop(store);
    let checked = check(&path).unwrap();
    assert_eq!((checked.commits, checked.in_log), (3, 1));
    let (_, graph) = Store::open(&path, Access::Read).unwrap();
    assert!(picture(&graph) == wanted);
}

#[test]
fn a_large_commit_keeps_what_came_with_its_new_elements() {
    let scratch = Scratch::new("threshold");
    let path = scratch.path("schema.factio");
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    commit(&mut store, &mut graph, 10, 3);
    let begun = graph.savepoint();
    let [label, kind] = ["Person", "knew"].map(|name| graph.symbols().intern(name));
    let first = graph.create_node_with(&[label], &[]).unwrap();
    for number in 0..200_000 {
        let properties = [(NAME, Value::from(number % 7))];
        let made = graph.create_relation_with(kind, first, first, &properties);
        made.unwrap();
    }
    let index = Index {
        on_relation: false,
        label,
        property: NAME,
    };
    graph.create_index("by_name", index).unwrap();
    store.append_since(&graph, begun).unwrap();
    graph.commit();
    let (wanted, schema) = (picture(&graph), graph.schema().clone());
    drop(store);
    assert_eq!(in_log(&path), 0);
    let (_, graph) = Store::open(&path, Access::Read).unwrap();
    assert!(picture(&graph) == wanted);
    assert_eq!(*graph.schema(), schema);
}

#[test]
fn a_long_log_becomes_a_checkpoint() {
    let scratch = Scratch::new("threshold");
    let path = scratch.path("long.factio");
    let (mut store, mut graph) = Store::open(&path, Access::Write).unwrap();
    (0..4).for_each(|_| commit(&mut store, &mut graph, 1, 16 << 20));
    commit(&mut store, &mut graph, 1, 3);
    let wanted = picture(&graph);
    drop(store);
    assert_eq!(in_log(&path), 1);
    let (_, graph) = Store::open(&path, Access::Read).unwrap();
    assert!(picture(&graph) == wanted);
}
