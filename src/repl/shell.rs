//! The state between two prompts: the session, how answers are laid out, the last answer.

use crate::error::{Error, ErrorKind, Phase};
use crate::outcome::{Changes, Outcome};
use crate::repl::command;
use crate::report::{self, About, Mode};
use crate::session::Session;
use std::io::{self, Write};
use std::time::Instant;

/// A session with what the prompt keeps beside it.
pub struct Shell {
    pub session: Session,
    pub mode: Mode,
    /// Whether each answer says how long it took.
    pub timer: bool,
    /// The last statement that returned columns, and its answer: what `:dot` draws.
    pub last: Option<(String, Outcome)>,
    /// Gets the switch of the session ready for the next statement (Ctrl-C, time-outs); the result is dropped after it.
    pub arm: Box<dyn Fn() -> Box<dyn Send>>,
}

/// Whether the prompt goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Stay,
    Leave,
}

/// An error and the statement or command it stands in.
#[derive(Debug)]
pub struct Failure {
    pub text: String,
    pub error: Error,
}

impl Shell {
    pub fn new(session: Session, mode: Mode, arm: Box<dyn Fn() -> Box<dyn Send>>) -> Shell {
        Shell {
            session,
            mode,
            timer: true,
            last: None,
            arm,
        }
    }

    /// The prompt as it stands.
    pub fn prompt(&self) -> String {
        "factio> ".to_string()
    }

    /// Runs one `:command`.
    pub fn command(&mut self, text: &str, out: &mut dyn Write) -> Result<After, Failure> {
        command::run(self, text, out).map_err(|error| Failure {
            text: text.to_string(),
            error,
        })
    }

    /// Runs every statement of a text and writes the answers with their footers.
    pub fn statements(&mut self, text: &str, out: &mut dyn Write) -> Result<(), Failure> {
        for piece in factio_grammar::split(text) {
            let statement = &text[piece.range];
            self.statement(statement, out).map_err(|error| Failure {
                text: statement.to_string(),
                error,
            })?;
        }
        Ok(())
    }

    /// Runs one statement without writing anything; gives its time in milliseconds too.
    pub fn ask(&mut self, text: &str) -> Result<(Outcome, f64), Error> {
        let guard = (self.arm)();
        self.session.moment = crate::cli::moment();
        let begun = Instant::now();
        let result = self.session.run(text);
        let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
        drop(guard);
        result.map(|outcome| (outcome, milliseconds))
    }

    fn statement(&mut self, text: &str, out: &mut dyn Write) -> Result<(), Error> {
        let (outcome, milliseconds) = self.ask(text)?;
        self.write(text, &outcome, out).map_err(unwritten)?;
        for note in &outcome.notes {
            writeln!(out, "{}", report::note(note)).map_err(unwritten)?;
        }
        writeln!(out, "{}", self.footer(&outcome, milliseconds)).map_err(unwritten)?;
        if !outcome.columns.is_empty() {
            self.last = Some((text.to_string(), outcome));
        }
        Ok(())
    }

    fn write(&self, text: &str, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        if outcome.rows.is_empty() && self.mode == Mode::Table {
            return Ok(());
        }
        let about = About {
            query: text.trim().trim_end_matches(';'),
        };
        report::write(out, outcome, self.session.graph(), self.mode, about)
    }

    fn footer(&self, outcome: &Outcome, milliseconds: f64) -> String {
        let mut parts = Vec::new();
        if !outcome.columns.is_empty() {
            parts.push(count(outcome.rows.len() as u64, "row"));
        }
        parts.extend(changes(&outcome.changes));
        if parts.is_empty() {
            parts.push("done".to_string());
        }
        if self.timer {
            parts.push(format!("{milliseconds:.1} ms"));
        }
        parts.join(", ")
    }
}

/// The error of an answer that could not be written.
pub fn unwritten(error: io::Error) -> Error {
    Error::plain(
        ErrorKind::StorageError,
        Phase::Runtime,
        format!("the answer could not be written: {error}"),
    )
}

fn changes(changes: &Changes) -> Vec<String> {
    [
        (changes.nodes_created, "node created", "nodes created"),
        (changes.nodes_deleted, "node deleted", "nodes deleted"),
        (
            changes.relations_created,
            "relation created",
            "relations created",
        ),
        (
            changes.relations_deleted,
            "relation deleted",
            "relations deleted",
        ),
        (changes.labels_added, "label added", "labels added"),
        (changes.labels_removed, "label removed", "labels removed"),
        (changes.properties_set, "property set", "properties set"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }))
    .collect()
}

fn count(number: u64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
