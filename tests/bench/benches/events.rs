//! The event workload: loading it, and each of its questions, with plain properties and in factio's own words.
//!
//! A figure is that of a hundred queries where a question is about actors or pairs, of eleven where it is about months.

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use factio::Session;
use factio_bench::cpu::Cpu;
use factio_bench::events::{Events, Tables};
use factio_bench::question::{QUESTIONS, Wording};
use factio_bench::{criterion, workplace};
use factio_graph::value::Value;

fn events(bench: &mut Criterion<Cpu>) {
    let events = Events::workload();
    let tables = Tables::write(&events, &workplace::path("events"));
    let (mut plain, mut own) = (Session::new(), Session::new());
    events.load_plain(&tables, &mut plain);
    events.load_own(&tables, &mut own);
    let mut group = bench.benchmark_group("events");
    group.sampling_mode(SamplingMode::Flat);
    for question in QUESTIONS {
        group.bench_function(format!("{}/plain", question.name), |bench| {
            bench.iter(|| question.ask(Wording::Plain, &events.asked, &mut plain))
        });
        group.bench_function(format!("{}/own", question.name), |bench| {
            let ask = |wording, session| sorted(question.ask(wording, &events.asked, session));
            let answers = ask(Wording::Plain, &mut plain);
            assert_eq!(answers, ask(Wording::Own, &mut own), "{}", question.name);
            bench.iter(|| question.ask(Wording::Own, &events.asked, &mut own))
        });
    }
    group.finish();
}

/// Answers that come in no order, to compare.
fn sorted(rows: Vec<Vec<Value>>) -> Vec<String> {
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

fn loading(bench: &mut Criterion<Cpu>) {
    let events = Events::workload();
    let tables = Tables::write(&events, &workplace::path("events"));
    let mut group = bench.benchmark_group("load");
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("plain", |bench| {
        bench.iter_with_large_drop(|| {
            let mut session = Session::new();
            events.load_plain(&tables, &mut session);
            session
        })
    });
    group.bench_function("own", |bench| {
        bench.iter_with_large_drop(|| {
            let mut session = Session::new();
            events.load_own(&tables, &mut session);
            session
        })
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = criterion();
    targets = loading, events
}
criterion_main!(benches);
