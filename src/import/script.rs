//! Scripts in the language: whatever their statements do, as a part of the import's one commit.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::import::failure;
use crate::import::progress::Progress;
use crate::import::report::Report;
use crate::outcome::Outcome;
use crate::session::Session;
use factio_grammar::ast::Statement;
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
        let statement = &text[range.clone()];
        let outcome = run(session, statement).map_err(|error| {
            let line = 1 + text[..range.start].matches('\n').count();
            let first = statement.trim_start().lines().next().unwrap_or_default();
            error.hint(format!("in {}, line {line}: {first}", file.display()))
        })?;
        report.nodes += outcome.changes.nodes_created;
        report.relations += outcome.changes.relations_created;
        progress.advance(range.len(), file)?;
    }
    Ok(())
}

/// Runs the statements of a text, up to the first that fails.
///
/// # Errors
/// As for [`run`].
pub fn run_all(session: &mut Session, text: &str) -> Result<()> {
    let pieces = factio_grammar::split(text).into_iter();
    let mut statements = pieces.map(|piece| &text[piece.range]);
    statements.try_for_each(|statement| run(session, statement).map(drop))
}

/// Runs one statement of a file. BEGIN and COMMIT say nothing new in an import and are passed over.
///
/// # Errors
/// The statement fails, or is ROLLBACK.
pub fn run(session: &mut Session, statement: &str) -> Result<Outcome> {
    // Nearly all statements have a parenthesis, and those about transactions none.
    let bound = match statement.contains('(') {
        true => None,
        false => factio_grammar::parse(statement).ok(),
    };
    match bound {
        Some(Statement::Begin | Statement::Commit) => Ok(Outcome::default()),
        Some(Statement::Rollback) => Err(Error::plain(
            ErrorKind::TransactionError,
            Phase::Runtime,
            "ROLLBACK in an import, which is one commit",
        )),
        _ => session.run(statement),
    }
}
