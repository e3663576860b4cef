//! The nine patterns of LSQB over a social network of 1.1 million relations.

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use factio::Session;
use factio_bench::cpu::Cpu;
use factio_bench::question::run;
use factio_bench::{criterion, social, workplace};

fn patterns(bench: &mut Criterion<Cpu>) {
    let sources = social::make(1.0).write(&workplace::path("social"));
    let mut session = Session::new();
    social::load(&sources, &mut session);
    let mut group = bench.benchmark_group("patterns");
    group.sampling_mode(SamplingMode::Flat);
    for (name, text) in social::PATTERNS {
        group.bench_function(name, |bench| bench.iter(|| run(text, &mut session)));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = criterion();
    targets = patterns
}
criterion_main!(benches);
