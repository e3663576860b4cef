//! The command line: from arguments to statements, from outcomes to output and an exit code.

mod args;
mod batch;
mod export;
mod files;
mod import;
mod interrupt;
mod manual;
mod measure;
mod moment;
mod refusals;
mod source;
mod ties;

use crate::demo;
use crate::error::Error;
use crate::repl::{self, Screen, Shell};
use crate::report::{self, Mode};
use crate::session::Session;
use args::{Arguments, Database, Job, Text};
use batch::Batch;
pub use import::import_here;
use interrupt::Idle;
pub use interrupt::Switch;
pub use moment::moment;
use std::borrow::Cow;
use std::io::IsTerminal;
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Well = 0,
    /// A statement failed.
    QueryError = 1,
    /// The arguments make no sense.
    Usage = 2,
    /// A file could not be read or written, or is damaged.
    Storage = 3,
    /// Ctrl-C.
    Interrupted = 130,
}

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::read();
    if arguments.no_color {
        anstream::ColorChoice::Never.write_global();
    }
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !factio_graph::store::is_guarded() {
            tell(panic);
        }
    }));
    let exit = match &arguments.job {
        Some(job) => jobs(job, &arguments),
        None => run(&arguments),
    };
    ExitCode::from(exit as u8)
}

/// Does what a sub-command names.
fn jobs(job: &Job, arguments: &Arguments) -> Exit {
    match job {
        Job::Import(import) => import::run(import, arguments.no_progress),
        Job::Export(arguments) => export::run(arguments),
        Job::Check { file } => files::check(file),
        Job::Recover { file, output } => files::recover(file, output),
        Job::Completions { shell } => manual::completions(*shell),
        Job::Man => manual::page(),
    }
}

fn run(arguments: &Arguments) -> Exit {
    let mut session = match open(arguments) {
        Ok(session) => session,
        Err(error) => {
            anstream::eprintln!("{}", report::error("", &error));
            return Exit::Storage;
        }
    };
    session.clock = Some(moment::clock);
    session.limits.import_directory = arguments.import_directory.clone();
    session.limits.threads = arguments.threads;
    if arguments.memory.is_some() {
        session.limits.memory = arguments.memory;
    }
    for text in &arguments.param {
        if let Err(message) = source::parameter(&mut session, text) {
            anstream::eprintln!("--param {text}: {message}");
            return Exit::Usage;
        }
    }
    let alone = arguments.texts.is_empty();
    let talks = alone && std::io::stdin().is_terminal();
    let idle = if talks { Idle::Stays } else { Idle::Leaves };
    let switch = interrupt::install(&mut session, arguments.timeout, idle);
    if talks {
        return talk(session, switch, arguments);
    }
    let mut batch = Batch::new(session, arguments, switch);
    let exit = match alone {
        true => source::pipe(&mut batch),
        false => given(&mut batch, arguments),
    };
    ended(exit, batch.into_session())
}

/// Closes the database; a run that went well fails where that fails.
fn ended(exit: Exit, session: Session) -> Exit {
    match session.close() {
        Ok(()) => exit,
        Err(error) => {
            anstream::eprintln!("{}", report::error("", &error));
            Exit::Storage
        }
    }
}

/// Runs the queries and scripts of the command line, in the order given.
fn given(batch: &mut Batch, arguments: &Arguments) -> Exit {
    for text in &arguments.texts {
        let text = match text {
            Text::Query(query) => Cow::Borrowed(query),
            Text::Script(file) => match std::fs::read_to_string(file) {
                Ok(text) => Cow::Owned(text),
                Err(error) => {
                    anstream::eprintln!("{}: {error}", file.display());
                    return Exit::Storage;
                }
            },
        };
        if batch.script(&text).is_break() {
            return batch.exit();
        }
    }
    batch.exit()
}

/// Opens the prompt.
fn talk(session: Session, switch: Switch, arguments: &Arguments) -> Exit {
    let greeting = match arguments.database() {
        Database::Demo => repl::DEMO_GREETING.to_string(),
        Database::Memory => {
            "An empty database in memory. :help tells what can be done.".to_string()
        }
        Database::File(path) => format!("{}. :help tells what can be done.", path.display()),
    };
    let mode = arguments.mode.unwrap_or(Mode::Table);
    let mut shell = Shell::new(session, mode, switch);
    shell.access = arguments.access();
    shell.shows_progress = arguments.shows_progress();
    shell.screen = std::io::stdout().is_terminal().then(Screen::attended);
    match repl::run(&mut shell, &greeting) {
        Ok(()) => ended(Exit::Well, shell.session),
        Err(error) => {
            anstream::eprintln!("the prompt ended: {error}");
            Exit::Storage
        }
    }
}

fn open(arguments: &Arguments) -> Result<Session, Error> {
    match arguments.database() {
        Database::Demo => demo::session(),
        Database::Memory => Ok(Session::new()),
        Database::File(path) => Session::open(path, arguments.access()),
    }
}
