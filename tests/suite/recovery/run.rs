//! The fixed run: commits of every size, some of them too long for the log, checkpoints and a close, with what the graph was
//! after each.

use crate::recovery::disk::Disk;
use crate::recovery::graphs::{Random, change, picture};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME, Savepoint};
use factio_graph::store::{Store, StoreError};
use factio_graph::value::Value;

/// What a run came to.
#[derive(Default)]
pub struct Run {
    /// The graph after each acknowledged commit, the one it began with first.
    pub acknowledged: Vec<String>,
    /// The graph that a commit which failed would have given.
    pub attempted: Option<String>,
    pub failure: Option<StoreError>,
}

/// Commits of a run, and after which of them a checkpoint is written.
const COMMITS: u64 = 11;
const CHECKPOINTS: [u64; 2] = [3, 8];
/// Changes that the log may have: a longer commit goes straight into its chunks.
const LOG: u64 = 40;
/// Commits that are longer than that: of new elements alone, and of every change there is.
const LONG_OF_NEW: [u64; 2] = [1, 6];
const LONG_OF_ALL: [u64; 2] = [4, 9];

/// Bytes of the text that each commit writes.
const SIZES: [usize; 5] = [1, 100, 5_000, 70_000, 200_000];

/// A file with a few commits, some of them in the log still.
pub fn image() -> Vec<u8> {
    image_of(&SIZES)
}

/// As [`image`], with texts of these sizes.
pub fn image_of(sizes: &[usize]) -> Vec<u8> {
    let disk = Disk::default();
    let (mut store, mut graph) = Store::open_on(disk.clone()).unwrap();
    let mut random = Random(1);
    for commit in 0..6 {
        let begun = graph.savepoint();
        make(&mut graph, &mut random, commit, sizes);
        let changes = graph.changes_since(begun);
        store.append(&graph, &changes).unwrap();
        graph.commit();
        if commit == 2 {
            store.checkpoint(&graph).unwrap();
        }
    }
    drop(store);
    disk.bytes()
}

/// The graph in a file, as [`picture`] has it.
pub fn read(bytes: Vec<u8>) -> Result<String, StoreError> {
    let (_store, graph) = Store::open_on(Disk::of(bytes))?;
    Ok(picture(&graph))
}

/// Opens what is on a disk and runs to the end, or to the first failure.
pub fn run(disk: &Disk) -> Run {
    let mut run = Run::default();
    let (mut store, mut graph) = match Store::open_on(disk.clone()) {
        Ok(opened) => opened,
        Err(error) => {
            run.failure = Some(error);
            return run;
        }
    };
    run.acknowledged.push(picture(&graph));
    store.checkpoint_after(LOG);
    let mut random = Random(2);
    for commit in 0..COMMITS {
        let begun = graph.savepoint();
        match commit {
            commit if LONG_OF_NEW.contains(&commit) => make_new(&mut graph),
            _ => make(&mut graph, &mut random, commit, &SIZES),
        }
        if LONG_OF_ALL.contains(&commit) {
            lengthen(&mut graph, &mut random, begun);
        }
        if let Err(error) = store.append_since(&graph, begun) {
            run.attempted = Some(picture(&graph));
            graph.rollback(begun);
            assert_eq!(Some(&picture(&graph)), run.acknowledged.last());
            assert!(store.check_writable().is_err(), "written after a failure");
            run.failure = Some(error);
            return run;
        }
        graph.commit();
        disk.acknowledge();
        run.acknowledged.push(picture(&graph));
        if CHECKPOINTS.contains(&commit)
            && let Err(error) = store.checkpoint(&graph)
        {
            run.failure = Some(error);
            return run;
        }
    }
    run.failure = store.close(&graph).err();
    run
}

/// More new elements than the log may have changes, and nothing else.
fn make_new(graph: &mut Graph) {
    let [label, kind] = ["L1", "T1"].map(|name| graph.symbols().intern(name));
    let first = graph.create_node(&[label]).unwrap();
    for number in 0..LOG as i64 {
        let name = [(NAME, Value::from(number % 7))];
        let node = graph.create_node_with(&[label], &name).unwrap();
        let made = graph.create_relation_with(kind, first, node, &name);
        made.unwrap();
    }
}

/// Makes the commit longer than the log may be, by changes of every kind.
fn lengthen(graph: &mut Graph, random: &mut Random, begun: Savepoint) {
    while graph.changes_since(begun).len() as u64 <= LOG {
        change(graph, random);
    }
}

fn make(graph: &mut Graph, random: &mut Random, commit: u64, sizes: &[usize]) {
    for _ in 0..8 {
        change(graph, random);
    }
    let label = graph.symbols().intern("Big");
    let node = graph.create_node(&[label]).unwrap();
    let size = sizes[commit as usize % sizes.len()];
    let text = char::from(b'a' + commit as u8).to_string().repeat(size);
    graph
        .set_node_property(node, NAME, Value::from(text.as_str()))
        .unwrap();
}
