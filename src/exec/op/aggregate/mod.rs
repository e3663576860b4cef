//! Aggregate: groups rows by their keys, in the order in which the groups first appear, and sums each group up.

mod collect;
mod count;
mod deviation;
mod extreme;
mod percentile;
mod sum;

pub(crate) use count::too_many;

use crate::context::Context;
use crate::context::memory::{Held, bytes_of};
use crate::error::Result;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::eval::eval_batch;
use crate::exec::op::seen::{KEY, Keys, Origin, Packed, Seen};
use crate::exec::op::{Operator, Running, hold};
use crate::exec::{Batch, Column};
use crate::fun::Aggregate as Function;
use crate::plan::expr::{Aggregate, Expr, ExprKind};
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::borrow::Cow;

pub(super) fn start<'p>(
    input: Running<'p>,
    keys: &'p [Expr],
    aggregates: &'p [Aggregate],
) -> Running<'p> {
    Box::new(Grouping {
        input,
        keys,
        aggregates,
        result: None,
    })
}

struct Grouping<'p> {
    input: Running<'p>,
    keys: &'p [Expr],
    aggregates: &'p [Aggregate],
    /// The groups, once known, and how many were passed on.
    result: Option<(Batch, usize)>,
}

/// What one aggregate keeps of every group.
trait Summary {
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

    /// The result of a group.
    fn finish(&mut self, group: usize) -> Result<Value>;
}

impl Operator for Grouping<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let (rows, passed) = match self.result.take() {
            Some(result) => result,
            None => (self.group(context)?, 0),
        };
        context.check()?;
        let batch = rows.slice(passed, BATCH_ROWS);
        self.result = Some((rows, passed + batch.len));
        Ok((batch.len > 0).then_some(batch))
    }
}

impl Grouping<'_> {
    fn group(&mut self, context: &mut Context<'_>) -> Result<Batch> {
        let mut groups = Groups {
            seen: Seen::default(),
            keys: Batch::default(),
            new_bytes: 0,
        };
        let mut running: Vec<Tally<'_>> = self.aggregates.iter().map(Tally::new).collect();
        if self.keys.is_empty() {
            for tally in &mut running {
                tally.summary.grow(1);
            }
        }
        let mut held = Held::default();
        let mut known = 0;
        while let Some(batch) = self.input.next(context)? {
            context.check()?;
            let places = groups.places(self.keys, &batch, context)?;
            hold(groups.keys.len, context)?;
            let new = groups.keys.len - known;
            known = groups.keys.len;
            let group = KEY * (self.keys.len() + self.aggregates.len()) as u64;
            held.grow(
                group * new as u64 + std::mem::take(&mut groups.new_bytes),
                context,
            )?;
            for tally in &mut running {
                tally.summary.grow(groups.seen.len());
                held.grow(tally.take(&batch, &places, context)?, context)?;
            }
        }
        let len = match self.keys.is_empty() {
            true => 1,
            false => groups.seen.len(),
        };
        let mut columns = groups.keys.columns;
        if len == 0 {
            return Ok(Batch::default());
        }
        for tally in &mut running {
            columns.push(Column::Values(tally.finish(len)?));
        }
        Ok(Batch::new(columns, len))
    }
}

/// The groups seen so far.
struct Groups {
    seen: Seen,
    /// The keys of each group, as its first row had them.
    keys: Batch,
    /// What the keys that came last take.
    new_bytes: u64,
}

impl Groups {
    /// The group of each row.
    fn places(&mut self, keys: &[Expr], batch: &Batch, context: &Context<'_>) -> Result<Vec<u32>> {
        let keys = keys.iter().map(|key| keys_of(key, batch, context));
        let keys: Vec<Keys<'_>> = keys.collect::<Result<_>>()?;
        let mut next = self.seen.len() as u32;
        let places = self.seen.places(&keys, batch.len);
        let mut first = Vec::new();
        for (row, &place) in places.iter().enumerate() {
            if place == next {
                next += 1;
                first.push(row as u32);
            }
        }
        if !first.is_empty() {
            let new = keys.iter().map(|keys| keys.gather(&first));
            let new = Batch::new(new.collect(), first.len());
            self.new_bytes += new.bytes();
            self.keys.append(new);
        }
        Ok(places)
    }
}

/// The values of a key. Properties and types stay as the graph keeps them where they can.
fn keys_of<'k>(key: &Expr, batch: &'k Batch, context: &'k Context<'_>) -> Result<Keys<'k>> {
    match packed(key, batch, context.graph()) {
        Some(packed) => Ok(Keys::Packed(packed)),
        None => eval_batch(key, batch, context).map(|column| Keys::Column(Cow::Owned(column))),
    }
}

/// `x.key` and `type(x)` over a column of elements.
fn packed<'k>(key: &Expr, batch: &'k Batch, graph: &'k Graph) -> Option<Packed<'k>> {
    let column = |expr: &Expr| match expr.kind {
        ExprKind::Slot(slot) => batch.columns.get(slot),
        _ => None,
    };
    match &key.kind {
        ExprKind::Property(subject, key) => match column(subject)? {
            Column::Nodes(ids) => Packed::new(ids, Origin::NodeProperty(key.symbol), graph),
            Column::Relations(ids) => Packed::new(ids, Origin::RelationProperty(key.symbol), graph),
            _ => None,
        },
        ExprKind::Call(function, arguments) => match (function.name, arguments.as_slice()) {
            ("type", [relation]) => match column(relation)? {
                Column::Relations(ids) => Packed::new(ids, Origin::Types, graph),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// One aggregate at work.
struct Tally<'p> {
    aggregate: &'p Aggregate,
    summary: Box<dyn Summary>,
    /// With DISTINCT: the values that each group has had.
    distinct: Seen,
}

impl<'p> Tally<'p> {
    fn new(aggregate: &'p Aggregate) -> Tally<'p> {
        Tally {
            aggregate,
            summary: summary(aggregate.function),
            distinct: Seen::default(),
        }
    }

    /// Takes in the rows of a batch; returns how many bytes more it holds.
    fn take(&mut self, batch: &Batch, places: &[u32], context: &Context<'_>) -> Result<u64> {
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
                    self.summary.add(place, value, &rest)
                }
            };
            added.map_err(|error| error.at(self.aggregate.span))?;
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

    fn finish(&mut self, groups: usize) -> Result<Vec<Value>> {
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

fn summary(function: Function) -> Box<dyn Summary> {
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
