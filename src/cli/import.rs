//! `factio import`: files into a database, with progress and a report of what was not read.

use crate::cli::Exit;
use crate::cli::refusals;
use crate::cli::ties::TieArgs;
use crate::error::{Error, ErrorKind, Phase, Result};
use crate::import::{
    Nodes, Quads, Relations, Report, Sources, Tables, Watch, at_once, import, import_ties, rehearse,
};
use crate::session::Session;
use clap::{Args, CommandFactory, FromArgMatches, Parser};
use factio_graph::store::Access;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What stands for the open session where a database is named.
pub const HERE: &str = ":here:";

/// What `factio import` takes.
#[derive(Args, Debug)]
pub struct ImportArguments {
    /// The database; made when it is not there
    database: PathBuf,

    /// Scripts (.factio, .cypher), JSON lines (.jsonl), GraphML (.graphml), and tables (.csv, .tsv) whose header tells
    /// what they hold
    files: Vec<PathBuf>,

    /// A table of nodes; several may be given
    #[arg(long, value_name = "LABEL[:LABEL]=FILE")]
    nodes: Vec<Nodes>,

    /// A table of relations; several may be given
    #[arg(long, value_name = "TYPE[(LABEL,LABEL)]=FILE")]
    relations: Vec<Relations>,

    /// Lines of subject, relation, object, time; several files may be given
    #[arg(long, value_name = "LABEL[:LABEL]=FILE")]
    quads: Vec<Quads>,

    #[command(flatten)]
    ties: TieArgs,

    /// The property by which relations name their ends
    #[arg(long, value_name = "PROPERTY")]
    key: Option<String>,

    /// The column that names a relation's start
    #[arg(long, value_name = "COLUMN")]
    source: Option<String>,

    /// The column that names a relation's end
    #[arg(long, value_name = "COLUMN")]
    target: Option<String>,

    /// What separates fields, where the header does not show it
    #[arg(long, value_name = "CHARACTER")]
    separator: Option<char>,

    /// Write the refused rows to a file, each with its place and the reason (default: to stderr; many of a terminal's to
    /// DATABASE.refused.txt)
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,

