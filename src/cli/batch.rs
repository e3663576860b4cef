//! Running statements without a prompt: rows to stdout, summaries and errors to stderr.

use crate::cli::Exit;
use crate::cli::args::{Arguments, ErrorFormat};
use crate::cli::interrupt::Switch;
use crate::error::{Error, ErrorKind};
use crate::export::json;
use crate::repl::{After, Piece, Reply, Screen, Shell, pieces};
use crate::report::{self, Mode};
use crate::session::Session;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;

/// A session and how its answers are told.
pub struct Batch {
    shell: Shell,
    summary: bool,
    errors: ErrorFormat,
    fail_at_end: bool,
    exit: Exit,
}

impl Batch {
    pub fn new(session: Session, arguments: &Arguments, switch: Switch) -> Batch {
        let usual = match io::stdout().is_terminal() {
            true => Mode::Table,
            false => Mode::Tsv,
        };
        let mode = arguments.mode.unwrap_or(usual);
        let mut shell = Shell::new(session, mode, switch);
        shell.access = arguments.access();
        shell.attended = false;
        shell.screen = io::stdout().is_terminal().then(Screen::passing);
        shell.shows_progress = arguments.shows_progress();
        Batch {
            shell,
            summary: arguments.summary,
            errors: arguments.errors,
            fail_at_end: arguments.fail_at_end,
            exit: Exit::Well,
        }
    }

    /// How the run ends, as things stand.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// The session, when all is run.
    pub fn into_session(self) -> Session {
        self.shell.session
    }

    /// Runs every statement and command of a text; `Break` when no more should be run.
    pub fn script(&mut self, text: &str) -> ControlFlow<()> {
        for piece in pieces(text) {
            match piece {
                Piece::Statement(text) => self.statement(text)?,
                Piece::Command(line) => self.command(line)?,
            }
        }
        ControlFlow::Continue(())
    }

    /// Runs a `:command`.
    fn command(&mut self, text: &str) -> ControlFlow<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        let done = self.shell.text(text, &mut out);
        let written = out.flush();
        drop(out);
        match (done, written) {
            (Err(failure), _) => self.failed(&failure.text, &failure.error),
            (Ok(_), Err(error)) => self.unwritten(&error),
            (Ok(After::Leave), _) => ControlFlow::Break(()),
            (Ok(After::Type(text)), _) => self.script(&text),
            (Ok(After::Stay), _) => ControlFlow::Continue(()),
        }
    }

    fn statement(&mut self, text: &str) -> ControlFlow<()> {
        match self.shell.reply(text) {
            Ok(reply) => self.answered(text, reply),
            Err(error) => self.failed(text, &error),
        }
    }

    fn answered(&mut self, text: &str, reply: Reply) -> ControlFlow<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        let written = self.shell.write(text, &reply.outcome, &mut out);
        let written = written.and_then(|()| out.flush());
        if let Err(error) = written {
            return self.unwritten(&error);
        }
        let summary = self
            .summary
            .then(|| json::summary(&reply.outcome, reply.milliseconds) + "\n");
        if let Err(error) = self.shell.conclude(text, reply, &mut out) {
            drop(out);
            return self.failed(text, &error);
        }
        if let Some(line) = summary {
            // One write for a machine that waits for it; where nobody listens, nothing is lost.
            let _ = io::stderr().write_all(line.as_bytes());
        }
        ControlFlow::Continue(())
    }

    /// Nobody reads on, or the disk is full.
    fn unwritten(&mut self, error: &io::Error) -> ControlFlow<()> {
        if error.kind() != io::ErrorKind::BrokenPipe {
            anstream::eprintln!("stdout: {error}");
        }
        self.exit = Exit::Storage;
        ControlFlow::Break(())
    }

    fn failed(&mut self, text: &str, error: &Error) -> ControlFlow<()> {
        match self.errors {
            ErrorFormat::Json => anstream::eprintln!("{}", json::error(error)),
            ErrorFormat::Text => anstream::eprintln!("{}", report::error(text, error)),
        }
        self.exit = match error.kind {
            _ if self.shell.switch.pressed() => Exit::Interrupted,
            ErrorKind::StorageError | ErrorKind::Corrupt => Exit::Storage,
            _ => Exit::QueryError,
        };
        match self.fail_at_end && self.exit == Exit::QueryError {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    }
}
