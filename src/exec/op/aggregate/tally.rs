//! One aggregate of all groups.

use crate::context::Context;
use crate::context::memory::bytes_of;
use crate::error::Result;
use crate::exec::eval::eval_batch;
use crate::exec::op::aggregate::summary::{Summary, summary};
use crate::exec::op::seen::{KEY, Seen};
use crate::exec::{Batch, Column};
use crate::fun::Aggregate as Function;
use crate::plan::expr::Aggregate;
use factio_graph::value::Value;

/// One aggregate at work.
pub(super) struct Tally<'p> {
    aggregate: &'p Aggregate,
    summary: Box<dyn Summary>,
    /// With DISTINCT: the values that each group has had.
    distinct: Seen,
    /// With DISTINCT, of a part: the arguments that are to be summed up once it is known which of them other parts had before.
    aside: Option<Vec<Aside>>,
}

/// A group, its value, and further arguments.
type Aside = (u32, Value, Vec<Value>);

impl<'p> Tally<'p> {
    pub fn new(aggregate: &'p Aggregate) -> Tally<'p> {
        Tally {
            aggregate,
            summary: summary(aggregate.function),
            distinct: Seen::default(),
            aside: None,
        }
    }

    /// One that sums up a part, to be joined with others.
    pub fn of_part(aggregate: &'p Aggregate) -> Tally<'p> {
        Tally {
            aside: aggregate.distinct.then(Vec::new),
            ..Tally::new(aggregate)
        }
    }

    /// Makes room for this many groups.
    pub fn grow(&mut self, groups: usize) {
        self.summary.grow(groups);
    }

    /// Takes in the rows of a batch; returns how many bytes more it holds.
    pub fn take(&mut self, batch: &Batch, places: &[u32], context: &Context<'_>) -> Result<u64> {
        let Some((first, rest)) = self.aggregate.arguments.split_first() else {
            return self.count(batch, places).map(|()| 0);
        };
        let values = eval_batch(first, batch, context)?;
        let rest = rest
            .iter()
            .map(|argument| eval_batch(argument, batch, context))
            .collect::<Result<Vec<_>>>()?;
        let keeps = keeps_values(self.aggregate.function) || self.aggregate.distinct;
        let mut bytes = 0;
        for row in self.counting(&values, places) {
            let (row, place) = (row as usize, places[row as usize]);
            let value = values.get(row);
            if value.is_null() {
                continue;
            }
            if keeps {
                bytes += bytes_of(&value) + KEY * u64::from(self.aggregate.distinct);
            }
            let place = place as usize;
            let added = match &batch.weights {
                Some(weights) if !self.aggregate.distinct => {
                    self.summary.add_times(place, value, weights[row])
                }
                _ => {
                    let rest: Vec<Value> = rest.iter().map(|column| column.get(row)).collect();
                    self.add(place, value, rest)
                }
            };
            added.map_err(|error| error.at(self.aggregate.span))?;
        }
        Ok(bytes)
    }

    fn add(&mut self, place: usize, value: Value, rest: Vec<Value>) -> Result<()> {
        match &mut self.aside {
            Some(aside) => {
                aside.push((place as u32, value, rest));
                Ok(())
            }
            None => self.summary.add(place, value, &rest),
        }
    }

    /// Takes in what was kept of rows that come next, with the place of each of their groups; returns how many bytes more it holds.
    pub fn join(&mut self, mut next: Tally<'_>, places: &[u32]) -> Result<u64> {
        let joined = match next.aside.take() {
            Some(aside) => self.join_distinct(aside, places),
            None => self.join_parts(next, places),
        };
        joined.map_err(|error| error.at(self.aggregate.span))
    }

    fn join_parts(&mut self, mut next: Tally<'_>, places: &[u32]) -> Result<u64> {
        let mut bytes = 0;
        for (group, &place) in places.iter().enumerate() {
            let part = next.summary.part(group);
            bytes += part.bytes();
            self.summary.join(place as usize, part)?;
        }
        Ok(bytes)
    }

    fn join_distinct(&mut self, aside: Vec<Aside>, places: &[u32]) -> Result<u64> {
        let groups: Vec<u32> = aside.iter().map(|it| places[it.0 as usize]).collect();
        let values = Column::Values(aside.iter().map(|it| it.1.clone()).collect());
        let mut fresh = self.counting(&values, &groups).into_iter().peekable();
        let mut bytes = 0;
        for (row, (_, value, rest)) in aside.into_iter().enumerate() {
            if fresh.next_if_eq(&(row as u32)).is_some() {
                bytes += bytes_of(&value) + KEY;
                self.summary.add(groups[row] as usize, value, &rest)?;
            }
        }
        Ok(bytes)
    }

    /// Takes in the rows of a batch, whatever they hold.
    fn count(&mut self, batch: &Batch, places: &[u32]) -> Result<()> {
        self.summary
            .add_rows(places, batch.weights.as_deref())
            .map_err(|error| error.at(self.aggregate.span))
    }

    /// The rows that count: with DISTINCT, those whose value is new in their group.
    fn counting(&mut self, values: &Column, places: &[u32]) -> Vec<u32> {
        if !self.aggregate.distinct {
            return (0..places.len() as u32).collect();
        }
        let groups = Column::Integers(places.iter().map(|&place| i64::from(place)).collect());
        self.distinct.fresh(&[groups, values.clone()], places.len())
    }

    pub fn finish(&mut self, groups: usize) -> Result<Vec<Value>> {
        (0..groups)
            .map(|group| self.summary.finish(group))
            .collect::<Result<_>>()
            .map_err(|error| error.at(self.aggregate.span))
    }
}

/// Whether it needs every value until its end.
fn keeps_values(function: Function) -> bool {
    matches!(
        function,
        Function::Collect | Function::PercentileCont | Function::PercentileDisc
    )
}
