//! Running a query: plan, execute, collect.

use crate::context::memory::Held;
use crate::context::{Context, Profile};
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::{Batch, op, pattern};
use crate::outcome::Outcome;
use crate::plan::{self, Explained, Plan, Planned, Reads};
use crate::session::sight::Keeps;
use crate::session::{Session, profile, time};
use factio_grammar::ast::{Mode, Query};
use factio_graph::value::Value;
use std::sync::Arc;

impl Session {
    pub(super) fn query(&mut self, query: &Query, text: &str) -> Result<Outcome> {
        let sliced = self.sight.applied_to(query);
        let query = sliced.as_ref().unwrap_or(query);
        let plan = match self.sight.keeps() {
            Keeps::Certain => plan::plan_certainly,
            Keeps::Both | Keeps::Possible => plan::plan,
        };
        let mut planned = plan(text, query, &*self.graph, &self.procedures)?;
        let notes = std::mem::take(&mut planned.notes);
        let mut outcome = match query.mode {
            Mode::Explain => {
                let mut outcome = profile::explained(&self.lines(text, &planned));
                outcome.rows.extend(self.explained_slices(text, &planned)?);
                outcome
            }
            Mode::Profile => self.profiled(&mut planned, text)?,
            Mode::Run | Mode::Why => {
                let planned = Arc::new(planned);
                if notes.is_empty() {
                    self.plans.keep(text, &planned);
                }
                self.rows(&planned)?
            }
        };
        outcome.notes = notes;
        Ok(outcome)
    }

    pub(super) fn rows(&mut self, planned: &Planned) -> Result<Outcome> {
        self.check_parameters(planned)?;
        let mut context = self.context(planned.writes);
        time::look(planned.slice.as_ref(), &mut context)?;
        read_columns(&planned.reads, &context)?;
        let rows = collect(&planned.plan, !planned.columns.is_empty(), &mut context)?;
        let mut outcome = Outcome {
            columns: planned.columns.clone(),
            rows,
            changes: context.changes,
            notes: Vec::new(),
            time: context.timed(),
        };
        let doubted = context.doubted();
        self.tell_certainty(&mut outcome, planned, doubted)?;
        Ok(outcome)
    }

    /// Runs the query for the figures of its operators; what it writes is written.
    fn profiled(&mut self, planned: &mut Planned, text: &str) -> Result<Outcome> {
        self.check_parameters(planned)?;
        let probes = planned.plan.place_probes();
        let lines = self.lines(text, planned);
        let clock = self.clock;
        let mut context = self.context(planned.writes);
        time::look(planned.slice.as_ref(), &mut context)?;
        context.profile = Some(Profile {
            clock,
            figures: vec![Default::default(); probes],
            steps: vec![Vec::new(); probes],
        });
        collect(&planned.plan, false, &mut context)?;
        let profile = context.profile.take().unwrap_or_default();
        let changes = context.changes;
        Ok(Outcome {
            changes,
            ..profile::profiled(&lines, &profile)
        })
    }

    /// The lines of a plan, with the steps of its matches in the graph as it is.
    fn lines(&mut self, text: &str, planned: &Planned) -> Vec<Explained> {
        let context = self.context(false);
        plan::explain(text, planned, context.graph(), &|pattern| {
            pattern::steps(pattern, &context)
        })
    }

    pub(super) fn context(&mut self, writes: bool) -> Context<'_> {
        if writes {
            self.writing();
        }
        let (parameters, limits) = (&self.parameters, &self.limits);
        let mut context = match writes {
            true => {
                let graph = Arc::make_mut(&mut self.graph);
                Context::writing(graph, parameters, self.moment, limits)
            }
            false => Context::reading(&self.graph, parameters, self.moment, limits),
        };
        context.version = (!writes).then_some(self.version);
        context.clock = self.clock;
        context.stack = self.stack;
        context.begun = self.clock.map(|clock| clock());
        context
    }

    /// Every parameter that the query names has a value.
    fn check_parameters(&self, planned: &Planned) -> Result<()> {
        let missing = planned
            .parameters
            .iter()
            .find(|(name, _)| !self.parameters.contains_key(name));
        let Some((name, span)) = missing else {
            return Ok(());
        };
        let error = Error::compile(
            ErrorKind::ParameterMissing,
            Detail::MissingParameter,
            format!("the parameter ${name} has no value"),
        )
        .at(*span);
        let known: Vec<String> = self
            .parameters
            .keys()
            .map(|name| format!("${name}"))
            .collect();
        Err(match known.is_empty() {
            true => error,
            false => error.hint(format!("there are {}", known.join(", "))),
        })
    }
}

/// Reads the columns that nobody has looked at yet, which takes a while in a large file: here a stop is seen in the midst of it.
fn read_columns(reads: &Reads, context: &Context<'_>) -> Result<()> {
    let graph = context.graph();
    let mut stopped = Ok(());
    let mut go_on = || {
        stopped = context.check();
        stopped.is_ok()
    };
    let mut nodes = reads.of_nodes.iter();
    let mut relations = reads.of_relations.iter();
    let _ = nodes.all(|&key| graph.read_node_column(key, &mut go_on))
        && relations.all(|&key| graph.read_relation_column(key, &mut go_on));
    stopped
}

/// Runs a plan to its end; keeps the rows where they are `wanted`.
pub(super) fn collect(
    plan: &Plan,
    wanted: bool,
    context: &mut Context<'_>,
) -> Result<Vec<Vec<Value>>> {
    let mut source = op::Source::new(plan, &Batch::unit());
    let answer = source.fold(&Collecting { wanted }, || true, context)?;
    Ok(answer.rows)
}

/// Collects the rows of an answer, where they are wanted.
struct Collecting {
    wanted: bool,
}

#[derive(Default)]
struct Answer {
    rows: Vec<Vec<Value>>,
    held: Held,
}

impl op::Fold for Collecting {
    type State = Answer;

    fn empty(&self) -> Answer {
        Answer::default()
    }

    fn take(&self, answer: &mut Answer, batch: Batch, context: &mut Context<'_>) -> Result<()> {
        if !self.wanted {
            return Ok(());
        }
        let rows = (0..batch.len).map(|row| batch.values(row));
        answer.rows.extend(rows);
        answer.held.grow(answered(&batch), context)?;
        check_size(answer.rows.len(), context)
    }

    fn join(&self, answer: &mut Answer, next: Answer, context: &Context<'_>) -> Result<()> {
        answer.rows.extend(next.rows);
        answer.held.take(next.held);
        check_size(answer.rows.len(), context)
    }
}

/// What the rows of a batch take in an answer, where every value stands on its own.
fn answered(batch: &Batch) -> u64 {
    const ROW: u64 = 40;
    let plain = (batch.len * batch.columns.len() * size_of::<Value>()) as u64;
    ROW * batch.len as u64 + plain + batch.bytes()
}

fn check_size(rows: usize, context: &Context<'_>) -> Result<()> {
    match context.limits.rows {
        Some(limit) if rows as u64 > limit => Err(Error::plain(
            ErrorKind::LimitExceeded,
            Phase::Runtime,
            format!("the answer has more than {limit} rows"),
        )),
        _ => Ok(()),
    }
}
