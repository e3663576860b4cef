//! Writing through the language: batches by UNWIND in memory, and single commits that are on the disk when they are answered.
//!
//! A batch is of 10,000 rows. What is durable is measured by the clock on the wall, beside what the disk itself takes.

use criterion::{BatchSize, Criterion, SamplingMode, criterion_group, criterion_main};
use factio::{Access, Session};
use factio_bench::cpu::Cpu;
use factio_bench::dice::Dice;
use factio_bench::{criterion, workplace};
use factio_graph::value::Value;
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

const BATCH: usize = 10_000;
const NODES: usize = 100_000;

const MAKE_NODES: &str = "UNWIND $r AS x CREATE (:N {id: x.id, name: x.name})";
const MAKE_RELATIONS: &str =
    "UNWIND $r AS x MATCH (a:N {id: x.s}), (b:N {id: x.d}) CREATE (a)-[:E {w: x.w}]->(b)";
const MERGE_NODES: &str = "UNWIND $r AS x MERGE (n:N {id: x.id})";

fn row(entries: &[(&str, Value)]) -> Value {
    let entries = entries.iter();
    Value::map(entries.map(|(key, value)| ((*key).into(), value.clone())))
}

fn nodes(first: usize) -> Value {
    let rows = (first..first + BATCH).map(|id| {
        let name = Value::from(format!("n{id}").as_str());
        row(&[("id", Value::Integer(id as i64)), ("name", name)])
    });
    Value::list(rows.collect())
}

fn relations(dice: &mut Dice) -> Value {
    let rows = (0..BATCH).map(|number| {
        let mut node = || Value::Integer(dice.below(NODES) as i64);
        let (start, end) = (node(), node());
        row(&[
            ("s", start),
            ("d", end),
            ("w", Value::Integer(number as i64 & 7)),
        ])
    });
    Value::list(rows.collect())
}

fn run(session: &mut Session, text: &str) {
    if let Err(error) = session.run(text) {
        panic!("{text}: {error}");
    }
}

/// A hundred thousand nodes with an index.
fn filled() -> Session {
    let mut session = Session::new();
    run(&mut session, "CREATE INDEX FOR (n:N) ON (n.id)");
    for first in (0..NODES).step_by(BATCH) {
        session.param("r", nodes(first));
        run(&mut session, MAKE_NODES);
    }
    session
}

fn batches(bench: &mut Criterion<Cpu>) {
    let mut group = bench.benchmark_group("batch");
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("nodes", |bench| {
        let mut session = Session::new();
        session.param("r", nodes(0));
        bench.iter(|| run(&mut session, MAKE_NODES))
    });
    group.bench_function("relations", |bench| {
        let mut session = filled();
        let rows = relations(&mut Dice::new(12_345));
        session.param("r", rows);
        bench.iter(|| run(&mut session, MAKE_RELATIONS))
    });
    group.bench_function("merge_old", |bench| {
        let mut session = filled();
        session.param("r", nodes(0));
        bench.iter(|| run(&mut session, MERGE_NODES))
    });
    group.bench_function("merge_new", |bench| {
        bench.iter_batched_ref(
            || {
                let mut session = filled();
                session.param("r", nodes(NODES));
                session
            },
            |session| run(session, MERGE_NODES),
            BatchSize::PerIteration,
        )
    });
    let literal = format!("RETURN size({}) AS c", nodes(0));
    group.bench_function("literal", |bench| {
        let mut session = Session::new();
        bench.iter(|| run(&mut session, &literal))
    });
    group.finish();
}

/// Scripts that tell a graph clause by clause: twice the clauses are to take twice as long.
fn clauses(bench: &mut Criterion<Cpu>) {
    let mut group = bench.benchmark_group("clauses");
    group.sampling_mode(SamplingMode::Flat);
    for count in [250usize, 500, 1000] {
        for word in ["CREATE", "MERGE"] {
            let clauses = (0..count).map(|id| format!("{word} (n{id}:N {{id: {id}}})"));
            let text: String = clauses.collect::<Vec<_>>().join("\n");
            group.bench_function(format!("{word}_{count}"), |bench| {
                bench.iter_batched_ref(
                    Session::new,
                    |session| run(session, &text),
                    BatchSize::PerIteration,
                )
            });
        }
    }
    group.finish();
}

fn durable(bench: &mut Criterion<Cpu>) {
    let mut group = bench.benchmark_group("durable");
    group.sampling_mode(SamplingMode::Flat);
    let path = workplace::fresh("commits.factio");
    let mut session = Session::open(&path, Access::Write).expect("the file is made");
    group.bench_function("commit_wall", |bench| {
        bench.iter_custom(|times| wall(times, || run(&mut session, "CREATE (:N {id: 1})")))
    });
    group.bench_function("commit_cpu", |bench| {
        bench.iter(|| run(&mut session, "CREATE (:N {id: 1})"))
    });
    let mut file = File::create(workplace::fresh("synced")).expect("the file is made");
    group.bench_function("sync_wall", |bench| {
        bench.iter_custom(|times| {
            wall(times, || {
                file.write_all(&[7; 4096]).expect("there is room");
                file.sync_data().expect("the disk takes it");
            })
        })
    });
    group.finish();
}

fn wall(times: u64, mut act: impl FnMut()) -> Duration {
    let begun = Instant::now();
    (0..times).for_each(|_| act());
    begun.elapsed()
}

criterion_group! {
    name = benches;
    config = criterion();
    targets = batches, clauses, durable
}
criterion_main!(benches);
