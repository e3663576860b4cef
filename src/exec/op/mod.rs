//! The operators: each pulls batches from its input and passes batches on.
//!
//! A writing operator reads its input to the end before it writes, and writes everything before it passes on a row: every
//! clause sees the graph as the clauses before it left it.

mod aggregate;
mod apply;
mod argument;
mod assign;
mod call;
mod change;
mod create;
mod delete;
mod distinct;
mod eager;
mod evaluate;
mod filter;
mod finish;
mod fold;
mod foreach;
mod given;
mod limit;
mod load_csv;
mod make;
mod merge;
mod probe;
mod project;
mod queue;
mod seen;
mod set;
mod skip;
mod sort;
mod top;
mod union;
mod unwind;
mod writes;

#[cfg(test)]
mod tests;

pub(crate) use aggregate::too_many;
pub(crate) use change::refusal;
pub(in crate::exec) use evaluate::describe;
pub(crate) use fold::{Fold, Source};

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::{Error, ErrorKind, Phase, Result};
use crate::exec::part::Part;
use crate::exec::{Batch, pattern};
use crate::plan::{Op, Plan};

/// A running operator. After `None` it is not asked again, unless it starts on a part.
pub trait Operator {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>>;

    /// Whether its rows had better be worked out in parts: there is much to do, and the rows of all parts, one part after the other,
    /// are its rows. Asked before the first row.
    fn splits(&mut self, _: &mut Context<'_>) -> Result<bool> {
        Ok(false)
    }

    /// Starts on one of the parts. For one that splits.
    fn begin(&mut self, _: Part, _: &mut Context<'_>) -> Result<()> {
        Ok(())
    }

    /// All its rows, where they are at hand before it is asked for any.
    fn given(&self) -> Option<&Batch> {
        None
    }
}

/// An operator that stands on its plan.
pub(crate) type Running<'p> = Box<dyn Operator + 'p>;

/// The operator of a plan, started on `argument`.
pub fn start<'p>(plan: &'p Plan, argument: &Batch) -> Running<'p> {
    if let Some(writing) = eager::start(plan, argument) {
        return writing;
    }
    let reading = start_reading(plan, argument);
    match plan.probe {
        Some(probe) => probe::start(reading, probe),
        None => reading,
    }
}

/// The operator of a plan that does not write itself.
fn start_reading<'p>(plan: &'p Plan, argument: &Batch) -> Running<'p> {
    let from = |input: &'p Plan| start(input, argument);
    let source = |input: &'p Plan| Source::new(input, argument);
    match &plan.op {
        Op::Argument => argument::start(argument),
        Op::Match {
            input,
            pattern,
            optional,
        } => pattern::start(pattern, *optional, from(input), plan.probe),
        Op::Unwind {
            input,
            list,
            ordinality,
        } => unwind::start(from(input), list, *ordinality),
        Op::Filter { input, predicate } => filter::start(from(input), predicate),
        Op::Project { input, columns } => project::start(from(input), columns),
        Op::Aggregate {
            input,
            keys,
            aggregates,
        } => aggregate::start(source(input), keys, aggregates),
        Op::Distinct { input } => distinct::start(from(input)),
        Op::Sort { input, keys } => sort::start(source(input), keys),
        Op::Skip { input, count } => skip::start(from(input), count),
        Op::Limit {
            input,
            count,
            drain,
        } => match top::of(input, count) {
            Some(top) => top::start(source(top.input), top),
            None => limit::start(from(input), count, *drain),
        },
        Op::Union { inputs, distinct } => {
            union::start(inputs.iter().map(from).collect(), *distinct)
        }
        Op::Apply {
            input,
            inner,
            unit,
            optional,
        } => apply::start(from(input), inner, apply::rows(*unit, *optional)),
        Op::Call {
            input,
            procedure,
            arguments,
            yields,
            unit,
            optional,
        } => call::start(
            from(input),
            procedure,
            arguments,
            yields,
            apply::rows(*unit, *optional),
        ),
        Op::LoadCsv {
            input,
            source,
            headers,
            separator,
        } => load_csv::start(from(input), source, *headers, *separator),
        // Started by `eager`.
        Op::Create { input, .. }
        | Op::Merge { input, .. }
        | Op::Set { input, .. }
        | Op::Delete { input, .. }
        | Op::Foreach { input, .. } => from(input),
        Op::Finish { input } => finish::start(from(input)),
    }
}

/// Reads an operator to its end; `held` counts what that takes.
pub(crate) fn drain(
    input: &mut Running<'_>,
    held: &mut Held,
    context: &mut Context<'_>,
) -> Result<Vec<Batch>> {
    let mut batches = Vec::new();
    let mut rows = 0;
    while let Some(batch) = input.next(context)? {
        context.check()?;
        rows += batch.len;
        hold(rows, context)?;
        held.grow(batch.bytes(), context)?;
        batches.push(batch);
    }
    Ok(batches)
}

/// Fails when an operator would hold more rows than the statement may.
pub(crate) fn hold(rows: usize, context: &Context<'_>) -> Result<()> {
    match context.limits.rows {
        Some(limit) if rows as u64 > limit => Err(Error::plain(
            ErrorKind::LimitExceeded,
            Phase::Runtime,
            format!("the statement holds more than {limit} rows at once"),
        )),
        _ => Ok(()),
    }
}
