//! The state between two prompts: the session, how answers are laid out, the last answer.

use crate::cli::Switch;
use crate::error::{Error, ErrorKind, Phase, Result};
use crate::outcome::{Changes, Outcome};
use crate::repl::command::{self, sourced};
use crate::repl::footer::footer;
use crate::repl::pieces::{Piece, pieces};
use crate::repl::progress;
use crate::repl::screen::Screen;
use crate::report::{self, About, Doubts, MARK, Mode};
use crate::session::{Session, Sight};
use factio_graph::store::Access;
use std::io::{self, Write};
use std::time::Instant;

/// A session with what the prompt keeps beside it.
pub struct Shell {
    pub session: Session,
    pub mode: Mode,
    /// Whether each answer says how long it took.
    pub timer: bool,
    /// Whether each answer is followed by the works that it rests on.
    pub sources: bool,
    /// Whether someone sits at the prompt; otherwise what is written is data.
    pub attended: bool,
    /// The statement that was run last: an error's place is in it.
    asked: Option<String>,
    /// What `:dot` draws and `:why` explains.
    pub last: Option<Answer>,
    /// What was typed, the oldest first.
    pub history: Vec<String>,
    /// How `:open` opens a file.
    pub access: Access,
    /// Whether the graph was changed and is in no file.
    pub unsaved: bool,
    /// How often the graph or the parameters may have changed: what completion knows is as old as this.
    pub edits: u64,
    /// The terminal, where answers are shown on one.
    pub screen: Option<Screen>,
    /// Stops the running statement.
    pub switch: Switch,
    /// Whether long work shows how far it is.
    pub shows_progress: bool,
}

/// A statement that returned columns, and what it returned.
#[derive(Clone, Debug)]
pub struct Answer {
    pub query: String,
    /// What the statement looked at, as far as it did not say itself.
    pub sight: Sight,
    pub outcome: Outcome,
}

/// A statement's answer and what is said of it.
#[derive(Clone, Debug)]
pub struct Reply {
    pub outcome: Outcome,
    /// How long it took.
    pub milliseconds: f64,
    /// A line for each work that it rests on, where they are wanted.
    pub works: Vec<String>,
}

impl Reply {
    pub fn plain((outcome, milliseconds): (Outcome, f64)) -> Reply {
        Reply {
            outcome,
            milliseconds,
            works: Vec::new(),
        }
    }
}

/// Whether the prompt goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    Stay,
    Leave,
    /// A statement to look over stands on the next line.
    Type(String),
}

/// An error and the statement or command it stands in.
#[derive(Debug)]
pub struct Failure {
    pub text: String,
    pub error: Error,
}

impl Shell {
    pub fn new(session: Session, mode: Mode, switch: Switch) -> Shell {
        Shell {
            session,
            mode,
            timer: true,
            sources: false,
            attended: true,
            asked: None,
            last: None,
            history: Vec::new(),
            access: Access::Write,
            unsaved: false,
            edits: 0,
            screen: None,
            switch,
            shows_progress: false,
        }
    }

    /// Runs every statement and command of a text and writes the answers with their footers.
    pub fn text(&mut self, text: &str, out: &mut dyn Write) -> std::result::Result<After, Failure> {
        for piece in pieces(text) {
            self.asked = None;
            let (text, result) = match piece {
                Piece::Command(line) => (line, command::run(self, line, out)),
                Piece::Statement(text) => (text, self.statement(text, out).map(|()| After::Stay)),
            };
            match result {
                Ok(After::Stay) => {}
                Ok(after) => return Ok(after),
                Err(error) => {
                    let asked = self.asked.take();
                    let text = asked.unwrap_or_else(|| text.to_string());
                    return Err(Failure { text, error });
                }
            }
        }
        Ok(After::Stay)
    }

    /// Runs one statement without writing anything: once, and as `WHY` where the works that it rests on are to be told.
    pub fn reply(&mut self, text: &str) -> Result<Reply> {
        match self.sources {
            true => sourced(self, text),
            false => self.ask(text).map(Reply::plain),
        }
    }

