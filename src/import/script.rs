//! Scripts in the language: whatever their statements do.

use crate::error::Result;
use crate::import::failure;
use crate::import::progress::Progress;
use crate::import::report::Report;
use crate::session::Session;
use std::path::Path;

/// Runs the statements of a script.
///
/// # Errors
/// The file cannot be read, or a statement fails; the error names the line that it starts in.
pub fn read(
    session: &mut Session,
    file: &Path,
    progress: &Progress<'_>,
    report: &mut Report,
) -> Result<()> {
    let text = std::fs::read_to_string(file).map_err(|error| failure(file, error))?;
    for piece in factio_grammar::split(&text) {
        let range = piece.range;
        let run = session.run(&text[range.clone()]);
        let outcome = run.map_err(|error| {
            let line = 1 + text[..range.start].matches('\n').count();
            let statement = text[range.clone()].trim_start();
            let first = statement.lines().next().unwrap_or_default();
            error.hint(format!("in {}, line {line}: {first}", file.display()))
        })?;
        report.nodes += outcome.changes.nodes_created;
        report.relations += outcome.changes.relations_created;
        progress.advance(range.len(), file)?;
    }
    Ok(())
}
