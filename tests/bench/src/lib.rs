//! What the benchmarks share: workloads, the questions asked of them, and a clock that other processes do not move.
//!
//! `README.md` beside this crate has the figures and tells how to take them again.

pub mod cpu;
pub mod dice;
pub mod events;
pub mod question;
pub mod social;
pub mod workplace;

use criterion::Criterion;
use std::time::Duration;

/// Criterion, on processor time, with few samples: a workload query is long enough to be measured by a handful.
pub fn criterion() -> Criterion<cpu::Cpu> {
    Criterion::default()
        .with_measurement(cpu::Cpu)
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args()
}
