//! Opening and committing: what the promises of the store come to on this machine.
//!
//! `cargo bench -p factio-graph --bench store`; `FACTIO_BENCH=N` sets the number of nodes, five times as many relations.

use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME, VALID};
use factio_graph::id::NodeId;
use factio_graph::store::{Access, Store};
use factio_graph::time::Period;
use factio_graph::value::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    let asked = std::env::var("FACTIO_BENCH").ok();
    let nodes: u32 = asked
        .and_then(|asked| asked.parse().ok())
        .unwrap_or(200_000);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.factio");
    let _ = std::fs::remove_file(&path);
    fill(&path, nodes);
    let begun = Instant::now();
    let (store, graph) = Store::open(&path, Access::Write).expect("the file opens");
    let entities = graph.node_count();
    let relations = graph.relation_count();
    println!(
        "open {entities} nodes, {relations} relations: {:.3} s",
        begun.elapsed().as_secs_f64()
    );
    let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
    println!(
        "{:.1} MiB, {:.1} bytes a relation",
        bytes as f64 / 1048576.0,
        bytes as f64 / relations as f64
    );
    commits(store, graph);
    let _ = std::fs::remove_file(&path);
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
}

fn commits(mut store: Store, mut graph: Graph) {
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
