//! The arguments, as `factio --help` describes them.

use crate::cli::export::ExportArguments;
use crate::cli::import::ImportArguments;
use crate::cli::measure;
use crate::report::Mode;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use factio_graph::store::Access;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// Ask a graph of history: who led, opposed, succeeded whom, when, and on whose word.
///
/// Without a database factio opens its demo graph, the struggle for power in the inter-war USSR. Without -c, -f or a pipe it
/// opens a prompt.
#[derive(Debug, Parser)]
#[command(
    name = "factio",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub job: Option<Job>,

    /// The database: a file (made when it is not there), or :memory: for an empty one
    database: Option<PathBuf>,

    /// Run a query and leave; several, and scripts, run in the order given
    #[arg(short = 'c', long = "command", value_name = "QUERY")]
    command: Vec<String>,

    /// Run the statements of a file and leave
    #[arg(short, long, value_name = "SCRIPT")]
    file: Vec<PathBuf>,

    /// The queries and scripts, in the order given
    #[arg(skip)]
    pub texts: Vec<Text>,

    /// How answers are laid out (default: table on a terminal, tsv in a pipe)
    #[arg(short, long)]
    pub mode: Option<Mode>,

    /// A parameter: NAME=JSON, or NAME=@FILE
    #[arg(short, long, value_name = "NAME=JSON")]
    pub param: Vec<String>,

    /// Write one JSON line on stderr for each statement that went well
    #[arg(long)]
    pub summary: bool,

    /// How errors are written on stderr
    #[arg(long, default_value = "text")]
    pub errors: ErrorFormat,

    /// Stop at the first error (default)
    #[arg(long, conflicts_with = "fail_at_end")]
    fail_fast: bool,

    /// Go on after an error, and fail at the end
    #[arg(long)]
    pub fail_at_end: bool,

    /// Open the file without ever writing to it; others may read it at the same time
    #[arg(long)]
    readonly: bool,

    /// The one directory that LOAD CSV may read
    #[arg(long, value_name = "DIR")]
    pub import_directory: Option<PathBuf>,

    /// Stop a statement that takes longer: 500ms, 10s, 2m
    #[arg(long, value_parser = measure::duration, value_name = "TIME")]
    pub timeout: Option<Duration>,

    /// Stop a statement that needs more memory: 500MB, 2GiB (default: 4GiB)
    #[arg(long, value_parser = measure::bytes, value_name = "SIZE")]
    pub memory: Option<u64>,

    /// Let so many threads work on a statement (default: as many as the machine runs at once)
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    /// Write without colours, as NO_COLOR=1 does
    #[arg(long, global = true)]
    pub no_color: bool,

    /// Show no progress of long work
    #[arg(long, global = true)]
    pub no_progress: bool,
}

/// Something to run.
#[derive(Clone, Debug)]
pub enum Text {
    Query(String),
    Script(PathBuf),
}

/// What is done with a file as such. A database called `check` or `recover` is opened as `./check`.
#[derive(Debug, Subcommand)]
pub enum Job {
    /// Read files into a database
    Import(Box<ImportArguments>),
    /// Write a database, or what a query shows of it, to a file of another format
    Export(ExportArguments),
    /// Read every page and every value of a database file, and say whether it is whole
    Check { file: PathBuf },
    /// Save what is whole of a damaged database file into a new one
    Recover {
        file: PathBuf,
        /// The new file; it must not be there yet
        #[arg(short, long, value_name = "NEW")]
        output: PathBuf,
    },
    /// Write what completes the arguments of factio in a shell: factio completions bash > ~/.local/share/bash-completion/completions/factio
    Completions { shell: clap_complete::Shell },
    /// Write the manual page: factio man > factio.1
    Man,
}

/// How errors are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ErrorFormat {
    Text,
    Json,
}

/// What is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    Demo,
    Memory,
    File(PathBuf),
}

impl Arguments {
    /// The process's own arguments. Ends the program where they make no sense, or ask for help.
    pub fn read() -> Arguments {
        let matches = Arguments::command().get_matches();
        let read = Arguments::from_arg_matches(&matches);
        let mut arguments = read.unwrap_or_else(|error| error.exit());
        arguments.texts = arguments.in_order(&matches);
        arguments
    }

    fn in_order(&self, matches: &ArgMatches) -> Vec<Text> {
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let queries = self.command.iter().cloned().map(Text::Query);
        let scripts = self.file.iter().cloned().map(Text::Script);
        let mut texts: Vec<(usize, Text)> = places("command").zip(queries).collect();
        texts.extend(places("file").zip(scripts));
        texts.sort_by_key(|(place, _)| *place);
        texts.into_iter().map(|(_, text)| text).collect()
    }

    pub fn access(&self) -> Access {
        match self.readonly {
            true => Access::Read,
            false => Access::Write,
        }
    }

    /// Whether long work shows how far it is: on a terminal, unless told not to.
    pub fn shows_progress(&self) -> bool {
        !self.no_progress && std::io::stderr().is_terminal()
    }

    pub fn database(&self) -> Database {
        match &self.database {
            None => Database::Demo,
            Some(path) if path.as_os_str() == ":memory:" => Database::Memory,
            Some(path) => Database::File(path.clone()),
        }
    }
}