    /// Runs one statement without writing anything; gives its time in milliseconds too.
    pub fn ask(&mut self, text: &str) -> Result<(Outcome, f64)> {
        self.asked = Some(text.to_string());
        self.session.counts_certainty = self.attended || self.mode.is_for_people();
        let guard = self.switch.arm();
        self.session.moment = crate::cli::moment();
        let shown = self
            .shows_progress
            .then(|| progress::show(self.session.limits.progress.clone()));
        let begun = Instant::now();
        let result = self.session.run(text);
        let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
        drop(shown);
        let outcome = result.map_err(|error| guard.explained(error))?;
        if outcome.changes != Changes::default() {
            self.changed();
        }
        if outcome.columns.is_empty() {
            // A definition, or a transaction that ended.
            self.edits += 1;
        }
        Ok((outcome, milliseconds))
    }

    /// Notes that the graph is not what it was.
    pub fn changed(&mut self) {
        self.unsaved = true;
        self.edits += 1;
    }

    fn statement(&mut self, text: &str, out: &mut dyn Write) -> Result<()> {
        let reply = self.reply(text)?;
        self.write(text, &reply.outcome, out).map_err(unwritten)?;
        self.conclude(text, reply, out)
    }

    /// Lays an answer out.
    pub fn write(&self, text: &str, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        if self.attended && outcome.rows.is_empty() && self.mode == Mode::Table {
            return Ok(());
        }
        let graph = self.session.graph();
        let about = About {
            query: text.trim().trim_end_matches(';'),
        };
        match &self.screen {
            Some(screen) => screen.show(out, outcome, graph, self.mode, about),
            None => report::write(out, outcome, graph, self.mode, about),
        }
    }

    /// Writes what stands below an answer, and keeps it.
    pub fn conclude(&mut self, text: &str, reply: Reply, out: &mut dyn Write) -> Result<()> {
        for line in self.below(&reply) {
            match self.attended {
                true => writeln!(out, "{line}").map_err(unwritten)?,
                false => anstream::eprintln!("{line}"),
            }
        }
        self.keep(text, reply.outcome);
        Ok(())
    }

    /// What is said below an answer: remarks, works, and where someone sits at the prompt how much it is.
    fn below(&self, reply: &Reply) -> Vec<String> {
        let mut below: Vec<String> = reply.outcome.notes.iter().map(report::note).collect();
        below.extend(reply.works.iter().cloned());
        if self.switch.pressed() && done(&reply.outcome) {
            below.push("Ctrl-C came too late: this is done".to_string());
        }
        if self.attended {
            let time = self.timer.then_some(reply.milliseconds);
            below.push(footer(&reply.outcome, self.mode, time));
        } else if self.mode == Mode::Table && Doubts::of(&reply.outcome).any() {
            below.push(format!("{MARK} possible, not certain"));
        }
        below
    }

    /// Keeps an answer for the commands that look back at it.
    fn keep(&mut self, text: &str, outcome: Outcome) {
        if !outcome.columns.is_empty() {
            self.last = Some(Answer {
                query: text.trim().trim_end_matches(';').to_string(),
                sight: self.session.sight().clone(),
                outcome,
            });
        }
    }

    /// Goes on with the graph of another session.
    ///
    /// # Errors
    /// A transaction is open, or the file of before could not be closed.
    pub fn turn_to(&mut self, session: Session) -> Result<()> {
        self.session.turn_to(session)?;
        self.last = None;
        self.unsaved = false;
        self.edits += 1;
        Ok(())
    }
}

/// Whether a statement changed something, or ended what did.
fn done(outcome: &Outcome) -> bool {
    outcome.changes != Changes::default() || outcome.columns.is_empty()
}

/// The error of an answer that could not be written.
pub fn unwritten(error: io::Error) -> Error {
    Error::plain(
        ErrorKind::StorageError,
        Phase::Runtime,
        format!("the answer could not be written: {error}"),
    )
}
