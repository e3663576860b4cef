//! Playing one scenario: each step is done or checked in its turn.

use super::compare;
use super::effects::Snapshot;
use super::expectation::{self, Expectation};
use super::feature::{Block, Scenario, Step};
use super::procedure;
use super::reader;
use factio::{Error, Outcome, Session};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Plays a scenario. `graphs` is the folder of the TCK's named graphs; `cancelled` stops a query that runs too long.
///
/// # Errors
/// What was wanted and what came, or what of the scenario is not understood.
pub fn play(scenario: &Scenario, graphs: &Path, cancelled: Arc<AtomicBool>) -> Result<(), String> {
    let mut session = Session::new();
    session.limits.cancelled = cancelled;
    let mut stage = Stage {
        session,
        graphs,
        given: None,
    };
    for step in &scenario.steps {
        stage
            .step(step)
            .map_err(|message| format!("{}\n{message}", step.text))?;
    }
    stage.close()
}

struct Stage<'s> {
    session: Session,
    graphs: &'s Path,
    /// What the last query gave.
    given: Option<Given>,
}

struct Given {
    query: String,
    result: Result<Outcome, Error>,
    before: Snapshot,
    after: Snapshot,
    /// An error that no step asked for is a failure.
    error_expected: bool,
}

impl Stage<'_> {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        if let Some(expectation) = expectation::of(step) {
            return self.check(expectation?);
        }
        match (step.text.trim_end_matches(':'), &step.block) {
            ("any graph" | "an empty graph", _) => Ok(()),
            ("having executed", Block::Text(text)) => self.set_up(text),
            ("parameters are", Block::Table(rows)) => self.parameters(rows),
            ("executing query" | "executing control query", Block::Text(text)) => {
                self.close()?;
                self.query(text);
                Ok(())
            }
            (text, block) => {
                if let Some(signature) = text.strip_prefix("there exists a procedure ") {
                    let procedure = procedure::define(signature, block)?;
                    self.session.procedures.register(procedure);
                    return Ok(());
                }
                match text
                    .strip_prefix("the ")
                    .and_then(|text| text.strip_suffix(" graph"))
                {
                    Some(name) => self.named_graph(name),
                    None => Err("this step is not understood".into()),
                }
            }
        }
    }

    fn set_up(&mut self, text: &str) -> Result<(), String> {
        self.session
            .run(text)
            .map(|_| ())
            .map_err(|error| format!("{text}\n{error}"))
    }

    fn named_graph(&mut self, name: &str) -> Result<(), String> {
        let path = self.graphs.join(name).join(format!("{name}.cypher"));
        let script = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        for statement in script.split(';').filter(|text| !text.trim().is_empty()) {
            self.set_up(statement)?;
        }
        Ok(())
    }

    fn parameters(&mut self, rows: &[Vec<String>]) -> Result<(), String> {
        for row in rows {
            let [name, value] = row.as_slice() else {
                return Err("a parameter is a name and a value".into());
            };
            let value = reader::read(value)?.value()?;
            self.session.parameters.insert(name.as_str().into(), value);
        }
        Ok(())
    }

    fn query(&mut self, text: &str) {
        let before = Snapshot::of(&self.session);
        let result = self.session.run(text);
        let after = Snapshot::of(&self.session);
        self.given = Some(Given {
            query: text.to_string(),
            result,
            before,
            after,
            error_expected: false,
        });
    }

    fn check(&mut self, expectation: Expectation) -> Result<(), String> {
        let given = self.given.as_mut().ok_or("no query was run")?;
        let checked = match (&expectation, &given.result) {
            (Expectation::Failure(failure), Err(error)) => {
                given.error_expected = true;
                compare::failure(failure, error).and_then(|()| given.check_nothing_changed())
            }
            (Expectation::Failure(failure), Ok(outcome)) => Err(format!(
                "{failure:?} was wanted; {} rows came",
                outcome.rows.len()
            )),
            (_, Err(error)) => Err(error_text(error)),
            (Expectation::Rows(table), Ok(outcome)) => compare::rows(table, outcome, &self.session),
            (Expectation::Empty, Ok(outcome)) => compare::empty(outcome),
            (Expectation::Effects(wanted), Ok(_)) => {
                let came = given.before.effects(&given.after);
                match came == *wanted {
                    true => Ok(()),
                    false => Err(format!("wanted: {wanted:?}\ncame:   {came:?}")),
                }
            }
        };
        checked.map_err(|message| format!("{}\n{message}", given.query))
    }

    /// The end of a query's part of the scenario.
    fn close(&mut self) -> Result<(), String> {
        match self.given.take() {
            Some(Given {
                result: Err(error),
                error_expected: false,
                query,
                ..
            }) => Err(format!("{query}\n{}", error_text(&error))),
            _ => Ok(()),
        }
    }
}

impl Given {
    fn check_nothing_changed(&self) -> Result<(), String> {
        match self.before == self.after {
            true => Ok(()),
            false => Err(format!(
                "the failed query left something behind: {:?}",
                self.before.effects(&self.after)
            )),
        }
    }
}

fn error_text(error: &Error) -> String {
    let detail = error.detail.map(|detail| format!(", {detail}"));
    format!(
        "{} ({}{}), at {:?}",
        error,
        error.phase,
        detail.unwrap_or_default(),
        error.span
    )
}
