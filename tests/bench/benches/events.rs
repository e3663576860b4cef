//! The event workload: loading it, and each of its questions, with plain properties and in factio's own words.
//!
//! A figure is that of a hundred queries where a question is about actors or pairs, of eleven where it is about months.

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use factio::Session;
use factio_bench::cpu::Cpu;
use factio_bench::events::{Events, Tables};
use factio_bench::question::{QUESTIONS, Wording};
use factio_bench::{criterion, workplace};

fn events(bench: &mut Criterion<Cpu>) {
    let events = Events::workload();
    let tables = Tables::write(&events, &workplace::path("events"));
    let (mut plain, mut own) = (Session::new(), Session::new());
    events.load_plain(&tables, &mut plain);
    events.load_own(&tables, &mut own);
    let mut group = bench.benchmark_group("events");
    group.sampling_mode(SamplingMode::Flat);
    for question in QUESTIONS {
        let mut ask = |wording| match wording {
            Wording::Plain => question.ask(wording, &events.asked, &mut plain),
            Wording::Own => question.ask(wording, &events.asked, &mut own),
        };
        let sorted = |rows: Vec<_>| {
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort();
            rows
        };
        let answers = [Wording::Plain, Wording::Own].map(|wording| sorted(ask(wording)));
        assert_eq!(answers[0], answers[1], "{}", question.name);
        group.bench_function(format!("{}/plain", question.name), |bench| {
            bench.iter(|| ask(Wording::Plain))
        });
        group.bench_function(format!("{}/own", question.name), |bench| {
            bench.iter(|| ask(Wording::Own))
        });
    }
    group.finish();
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
