//! Runs a program: chunk after chunk of complete matches, depth first, so that nothing is computed before it is wanted.

use crate::context::{Context, Passed};
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::part::Part;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::fold::Fold;
use crate::exec::pattern::merge::Merge;
use crate::exec::pattern::order::Order;
use crate::exec::pattern::program::{Leg, compile};
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::sift::Sift;
use crate::exec::pattern::view::View;
use factio_graph::facts::Graph;

/// The size of the first chunks. It doubles with each, so that whoever wants one row does not pay for a thousand.
const FIRST_ROWS: usize = if cfg!(test) { 1 } else { 32 };

/// A running program: the last leg is asked, and asks the one before when it has nothing to go on from.
pub(super) struct Matcher<'p> {
    legs: Vec<Running<'p>>,
    merges: Vec<Merge>,
    sifts: Vec<Sift<'p>>,
    /// What it is likely to cost, where 1 is to go where a relation leads.
    cost: f64,
}

/// From so much work on it is split into parts: about a millisecond.
const MUCH: f64 = if cfg!(test) { 0.0 } else { 100_000.0 };

/// A running leg.
struct Running<'p> {
    leg: Leg<'p>,
    /// What is given, and then what each stage made of it.
    chunks: Vec<Chunk>,
    /// Whether each stage may have more rows for the chunk before it.
    open: Vec<bool>,
    /// The first chunk was not extended yet.
    fresh: bool,
    limit: usize,
    /// What each stage passed on since it was asked last.
    passed: Vec<Passed>,
}

impl<'p> Matcher<'p> {
    pub fn new(scope: &Scope<'p>, order: Order<'p>, graph: &Graph) -> Result<Matcher<'p>> {
        let program = compile(scope, order, graph)?;
        Ok(Matcher {
            legs: program.legs.into_iter().map(Running::new).collect(),
            merges: program.merges,
            sifts: program.sifts,
            cost: program.cost,
        })
    }

    /// Whether there is so much to do from one given row that it had better be split into parts. Legs are not: rows that agree could not
    /// go on as one across parts.
    pub fn splits(&self) -> bool {
        let first = self.legs[0].leg.stages.first();
        self.cost >= MUCH && self.merges.is_empty() && first.is_some_and(|it| it.step.splits())
    }

    /// Starts from the candidates of one part alone. After [`Matcher::begin`] and before the first chunk.
    pub fn take(&mut self, part: Part) {
        if let Some(stage) = self.legs[0].leg.stages.first_mut() {
            stage.step.take(part);
        }
    }

    /// Starts on rows of the input batch with what is given for them, which `fill` writes into the first chunk.
    pub fn begin(
        &mut self,
        input: &Batch,
        context: &Context<'_>,
        fill: impl FnOnce(&mut Chunk) -> Result<()>,
    ) -> Result<()> {
        for sift in &mut self.sifts {
            sift.prepare(context)?;
        }
        self.legs.iter_mut().for_each(Running::stop);
        self.merges.iter_mut().for_each(Merge::clear);
        self.legs[0].begin(input, context, fill)
    }

    /// The complete matches of the newest chunk.
    pub fn view<'a>(&'a self, input: &'a Batch) -> View<'a> {
        self.legs[self.merges.len()].view(input)
    }

    /// What each step passed on since this was asked last.
    pub fn passed(&mut self) -> Vec<Passed> {
        let legs = self.legs.iter_mut();
        let passed = legs.flat_map(|running| running.passed.iter_mut().map(std::mem::take));
        passed.collect()
    }

    /// Makes the next chunk of complete matches; false when there are no more.
    pub fn advance(&mut self, input: &Batch, context: &Context<'_>) -> Result<bool> {
        self.advance_leg(self.merges.len(), input, context)
    }

    fn advance_leg(&mut self, number: usize, input: &Batch, context: &Context<'_>) -> Result<bool> {
        loop {
            if self.legs[number].advance(input, context)? {
                return Ok(true);
            }
            let Some(before) = number.checked_sub(1) else {
                return Ok(false);
            };
            while !self.merges[before].is_full() && self.advance_leg(before, input, context)? {
                self.merges[before].add(self.legs[before].view(input));
            }
            if self.merges[before].is_empty() {
                return Ok(false);
            }
            let merge = &mut self.merges[before];
            self.legs[number].begin(input, context, |first| {
                merge.pour(first);
                Ok(())
            })?;
        }
    }
}

