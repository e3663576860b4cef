//! `factio export`: a database, or the answer to a query, into a file of another format.

use crate::cli::{Exit, moment};
use crate::demo;
use crate::error::{Error, ErrorKind, Phase, Result};
use crate::export::{Export, Format};
use crate::report;
use crate::session::Session;
use clap::Args;
use factio_graph::store::Access;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `factio export` takes.
#[derive(Args, Debug)]
#[command(after_help = formats())]
pub struct ExportArguments {
    /// The database; :demo: is the demo graph
    database: PathBuf,

    /// The file to write, its format told by its ending; - is stdout
    file: PathBuf,

    /// Write what the answer to this query shows, not the whole graph
    #[arg(short, long, value_name = "QUERY")]
    query: Option<String>,

    /// The format, where the ending does not tell it
    #[arg(long, value_name = "NAME", value_parser = format)]
    format: Option<Format>,
}

/// Exports, and tells on stderr which files were written.
pub fn run(arguments: &ExportArguments) -> Exit {
    let query = arguments.query.as_deref().unwrap_or_default();
    match exported(arguments) {
        Ok(files) => {
            for file in files {
                anstream::eprintln!("{}", file.display());
            }
            Exit::Well
        }
        Err(error) => {
            anstream::eprintln!("{}", report::error(query, &error));
            match error.kind {
                ErrorKind::StorageError | ErrorKind::Corrupt => Exit::Storage,
                _ => Exit::QueryError,
            }
        }
    }
}

fn exported(arguments: &ExportArguments) -> Result<Vec<PathBuf>> {
    let mut session = open(&arguments.database)?;
    session.moment = moment();
    let answer = match &arguments.query {
        Some(query) => Some((query, session.run(query)?)),
        None => None,
    };
    let export = match &answer {
        Some((query, outcome)) => Export::answer(outcome, session.graph(), query),
        None => Export::graph(session.graph()),
    };
    if arguments.file.as_os_str() == "-" {
        let missing = || usage("which format? say --format NAME").hint(formats());
        print(&export, arguments.format.ok_or_else(missing)?)?;
        return Ok(Vec::new());
    }
    if let Some(warning) = export.warning(&arguments.file, arguments.format) {
        anstream::eprintln!("{warning}");
    }
    match arguments.format {
        Some(format) => export.save_as(&arguments.file, format),
        None => export.save(&arguments.file),
    }
}

fn open(database: &Path) -> Result<Session> {
    if database.as_os_str() == ":demo:" {
        return demo::session();
    }
    if !database.exists() {
        return Err(usage(format!(
            "there is no database {}",
            database.display()
        )));
    }
    Session::open(database, Access::Read)
}

fn print(export: &Export, format: Format) -> Result<()> {
    let mut out = io::stdout().lock();
    export.write(&mut out, format)?;
    out.flush()
        .map_err(|error| usage(format!("stdout: {error}")))
}

fn usage(message: impl Into<String>) -> Error {
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message.into())
}

fn format(name: &str) -> std::result::Result<Format, String> {
    Format::named(name).ok_or_else(formats)
}

/// The formats and their endings, a line each.
fn formats() -> String {
    let lines = Format::all().map(|format| {
        format!(
            "  {:<10} .{:<16} {}",
            format.name(),
            format.endings().join(", ."),
            format.summary()
        )
    });
    format!("Formats:\n{}", lines.collect::<Vec<_>>().join("\n"))
}
