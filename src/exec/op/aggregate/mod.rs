//! Aggregate: groups rows by their keys, in the order in which the groups first appear, and sums each group up.

mod collect;
mod count;
mod deviation;
mod extreme;
mod groups;
mod percentile;
mod sum;
mod summary;
mod tally;

pub(crate) use count::too_many;

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::op::aggregate::groups::Groups;
use crate::exec::op::aggregate::tally::Tally;
use crate::exec::op::fold::{Fold, Source};
use crate::exec::op::seen::KEY;
use crate::exec::op::{Operator, Running, hold};
use crate::exec::rest::Rest;
use crate::exec::{Batch, Column};
use crate::plan::expr::{Aggregate, Expr};
use crate::plan::is_steady_expr;

pub(super) fn start<'p>(
    input: Source<'p>,
    keys: &'p [Expr],
    aggregates: &'p [Aggregate],
) -> Running<'p> {
    Box::new(Grouping {
        input,
        summing: Summing { keys, aggregates },
        result: None,
    })
}

struct Grouping<'p> {
    input: Source<'p>,
    summing: Summing<'p>,
    /// The groups, once known, that were not passed on yet.
    result: Option<Rest>,
}

/// What is grouped by, and what is summed up.
#[derive(Clone, Copy)]
struct Summing<'p> {
    keys: &'p [Expr],
    aggregates: &'p [Aggregate],
}

/// The sums so far.
struct Sums<'p> {
    groups: Groups,
    tallies: Vec<Tally<'p>>,
    held: Held,
    /// How many groups are counted in what is held.
    known: usize,
}

impl Operator for Grouping<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let rest = match &mut self.result {
            Some(rest) => rest,
            None => {
                let groups = self.group(context)?;
                self.result.insert(Rest::of(groups, 0))
            }
        };
        context.check()?;
        Ok(rest.next())
    }
}

impl Grouping<'_> {
    fn group(&mut self, context: &mut Context<'_>) -> Result<Batch> {
        let summing = self.summing;
        let steady = || {
            let arguments = summing.aggregates.iter().flat_map(|it| &it.arguments);
            summing.keys.iter().chain(arguments).all(is_steady_expr)
        };
        let mut sums = self.input.fold(&summing, steady, context)?;
        let len = sums.groups.len();
        let mut columns = sums.groups.take_keys();
        if len == 0 {
            return Ok(Batch::default());
        }
        for tally in &mut sums.tallies {
            columns.push(Column::Values(tally.finish(len)?));
        }
        Ok(Batch::new(columns, len))
    }
}

impl<'p> Fold for Summing<'p> {
    type State = Sums<'p>;

    fn empty(&self) -> Sums<'p> {
        self.sums(Tally::new)
    }

    fn part(&self) -> Sums<'p> {
        self.sums(Tally::of_part)
    }

    fn take(&self, sums: &mut Sums<'p>, rows: Batch, context: &mut Context<'_>) -> Result<()> {
        let places = sums.groups.places(self.keys, &rows, context)?;
        sums.hold_groups(context)?;
        for tally in &mut sums.tallies {
            tally.grow(sums.groups.len());
            sums.held
                .grow(tally.take(&rows, &places, context)?, context)?;
        }
        Ok(())
    }

    fn join(&self, sums: &mut Sums<'p>, next: Sums<'p>, context: &Context<'_>) -> Result<()> {
        let places = sums.groups.join(next.groups);
        // What the next ones hold goes over; their groups may be known already.
        drop(next.held);
        sums.hold_groups(context)?;
        for (tally, next) in sums.tallies.iter_mut().zip(next.tallies) {
            tally.grow(sums.groups.len());
            sums.held.grow(tally.join(next, &places)?, context)?;
        }
        Ok(())
    }
}

impl<'p> Summing<'p> {
    fn sums(&self, tally: fn(&'p Aggregate) -> Tally<'p>) -> Sums<'p> {
        let mut tallies: Vec<Tally<'p>> = self.aggregates.iter().map(tally).collect();
        let groups = Groups::new(self.keys.len());
        tallies.iter_mut().for_each(|it| it.grow(groups.len()));
        Sums {
            groups,
            tallies,
            held: Held::default(),
            known: 0,
        }
    }
}

impl Sums<'_> {
    /// Counts the groups that are new in what is held.
    fn hold_groups(&mut self, context: &Context<'_>) -> Result<()> {
        let groups = self.groups.keys_len();
        hold(groups, context)?;
        let new = (groups - self.known) as u64;
        self.known = groups;
        let group = KEY * (self.groups.width() + self.tallies.len()) as u64;
        let bytes = group * new + self.groups.take_new_bytes();
        self.held.grow(bytes, context)
    }
}