impl<'p> Running<'p> {
    fn new(leg: Leg<'p>) -> Running<'p> {
        let first = Chunk::new(leg.given.iter().copied());
        let stages = leg.stages.iter();
        let others = stages.map(|stage| Chunk::new(stage.columns.iter().copied()));
        Running {
            chunks: std::iter::once(first).chain(others).collect(),
            open: vec![false; leg.stages.len()],
            passed: vec![Passed::default(); leg.stages.len()],
            leg,
            fresh: false,
            limit: FIRST_ROWS,
        }
    }

    /// Has nothing to go on from.
    fn stop(&mut self) {
        self.open.fill(false);
        self.fresh = false;
    }

    /// Starts on rows of the input batch with what is given for them, which `fill` writes into the first chunk.
    fn begin(
        &mut self,
        input: &Batch,
        context: &Context<'_>,
        fill: impl FnOnce(&mut Chunk) -> Result<()>,
    ) -> Result<()> {
        self.chunks[0].clear();
        let stages = self.leg.stages.iter_mut();
        let filters = stages.flat_map(|stage| &mut stage.filters);
        filters.chain(&mut self.leg.first).for_each(Filter::rewind);
        fill(&mut self.chunks[0])?;
        let places = &self.leg.places;
        filter(
            &mut self.leg.first,
            &mut self.chunks[..1],
            places,
            input,
            context,
        )?;
        self.open.fill(false);
        self.fresh = true;
        Ok(())
    }

    /// The complete matches of the newest chunk.
    fn view<'a>(&'a self, input: &'a Batch) -> View<'a> {
        View {
            input,
            chunks: &self.chunks,
            places: &self.leg.places,
            top: None,
        }
    }

    /// Makes the next chunk of complete matches; false when there are no more.
    fn advance(&mut self, input: &Batch, context: &Context<'_>) -> Result<bool> {
        let Some(last) = self.leg.stages.len().checked_sub(1) else {
            return Ok(std::mem::take(&mut self.fresh) && !self.chunks[0].is_empty());
        };
        let mut number = last;
        if std::mem::take(&mut self.fresh) && !self.chunks[0].is_empty() {
            number = 0;
            self.enter(0);
        }
        loop {
            if !self.open[number] {
                match number.checked_sub(1) {
                    Some(before) => number = before,
                    None => return Ok(false),
                }
                continue;
            }
            context.check()?;
            self.expand(number, input, context)?;
            if self.chunks[number + 1].is_empty() {
                continue;
            }
            if number == last {
                return Ok(true);
            }
            number += 1;
            self.enter(number);
        }
    }

    /// Has a stage start on the chunk before it.
    fn enter(&mut self, number: usize) {
        let stage = &mut self.leg.stages[number];
        stage.step.rewind();
        stage.fold.iter_mut().for_each(Fold::rewind);
        self.open[number] = true;
    }

    /// Makes a stage's next chunk.
    fn expand(&mut self, number: usize, input: &Batch, context: &Context<'_>) -> Result<()> {
        let stage = &mut self.leg.stages[number];
        let (before, after) = self.chunks.split_at_mut(number + 1);
        let view = View {
            input,
            chunks: before,
            places: &self.leg.places,
            top: None,
        };
        after[0].clear();
        self.open[number] = stage
            .step
            .expand(view, &mut after[0], self.limit, context)?;
        self.limit = (self.limit * 2).min(BATCH_ROWS);
        let chunks = &mut self.chunks[..number + 2];
        let places = &self.leg.places;
        filter(&mut stage.filters, chunks, places, input, context)?;
        if let Some(fold) = &mut stage.fold {
            fold.fold(chunks, places, input);
        }
        if context.profile.is_some() {
            let view = View {
                input,
                chunks,
                places,
                top: None,
            };
            self.passed[number].add(view.len(), view.weights());
        }
        Ok(())
    }
}

/// Drops the rows of the newest chunk that fail a condition.
fn filter(
    filters: &mut [Filter<'_>],
    chunks: &mut [Chunk],
    places: &[Option<crate::exec::pattern::view::Place>],
    input: &Batch,
    context: &Context<'_>,
) -> Result<()> {
    let Some(newest) = chunks.len().checked_sub(1) else {
        return Ok(());
    };
    if filters.is_empty() || chunks[newest].is_empty() {
        return Ok(());
    }
    let mut rows: Vec<u32> = (0..chunks[newest].len() as u32).collect();
    for filter in filters {
        let view = View {
            input,
            chunks,
            places,
            top: None,
        };
        filter.keep(view, &mut rows, context)?;
        if rows.is_empty() {
            break;
        }
    }
    chunks[newest].keep(&rows);
    Ok(())
}
