//! The match engine: runs the patterns of one MATCH over ids.
//!
//! `order` chooses where to start and what to bind next, `program` turns that into `step`s, `run` pulls chunks of partial
//! matches through them, and `emit` makes rows of the complete ones.

mod apart;
mod candidate;
mod chain;
mod choosing;
mod chunk;
mod combined;
mod conditions;
mod counted;
mod course;
mod differ;
mod emit;
mod ends;
mod estimate;
mod evaluator;
mod filter;
mod fold;
mod gate;
mod given;
mod group;
mod hop;
mod instants;
mod joint;
mod knowledge;
mod known;
mod label_check;
mod labels;
mod lanes;
mod linked;
mod listing;
mod live;
mod lookup;
mod mentions;
mod merge;
mod met;
mod open;
mod order;
mod path;
mod program;
mod progress;
mod property;
mod reading;
mod repetition;
mod run;
mod sample;
mod scope;
mod select;
mod sift;
mod slice;
mod start;
mod step;
mod tally;
#[cfg(test)]
mod tests;
mod together;
mod told;
mod trail;
mod varlen;
mod view;
mod walk;

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::op::Operator;
use crate::exec::part::Part;
use crate::exec::pattern::emit::{Output, Unmatched};
use crate::exec::pattern::order::Order;
use crate::exec::pattern::run::Matcher;
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::Kind;
use crate::plan::expr::Slot;
use crate::plan::pattern::PatternPlan;
use factio_grammar::ast::PathMode;
use std::rc::Rc;

pub use told::steps;

/// The operator of a MATCH over the rows of `input`; with `optional`, a row that matches nothing stays, with nulls.
pub fn start<'p>(
    pattern: &'p PatternPlan,
    optional: bool,
    input: Box<dyn Operator + 'p>,
    probe: Option<usize>,
) -> Box<dyn Operator + 'p> {
    Box::new(Match {
        pattern,
        optional,
        input,
        probe,
        running: None,
        batch: None,
        split: None,
        unmatched: Unmatched::Dropped,
        wanted: 1,
    })
}

/// The running operator.
struct Match<'p> {
    pattern: &'p PatternPlan,
    optional: bool,
    input: Box<dyn Operator + 'p>,
    /// Under which PROFILE counts what its steps do.
    probe: Option<usize>,
    running: Option<Running<'p>>,
    /// The input batch at hand.
    batch: Option<Batch>,
    /// Where it works out parts: the one input batch, of which each part starts from some candidates.
    split: Option<Batch>,
    unmatched: Unmatched,
    /// Rows to collect before they are passed on: few at first, for whoever wants only one.
    wanted: usize,
}

/// What is compiled when the first row comes.
struct Running<'p> {
    matcher: Matcher<'p>,
    given: Vec<(Slot, Kind)>,
    output: Output,
    times: Option<Rc<Times<'p>>>,
}

impl<'p> Running<'p> {
    fn new(pattern: &'p PatternPlan, context: &Context<'_>) -> Result<Running<'p>> {
        let Scoped {
            scope,
            order,
            times,
        } = scoped(pattern, context)?;
        Ok(Running {
            matcher: Matcher::new(&scope, order, context.graph())?,
            output: Output::new(scope.shape, scope.wanted, |slot| scope.kind(slot)),
            given: scope.given,
            times,
        })
    }
}

/// A pattern, ready to be compiled.
struct Scoped<'p> {
    scope: Scope<'p>,
    order: Order<'p>,
    /// Its slice.
    times: Option<Rc<Times<'p>>>,
}

fn scoped<'p>(pattern: &'p PatternPlan, context: &Context<'_>) -> Result<Scoped<'p>> {
    let times = pattern.slice.as_ref();
    let times = times.map(|slice| Times::new(slice, pattern.width));
    times.iter().for_each(|times| times.fix(context));
    let graph = context.graph();
    let mut scope = Scope::of(pattern, None, PathMode::Trail, times.clone(), graph);
    scope.choose(context.parameters)?;
    let order = known::ordered(&mut scope, &pattern.memory, context)?;
    Ok(Scoped {
        scope,
        order,
        times,
    })
}

impl Operator for Match<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        loop {
            let batch = match self.batch.take() {
                Some(batch) => batch,
                None if self.split.is_some() => return Ok(None),
                None => match self.input.next(context)? {
                    Some(batch) => self.set_on(batch, context)?,
                    None => return Ok(None),
                },
            };
            let rows = self.collect(batch, context)?;
            self.count(context);
            if rows.is_some() {
                return Ok(rows);
            }
        }
    }

    fn splits(&mut self, context: &mut Context<'_>) -> Result<bool> {
        if self.split.is_some() || self.input.splits(context)? {
            return Ok(true);
        }
        match self.input.given() {
            Some(batch) if batch.len == 1 && !self.optional => {
                let batch = batch.clone();
                if self.running(context)?.matcher.splits() {
                    self.split = Some(batch);
                }
            }
            _ => {}
        }
        Ok(self.split.is_some())
    }

    fn begin(&mut self, part: Part, context: &mut Context<'_>) -> Result<()> {
        self.batch = match self.split.clone() {
            Some(batch) => {
                let batch = self.set_on(batch, context)?;
                self.running(context)?.matcher.take(part);
                Some(batch)
            }
            None => {
                self.input.begin(part, context)?;
                None
            }
        };
        Ok(())
    }
}

impl<'p> Match<'p> {
    /// Tells PROFILE what the steps did since it was told last.
    fn count(&mut self, context: &mut Context<'_>) {
        if let (Some(running), Some(probe)) = (&mut self.running, self.probe) {
            context.count_steps(probe, running.matcher.passed());
        }
    }

    /// What runs; compiled when it is first asked for.
    fn running(&mut self, context: &Context<'_>) -> Result<&mut Running<'p>> {
        Ok(match &mut self.running {
            Some(running) => running,
            none => none.insert(Running::new(self.pattern, context)?),
        })
    }

    /// Sets the matcher on a new input batch.
    fn set_on(&mut self, batch: Batch, context: &Context<'_>) -> Result<Batch> {
        self.unmatched = match self.optional {
            true => Unmatched::Kept(0),
            false => Unmatched::Dropped,
        };
        let running = self.running(context)?;
        if let Some(times) = &running.times {
            times.rewind();
        }
        let given = &running.given;
        running.matcher.begin(&batch, context, |first| {
            given::load(given, 0, &batch, 0..batch.len, first, context)
        })?;
        Ok(batch)
    }

    /// The next rows over an input batch, which stays at hand unless it is used up.
    fn collect(&mut self, batch: Batch, context: &Context<'_>) -> Result<Option<Batch>> {
        let Some(running) = &mut self.running else {
            return Ok(None);
        };
        let mut used_up = false;
        while running.output.len() < self.wanted && !used_up {
            used_up = !running.matcher.advance(&batch, context)?;
            match used_up {
                false => running
                    .output
                    .add(running.matcher.view(&batch), &mut self.unmatched),
                true => running.output.add_rest(batch.len, &mut self.unmatched),
            }
        }
        let rows = (running.output.len() > 0).then(|| running.output.take(&batch));
        if !used_up {
            self.batch = Some(batch);
        }
        if rows.is_some() {
            self.wanted = (self.wanted * 4).min(BATCH_ROWS);
        }
        Ok(rows)
    }
}
