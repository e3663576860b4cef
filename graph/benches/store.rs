//! Opening and committing: what the promises of the store come to on this machine.
//!
//! `cargo bench -p factio-graph --bench store`; `FACTIO_BENCH=20000,1000000` sets the numbers of nodes, each with five times as
//! many relations of two properties. `FACTIO_FILE=x.factio` alone measures the opening of a file that is there; beside
//! `FACTIO_BENCH` it is the file that is made, and it stays.

use factio_graph::catalog::Catalog;
use factio_graph::facts::{NAME, VALID};
use factio_graph::id::NodeId;
use factio_graph::store::{Access, Store};
use factio_graph::time::Period;
use factio_graph::value::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    let asked = std::env::var("FACTIO_BENCH");
    let file = std::env::var_os("FACTIO_FILE").map(PathBuf::from);
    if let (Err(_), Some(file)) = (&asked, &file) {
        return measure_opening(file);
    }
    let mut sizes: Vec<u32> = asked
        .unwrap_or_default()
        .split(',')
        .flat_map(str::parse)
        .collect();
    if sizes.is_empty() {
        sizes = vec![20_000, 200_000];
    }
    let keeps = file.is_some();
    let scratch = || Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.factio");
    let path = file.unwrap_or_else(scratch);
    for nodes in sizes {
        let _ = std::fs::remove_file(&path);
        fill(&path, nodes);
        measure_opening_alone(&path);
        if !keeps {
            measure_commits(&path);
        }
        println!();
    }
    if !keeps {
        let _ = std::fs::remove_file(&path);
    }
}

/// In a process that does nothing else, so that its memory tells.
fn measure_opening_alone(path: &Path) {
    let program = std::env::current_exe().expect("the bench knows itself");
    let measured = Command::new(program)
        .env_remove("FACTIO_BENCH")
        .env("FACTIO_FILE", path)
        .status();
    assert!(measured.expect("it starts again").success());
}

/// The quickest of several, since the machine may be busy; every page is in the system's cache.
fn measure_opening(path: &Path) {
    for access in [Access::Read, Access::Write] {
        let mut quickest = f64::MAX;
        for _ in 0..5 {
            let begun = Instant::now();
            let opened = Store::open(path, access).expect("the file opens");
            quickest = quickest.min(begun.elapsed().as_secs_f64());
            drop(opened);
        }
        println!("open ({access:?}): {quickest:.3} s");
    }
    println!("memory at most: {}", peak());
}

/// The most memory that this process ever had in use, as the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or("unknown".to_string(), |peak| peak.trim().to_string())
}

fn fill(path: &Path, nodes: u32) {
    let (mut store, mut graph) = Store::open(path, Access::Write).expect("the file is made");
    let begun = graph.savepoint();
    let [label, kind, source] =
        ["Person", "knows", "source"].map(|name| graph.symbols().intern(name));
    for number in 0..nodes {
        let name = Value::from(format!("person {number}").as_str());
        graph
            .create_node_with(&[label], &[(NAME, name)])
            .expect("there is room");
    }
    let periods: Vec<Value> = (1900..1990)
        .map(|year| {
            Value::Period(Arc::new(
                Period::parse(&format!("{year}/{}", year + 7)).expect("years"),
            ))
        })
        .collect();
    let mut state = 7u64;
    for number in 0..nodes as usize * 5 {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let (start, end) = ((state >> 33) as u32 % nodes, (state >> 13) as u32 % nodes);
        let properties = [
            (VALID, periods[number % periods.len()].clone()),
            (
                source,
                Value::from(["archive", "letter", "memoir"][number % 3]),
            ),
        ];
        graph
            .create_relation_with(kind, NodeId(start), NodeId(end), &properties)
            .expect("there is room");
    }
    let timer = Instant::now();
    store
        .append(&graph, &graph.changes_since(begun))
        .expect("it is written");
    graph.commit();
    println!(
        "commit and checkpoint of all: {:.2} s",
        timer.elapsed().as_secs_f64()
    );
    let timer = Instant::now();
    store.close(&graph).expect("it closes");
    println!("close: {:.2} s", timer.elapsed().as_secs_f64());
    let bytes = std::fs::metadata(path).map_or(0, |about| about.len());
    println!(
        "{nodes} nodes, {} relations: {:.1} MiB, {:.1} bytes a relation",
        nodes as usize * 5,
        bytes as f64 / 1048576.0,
        bytes as f64 / (f64::from(nodes) * 5.0)
    );
}

fn measure_commits(path: &Path) {
    let (mut store, mut graph) = Store::open(path, Access::Write).expect("the file opens");
    for (batch, rounds) in [(1u64, 200u64), (1_000, 50)] {
        let timer = Instant::now();
        for _ in 0..rounds {
            let begun = graph.savepoint();
            for _ in 0..batch {
                graph
                    .create_node_with(&[], &[(NAME, Value::from("x"))])
                    .expect("there is room");
            }
            store
                .append(&graph, &graph.changes_since(begun))
                .expect("it is written");
            graph.commit();
        }
        let seconds = timer.elapsed().as_secs_f64();
        println!(
            "commits of {batch}: {:.2} ms each, {:.0} changes a second",
            seconds * 1000.0 / rounds as f64,
            (batch * rounds) as f64 / seconds
        );
    }
    let timer = Instant::now();
    store.close(&graph).expect("it closes");
    println!("close: {:.3} s", timer.elapsed().as_secs_f64());
}