    /// Report what would be read and refused; change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Imports, and tells what came of it: counts on stdout, refused rows on stderr.
pub fn run(arguments: &ImportArguments, hides_progress: bool) -> Exit {
    match imported(arguments, hides_progress) {
        Ok(report) => {
            tell(&report, arguments);
            anstream::println!(
                "{}: {}",
                arguments.database.display(),
                sum(&report, arguments)
            );
            match report.refused.is_empty() {
                true => Exit::Well,
                false => Exit::QueryError,
            }
        }
        Err(error) => {
            anstream::eprintln!("{error}");
            let hints = error.hints.iter();
            hints.for_each(|hint| anstream::eprintln!("  {hint}"));
            match error.kind {
                ErrorKind::ArgumentError => Exit::Usage,
                _ => Exit::Storage,
            }
        }
    }
}

/// Imports into an open session by the words of `factio import` without its database; gives the sum of it. Refused rows
/// are told on stderr.
///
/// # Errors
/// The words make no sense, or a file cannot be read; then nothing was changed.
pub fn import_here(session: &mut Session, words: &[&str], shows_progress: bool) -> Result<String> {
    let first = [":import", HERE];
    let command = Words::command()
        .no_binary_name(false)
        .disable_help_flag(true);
    let words = first.iter().chain(words);
    let matches = command
        .try_get_matches_from(words)
        .and_then(|matches| Words::from_arg_matches(&matches))
        .map_err(|error| {
            let told = error.kind().to_string();
            let told = error
                .render()
                .to_string()
                .lines()
                .next()
                .map_or(told, str::to_string);
            usage(told.trim_start_matches("error: "))
        })?;
    let arguments = matches.arguments;
    let bar = bar(!shows_progress);
    let stopped = session.limits.cancelled.clone();
    let watch = watch(&bar, &stopped);
    let report = read(session, &arguments, &sources(&arguments)?, &watch);
    bar.finish_and_clear();
    let report = report?;
    tell(&report, &arguments);
    Ok(sum(&report, &arguments))
}

/// The words behind `:import`.
#[derive(Debug, Parser)]
struct Words {
    #[command(flatten)]
    arguments: ImportArguments,
}

fn sources(arguments: &ImportArguments) -> Result<Sources> {
    let separator = arguments.separator.map(u8::try_from).transpose();
    let separator = separator.map_err(|_| usage("a separator is one ASCII character"))?;
    Ok(Sources {
        tables: Tables {
            nodes: arguments.nodes.clone(),
            relations: arguments.relations.clone(),
            key: arguments.key.clone(),
            source: arguments.source.clone(),
            target: arguments.target.clone(),
            separator,
        },
        others: arguments.files.clone(),
        quads: arguments.quads.clone(),
    })
}

fn usage(message: &str) -> Error {
    Error::plain(ErrorKind::ArgumentError, Phase::CompileTime, message)
}

fn imported(arguments: &ImportArguments, hides_progress: bool) -> Result<Report> {
    let sources = sources(arguments)?;
    let mut session = match arguments.dry_run && !arguments.database.exists() {
        true => Session::new(),
        false => Session::open(&arguments.database, Access::Write)?,
    };
    let bar = bar(hides_progress);
    let stopped = session.limits.cancelled.clone();
    let report = read(&mut session, arguments, &sources, &watch(&bar, &stopped));
    bar.finish_and_clear();
    let report = report?;
    session.close()?;
    Ok(report)
}

/// Shows how far it is, and goes on until it is stopped. What is read has yet to be written.
fn watch<'w>(bar: &'w ProgressBar, stopped: &'w AtomicBool) -> impl Fn(u64, u64) -> bool + 'w {
    let writes = Once::new();
    move |done, total| {
        bar.set_length(total);
        bar.set_position(done);
        if done >= total {
            writes.call_once(|| writing(bar));
        }
        !stopped.load(Ordering::Relaxed)
    }
}

fn writing(bar: &ProgressBar) {
    if let Ok(style) = ProgressStyle::with_template(
        "{spinner} {binary_total_bytes} read, writing; {elapsed} so far",
    ) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(150));
}

/// The files, then the lists of ties, as one commit.
fn read(
    session: &mut Session,
    arguments: &ImportArguments,
    sources: &Sources,
    watch: &Watch<'_>,
) -> Result<Report> {
    let (source, target) = (arguments.source.as_ref(), arguments.target.as_ref());
    let ties = arguments
        .ties
        .lists(source, target, sources.tables.separator);
    let Some(ties) = ties else {
        return match arguments.dry_run {
            true => rehearse(session, sources, watch),
            false => import(session, sources, watch),
        };
    };
    let mut trial = arguments.dry_run.then(|| session.copy());
    let session = trial.as_mut().unwrap_or(session);
    at_once(session, |session| {
        let mut report = match sources.files().next() {
            None => Report::default(),
            Some(_) => import(session, sources, watch)?,
        };
        report.add(import_ties(session, &ties, watch)?);
        Ok(report)
    })
}

fn tell(report: &Report, arguments: &ImportArguments) {
    refusals::tell(report, &arguments.database, arguments.refused.as_deref());
}

/// `3 nodes and 2 relations imported; 1 row refused`.
fn sum(report: &Report, arguments: &ImportArguments) -> String {
    let done = match arguments.dry_run {
        true => "would be imported",
        false => "imported",
    };
    report.words(done)
}

fn bar(hidden: bool) -> ProgressBar {
    let target = match hidden {
        true => ProgressDrawTarget::hidden(),
        false => ProgressDrawTarget::stderr(),
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let template = "{bar:30} {percent}% {binary_bytes}/{binary_total_bytes}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
