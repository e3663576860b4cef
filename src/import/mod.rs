//! Files into the graph: tables of nodes and of relations, read in blocks, typed by what stands in them, written by columns.
//!
//! An import is one commit. What cannot be read is refused row by row, with its line and the reason; the rest is there.

mod blocks;
mod columns;
mod convert;
mod ends;
mod header;
mod nodes;
mod relations;
mod report;
mod source;
mod table;
mod texts;
mod ties;

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::session::Session;
use factio_graph::GraphError;
use factio_graph::facts::Graph;
use std::path::Path;

pub use report::{Refusal, Report};
pub use source::{Nodes, Relations, Tables};
pub use ties::{TieLists, import_ties};

/// Who is told how many of all bytes were read, and says whether to go on. Called from several threads.
pub type Watch<'w> = dyn Fn(u64, u64) -> bool + Sync + 'w;

/// Reads tables into the session's graph, as one commit; what was read and what was refused is reported.
///
/// # Errors
/// A file cannot be opened or has no header, a header lacks what it needs, the watch said no, or the graph could not be kept:
/// nothing is imported then.
pub fn import(session: &mut Session, tables: &Tables, watch: &Watch<'_>) -> Result<Report> {
    let mut reading = table::Reading::of(tables, watch)?;
    let read = reading.all(tables)?;
    session.change(|graph| write(graph, tables, read))
}

/// What [`import`] would report, on a copy of the graph.
///
/// # Errors
/// As for [`import`].
pub fn rehearse(session: &Session, tables: &Tables, watch: &Watch<'_>) -> Result<Report> {
    import(&mut session.copy(), tables, watch)
}

fn write(graph: &mut Graph, tables: &Tables, read: table::Read) -> Result<Report> {
    let mut report = Report::default();
    let mut ends = ends::Ends::new(tables, graph);
    for (given, table) in tables.nodes.iter().zip(read.nodes) {
        nodes::write(graph, tables, given, table, &mut ends, &mut report)?;
    }
    for (given, table) in tables.relations.iter().zip(read.relations) {
        relations::write(graph, tables, given, table, &mut ends, &mut report)?;
    }
    report
        .refused
        .sort_by_key(|refusal| (refusal.file, refusal.line));
    Ok(report)
}

/// An error that no row is to blame for.
fn failure(file: &Path, message: impl std::fmt::Display) -> Error {
    let message = format!("{}: {message}", file.display());
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
}

fn refused(file: &Path, error: &GraphError) -> Error {
    failure(file, error)
}
