//! `factio import`: files into a database, with progress and a report of what was not read.

use crate::cli::Exit;
use crate::cli::ties::TieArgs;
use crate::error::Result;
use crate::import::{
    Nodes, Quads, Relations, Report, Sources, Tables, Watch, import, import_ties, rehearse,
};
use crate::session::Session;
use clap::Args;
use factio_graph::store::Access;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::PathBuf;

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

    /// Report what would be read and refused; change nothing
    #[arg(long)]
    dry_run: bool,

    /// No progress bar
    #[arg(long)]
    no_progress: bool,
}

/// Imports, and tells what came of it: counts on stdout, refused rows on stderr.
pub fn run(arguments: &ImportArguments) -> Exit {
    let separator = match arguments.separator.map(u8::try_from) {
        Some(Err(_)) => {
            anstream::eprintln!("a separator is one ASCII character");
            return Exit::Usage;
        }
        Some(Ok(separator)) => Some(separator),
        None => None,
    };
    let sources = Sources {
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
    };
    match imported(arguments, &sources) {
        Ok(report) => told(&report, arguments),
        Err(error) => {
            anstream::eprintln!("{error}");
            error
                .hints
                .iter()
                .for_each(|hint| anstream::eprintln!("  {hint}"));
            Exit::Storage
        }
    }
}

fn imported(arguments: &ImportArguments, sources: &Sources) -> Result<Report> {
    let mut session = match arguments.dry_run && !arguments.database.exists() {
        true => Session::new(),
        false => Session::open(&arguments.database, Access::Write)?,
    };
    let bar = bar(arguments.no_progress);
    let watch = |done: u64, total: u64| {
        bar.set_length(total);
        bar.set_position(done);
        true
    };
    let report = read(&mut session, arguments, sources, &watch);
    bar.finish_and_clear();
    let report = report?;
    session.close()?;
    Ok(report)
}

/// The files, then the lists of ties: each of them one commit.
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
    let mut report = match sources.files().next() {
        None => Report::default(),
        Some(_) => import(session, sources, watch)?,
    };
    report.add(import_ties(session, &ties, watch)?);
    Ok(report)
}

fn told(report: &Report, arguments: &ImportArguments) -> Exit {
    for refusal in report.refusals() {
        anstream::eprintln!("{refusal}");
    }
    for note in &report.notes {
        anstream::eprintln!("made: {note}");
    }
    let done = match arguments.dry_run {
        true => "would be imported",
        false => "imported",
    };
    anstream::println!("{}: {report} {done}", arguments.database.display());
    match report.refused.is_empty() {
        true => Exit::Well,
        false => Exit::QueryError,
    }
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
