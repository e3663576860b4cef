//! Where statements come from when nobody sits at a prompt: a pipe, line by line, and `:param`.

use crate::cli::Exit;
use crate::cli::batch::Batch;
use crate::export::json;
use crate::repl::command::is_command;
use crate::session::Session;
use std::io::BufRead;
use std::ops::ControlFlow;

/// Runs what comes in on stdin, each statement as soon as its `;` has come.
pub fn pipe(batch: &mut Batch) -> Exit {
    let mut waiting = String::new();
    for line in std::io::stdin().lock().lines() {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                anstream::eprintln!("stdin: {error}");
                return Exit::Storage;
            }
        };
        waiting.push_str(&line);
        waiting.push('\n');
        if take(batch, &line, &mut waiting).is_break() {
            return batch.exit();
        }
    }
    let _ = batch.script(&waiting);
    batch.exit()
}

/// Runs the statements that are whole by now and keeps the rest waiting.
fn take(batch: &mut Batch, line: &str, waiting: &mut String) -> ControlFlow<()> {
    if is_command(waiting) {
        let command = std::mem::take(waiting);
        return batch.script(&command);
    }
    if !line.contains(';') {
        return ControlFlow::Continue(());
    }
    let open = factio_grammar::split(waiting)
        .last()
        .filter(|piece| !piece.closed)
        .map_or(waiting.len(), |piece| piece.range.start);
    let rest = waiting.split_off(open);
    let statements = std::mem::replace(waiting, rest);
    batch.script(&statements)
}

/// Sets a parameter from `NAME=JSON` or `NAME=@FILE`.
pub fn parameter(session: &mut Session, text: &str) -> Result<(), String> {
    let (name, json) = text
        .split_once('=')
        .ok_or("a parameter is given as NAME=JSON or NAME=@FILE")?;
    let value = match json.strip_prefix('@') {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
            json::parse(text.trim())?
        }
        None => json::parse(json)?,
    };
    session
        .parameters
        .insert(name.trim_start_matches('$').into(), value);
    Ok(())
}
