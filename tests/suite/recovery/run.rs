//! The fixed run: commits of every size, checkpoints and a close, with what the graph was after each.

use crate::recovery::disk::Disk;
use crate::recovery::graphs::{Random, change, picture};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME};
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
const COMMITS: u64 = 9;
const CHECKPOINTS: [u64; 2] = [3, 7];

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
    let mut random = Random(2);
    for commit in 0..COMMITS {
        let begun = graph.savepoint();
        make(&mut graph, &mut random, commit, &SIZES);
        let changes = graph.changes_since(begun);
        if let Err(error) = store.append(&graph, &changes) {
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
