//! What a statement costs before anything is looked at: parsing, planning, and finding the plan that was kept.
//!
//! Planning is measured as `EXPLAIN`, which parses, plans and prints; a kept plan as the whole trip of a query that finds one
//! node by its key.

use criterion::{Criterion, criterion_group, criterion_main};
use factio::Session;
use factio_bench::cpu::Cpu;
use factio_bench::criterion;
use factio_graph::value::Value;

const HOP: &str = "MATCH (a:Actor {name: $n})-[e:EVENT]->(b:Actor) WHERE e.t >= $lo AND e.t < $hi RETURN b.name AS name, count(*) AS c ORDER BY c DESC LIMIT 10";

fn session() -> Session {
    let mut session = Session::new();
    let made = "CREATE INDEX FOR (n:Actor) ON (n.name); CREATE (:Actor {name: 'a'})-[:EVENT {t: 1}]->(:Actor {name: 'b'})";
    session.run_script(made).expect("a small graph is made");
    session.param("n", "a".into());
    session.param("lo", Value::Integer(0));
    session.param("hi", Value::Integer(2));
    session
}

fn statements(bench: &mut Criterion<Cpu>) {
    let mut group = bench.benchmark_group("statement");
    group.bench_function("parse", |bench| {
        bench.iter(|| factio_grammar::parse(HOP).expect("the text is a statement"))
    });
    let mut session = session();
    let mut number = 0u64;
    group.bench_function("new", |bench| {
        bench.iter(|| {
            number += 1;
            // A comment makes the text a new one.
            let text = format!("{HOP} // {number}");
            session.run(&text).expect("it runs")
        })
    });
    group.bench_function("kept", |bench| {
        bench.iter(|| session.run(HOP).expect("it runs"))
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = criterion();
    targets = statements
}
criterion_main!(benches);
