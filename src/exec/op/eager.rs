//! Eager: the writing operators. Each takes all rows of its input, writes, and only then lets them go on.
//!
//! Writing clauses that follow each other run in a loop, so that a statement of a thousand CREATEs needs no deep stack.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::merge::{self, Merge};
use crate::exec::op::{
    Operator, Running, apply, create, delete, drain, foreach, set, start as start_plan, writes,
};
use crate::plan::{Op, Plan};

/// A writing operator.
pub(super) trait Write {
    /// Writes for all rows of the input, and gives the rows that go on.
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>>;
}

pub(super) type Writing<'p> = Box<dyn Write + 'p>;

/// The plan as a row of writing operators over an input; `None` for one that reads.
pub(super) fn start<'p>(plan: &'p Plan, argument: &Batch) -> Option<Running<'p>> {
    let mut steps = Vec::new();
    let mut below = plan;
    while let Some((input, writing)) = writing(below) {
        let probe = below.probe;
        steps.push(Step { writing, probe });
        below = input;
    }
    if steps.is_empty() {
        return None;
    }
    steps.reverse();
    Some(Box::new(Eager {
        input: start_plan(below, argument),
        steps,
        output: None,
        held: Held::default(),
    }))
}

/// The writing operator that a plan is, and its input.
fn writing(plan: &Plan) -> Option<(&Plan, Writing<'_>)> {
    let width = plan.width;
    Some(match &plan.op {
        Op::Create { input, template } => (input, create::writing(template, width)),
        Op::Merge {
            input,
            imports,
            matching,
            template,
            on_create,
            on_match,
        } => {
            let merge = Merge {
                imports,
                matching,
                template,
                on_create,
                on_match,
            };
            (input, merge::writing(merge))
        }
        Op::Set { input, items } => (input, set::writing(items)),
        Op::Delete {
            input,
            detach,
            targets,
        } => (input, delete::writing(targets, *detach)),
        Op::Foreach { input, list, body } => (input, foreach::writing(list, body)),
        Op::Apply {
            input,
            inner,
            unit,
            optional,
        } if writes::any(inner) => (input, apply::writing(inner, apply::rows(*unit, *optional))),
        _ => return None,
    })
}

struct Step<'p> {
    writing: Writing<'p>,
    probe: Option<usize>,
}

struct Eager<'p> {
    input: Running<'p>,
    steps: Vec<Step<'p>>,
    output: Option<std::vec::IntoIter<Batch>>,
    held: Held,
}

impl Operator for Eager<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let output = match &mut self.output {
            Some(output) => output,
            None => {
                let rows = self.run(context)?;
                self.output.insert(rows.into_iter())
            }
        };
        Ok(output.next())
    }
}

impl Eager<'_> {
    fn run(&mut self, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let begun = context.now();
        let mut rows = drain(&mut self.input, &mut self.held, context)?;
        for step in &self.steps {
            rows = step.writing.run(rows, context)?;
            let passed = rows.iter().map(|batch| batch.len as u64).sum();
            context.count(step.probe, passed, begun);
            let bytes = rows.iter().map(Batch::bytes).sum();
            self.held.set(bytes, context)?;
        }
        Ok(rows)
    }
}
