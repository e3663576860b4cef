//! What an aggregate keeps of every group.

use crate::context::memory::bytes_of;
use crate::error::Result;
use crate::exec::op::aggregate::deviation::Moments;
use crate::exec::op::aggregate::sum::Total;
use crate::exec::op::aggregate::{collect, count, deviation, extreme, percentile, sum};
use crate::fun::Aggregate as Function;
use factio_graph::value::Value;

/// What one aggregate keeps of every group.
pub(super) trait Summary: Send {
    /// Makes room for this many groups.
    fn grow(&mut self, groups: usize);

    /// Takes a value that is not null into a group. `rest` are the row's further arguments.
    fn add(&mut self, group: usize, value: Value, rest: &[Value]) -> Result<()>;

    /// Takes a value into a group that came so many times. For what repetition does not change, once is enough.
    ///
    /// # Errors
    /// The sum is beyond what an integer holds.
    fn add_times(&mut self, group: usize, value: Value, _times: u64) -> Result<()> {
        self.add(group, value, &[])
    }

    /// Takes a row into each of some groups, whatever it holds, as often as its weight says.
    ///
    /// # Errors
    /// As [`Summary::add_times`].
    fn add_rows(&mut self, groups: &[u32], weights: Option<&[u64]>) -> Result<()> {
        for (row, &group) in groups.iter().enumerate() {
            let times = weights.map_or(1, |weights| weights[row]);
            self.add_times(group as usize, Value::Null, times)?;
        }
        Ok(())
    }

    /// What is kept of a group, to be handed over.
    fn part(&mut self, group: usize) -> Part;

    /// Takes what another of its kind kept of rows that come next.
    ///
    /// # Errors
    /// As [`Summary::add_times`], or they cannot be summed up together.
    fn join(&mut self, group: usize, next: Part) -> Result<()>;

    /// The result of a group.
    fn finish(&mut self, group: usize) -> Result<Value>;
}

/// What is kept of one group.
pub(super) enum Part {
    Count(i64),
    Total(Total),
    Best(Option<Value>),
    Values(Vec<Value>),
    Moments(Moments),
    /// Values, and which share of them lies below what is asked for.
    Share(Vec<Value>, Option<f64>),
}

impl Part {
    /// What its values take of memory, where all of them are kept.
    pub fn bytes(&self) -> u64 {
        match self {
            Part::Values(values) | Part::Share(values, _) => values.iter().map(bytes_of).sum(),
            Part::Count(_) | Part::Total(_) | Part::Best(_) | Part::Moments(_) => 0,
        }
    }
}

/// A summary without groups.
pub(super) fn summary(function: Function) -> Box<dyn Summary> {
    match function {
        Function::CountRows | Function::Count => Box::new(count::Count::default()),
        Function::Sum => Box::new(sum::Sum::default()),
        Function::Avg => Box::new(sum::Average::default()),
        Function::Min => Box::new(extreme::Extreme::least()),
        Function::Max => Box::new(extreme::Extreme::greatest()),
        Function::Collect => Box::new(collect::Collect::default()),
        Function::StDev => Box::new(deviation::Deviation::of_sample()),
        Function::StDevP => Box::new(deviation::Deviation::of_population()),
        Function::PercentileCont => Box::new(percentile::Percentile::continuous()),
        Function::PercentileDisc => Box::new(percentile::Percentile::discrete()),
    }
}
