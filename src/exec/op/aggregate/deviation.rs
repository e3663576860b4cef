//! `stDev` and `stDevP`: standard deviations, in one pass (Welford, Technometrics 4:3, 1962).

use super::Summary;
use crate::error::Result;
use crate::exec::op::aggregate::percentile::number;
use factio_graph::value::Value;

pub(super) struct Deviation {
    name: &'static str,
    /// Divides by one less than the count.
    sample: bool,
    groups: Vec<Moments>,
}

/// Count, mean, and the sum of squared distances from the mean.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Deviation {
    pub(super) fn of_sample() -> Deviation {
        Deviation {
            name: "stDev",
            sample: true,
            groups: Vec::new(),
        }
    }

    pub(super) fn of_population() -> Deviation {
        Deviation {
            name: "stDevP",
            sample: false,
            groups: Vec::new(),
        }
    }
}

impl Summary for Deviation {
    fn grow(&mut self, groups: usize) {
        self.groups.resize(groups, Moments::default());
    }

    fn add(&mut self, group: usize, value: Value, _: &[Value]) -> Result<()> {
        let value = number(&value, self.name)?;
        let moments = &mut self.groups[group];
        moments.count += 1.0;
        let distance = value - moments.mean;
        moments.mean += distance / moments.count;
        moments.squares += distance * (value - moments.mean);
        Ok(())
    }

    /// The deviation of fewer than two values is zero.
    fn finish(&mut self, group: usize) -> Result<Value> {
        let moments = self.groups[group];
        let divisor = match self.sample {
            true => moments.count - 1.0,
            false => moments.count,
        };
        Ok(Value::Float(match divisor > 0.0 {
            true => (moments.squares / divisor).sqrt(),
            false => 0.0,
        }))
    }
}
