//! `stDev` and `stDevP`: standard deviations, in one pass (Welford, Technometrics 4:3, 1962).

use super::summary::{Part, Summary};
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
pub(super) struct Moments {
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

impl Moments {
    /// Those of the values of both (Chan, Golub and LeVeque, 1979).
    fn join(&mut self, next: Moments) {
        if self.count == 0.0 {
            *self = next;
            return;
        }
        let count = self.count + next.count;
        let distance = next.mean - self.mean;
        self.squares += next.squares + distance * distance * self.count * next.count / count;
        self.mean += distance * next.count / count;
        self.count = count;
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

    fn part(&mut self, group: usize) -> Part {
        Part::Moments(self.groups[group])
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        if let Part::Moments(next) = next {
            self.groups[group].join(next);
        }
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
