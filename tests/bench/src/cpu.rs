//! Processor time: what this process spent on all its threads, or what its children spent. Other work on the machine moves it
//! little. Where the system does not tell it, the clock on the wall stands in.

use criterion::Throughput;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use std::time::Duration;

/// Criterion's measure.
#[derive(Clone, Copy, Debug)]
pub struct Cpu;

impl Measurement for Cpu {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        spent()
    }

    fn end(&self, begun: Duration) -> Duration {
        spent().saturating_sub(begun)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        &Times
    }
}

/// Lengths of time, written as criterion writes those of the wall clock.
struct Times;

impl ValueFormatter for Times {
    fn scale_values(&self, typical: f64, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_values(typical, values)
    }

    fn scale_throughputs(
        &self,
        typical: f64,
        throughput: &Throughput,
        values: &mut [f64],
    ) -> &'static str {
        let wall = WallTime.formatter();
        wall.scale_throughputs(typical, throughput, values)
    }

    fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_for_machines(values)
    }
}

/// What this process has spent.
#[cfg(unix)]
pub fn spent() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    let now = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID);
    now.map(Duration::from).unwrap_or_default()
}

/// What the processes spent that this one started and that have ended.
#[cfg(unix)]
pub fn spent_by_children() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN);
    let Ok(usage) = usage else {
        return Duration::ZERO;
    };
    let times = [usage.user_time(), usage.system_time()];
    let microseconds: i64 = times
        .iter()
        .map(|time| time.tv_sec() * 1_000_000 + time.tv_usec())
        .sum();
    Duration::from_micros(microseconds as u64)
}

/// What this process has spent.
#[cfg(not(unix))]
pub fn spent() -> Duration {
    wall()
}

/// What the processes spent that this one started and that have ended.
#[cfg(not(unix))]
pub fn spent_by_children() -> Duration {
    wall()
}

#[cfg(not(unix))]
fn wall() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    BEGUN.get_or_init(Instant::now).elapsed()
}
