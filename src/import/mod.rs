//! Files into the graph: tables, JSON lines, GraphML, quads and scripts.
//!
//! An import is one commit. What cannot be read is refused row by row, with its line and the reason; the rest is there.

mod blocks;
mod columns;
mod convert;
mod elements;
mod ends;
mod graphml;
mod header;
mod json_lines;
mod nodes;
mod progress;
mod quads;
mod relations;
mod report;
mod script;
mod source;
mod table;
mod texts;
mod ties;

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::session::Session;
use factio_graph::GraphError;
use factio_graph::facts::Graph;
use progress::Progress;
use source::Form;
use std::path::Path;

pub use progress::Watch;
pub use report::{Refusal, Report};
pub use source::{Nodes, Quads, Relations, Sources, Tables};
pub use ties::{TieLists, import_ties};

/// Reads files into the session's graph, as one commit; what was read and what was refused is reported.
///
/// Scripts, JSON lines and GraphML come first, in their order; then all tables of nodes, all tables of relations, and quads.
///
/// # Errors
/// A file cannot be opened, a table lacks a column that it needs, a script fails, the watch said no, or the graph could not
/// be kept: nothing is imported then.
pub fn import(session: &mut Session, sources: &Sources, watch: &Watch<'_>) -> Result<Report> {
    let sources = sources.sorted()?;
    let progress = Progress::over(sources.files(), watch)?;
    at_once(session, |session| read(session, &sources, &progress))
}

/// Several imports as one commit: all of them, or none.
///
/// # Errors
/// One of them failed, or what they read could not be kept: nothing is imported then.
pub fn at_once(
    session: &mut Session,
    work: impl FnOnce(&mut Session) -> Result<Report>,
) -> Result<Report> {
    if session.in_transaction() {
        return work(session);
    }
    session.run("BEGIN")?;
    match work(session) {
        Ok(report) => session.run("COMMIT").map(|_| report),
        Err(error) => {
            session.run("ROLLBACK")?;
            Err(error)
        }
    }
}

/// What [`import`] would report, on a copy of the graph.
///
/// # Errors
/// As for [`import`].
pub fn rehearse(session: &Session, sources: &Sources, watch: &Watch<'_>) -> Result<Report> {
    import(&mut session.copy(), sources, watch)
}

fn read(session: &mut Session, sources: &Sources, progress: &Progress<'_>) -> Result<Report> {
    let mut report = Report {
        files: sources.files().map(Path::to_path_buf).collect(),
        ..Report::default()
    };
    let mut number = 0;
    for file in &sources.others {
        match Form::of(file)? {
            Form::Script => script::read(session, file, progress, &mut report)?,
            Form::JsonLines => json_lines::read(session, number, file, progress, &mut report)?,
            Form::GraphMl => graphml::read(session, number, file, progress, &mut report)?,
            Form::Table => {}
        }
        number += 1;
    }
    let tables = table::read_all(&sources.tables, number, progress)?;
    session.change(|graph| write(graph, &sources.tables, tables, &mut report))?;
    number += sources.tables.files().count();
    for quads in &sources.quads {
        quads::read(session, number, quads, progress, &mut report)?;
        number += 1;
    }
    let place = |refusal: &Refusal| (refusal.file, refusal.line);
    report.refused.sort_by_key(place);
    Ok(report)
}

fn write(graph: &mut Graph, tables: &Tables, read: table::Read, report: &mut Report) -> Result<()> {
    let mut ends = ends::Ends::new(tables, graph);
    for (given, table) in tables.nodes.iter().zip(read.nodes) {
        nodes::write(graph, tables, given, table, &mut ends, report)?;
    }
    for (given, table) in tables.relations.iter().zip(read.relations) {
        relations::write(graph, tables, given, table, &mut ends, report)?;
    }
    Ok(())
}

/// An error that no row is to blame for.
fn failure(file: &Path, message: impl std::fmt::Display) -> Error {
    let message = format!("{}: {message}", file.display());
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
}

fn refused(file: &Path, error: &GraphError) -> Error {
    failure(file, error)
}
