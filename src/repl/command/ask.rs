//! Queries that a command asks in someone's name: printed first, then run exactly so.

use crate::error::Result;
use crate::outcome::Outcome;
use crate::repl::command::{acknowledge, named, say};
use crate::repl::shell::{After, Shell, unwritten};
use crate::repl::tell;
use crate::report::text::{self, Detail};
use crate::report::{Doubts, MARK, Mode};
use crate::trace;
use std::io::Write;

/// How the answer is told where answers are tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    AsTable,
    /// A line a hop.
    AsStory,
    /// Of the columns these, with people by their names.
    ByName(&'static [&'static str]),
}

/// Prints a query and answers it.
pub fn printed(shell: &mut Shell, query: &str, told: Told, out: &mut dyn Write) -> Result<After> {
    acknowledge(shell, out, query)?;
    let reply = shell.reply(query)?;
    let outcome = &reply.outcome;
    match told {
        Told::AsStory if shell.mode == Mode::Table => {
            let graph = shell.session.graph();
            let lines = match trace::story(outcome, graph) {
                none if none.is_empty() => chains(outcome, shell),
                lines => lines,
            };
            for line in lines {
                say(out, &text::harmless(&line))?;
            }
        }
        Told::ByName(columns)
            if matches!(shell.mode, Mode::Table | Mode::Line | Mode::Markdown) =>
        {
            let told = named::told(outcome, columns, shell.session.graph());
            shell.write(query, &told, out).map_err(unwritten)?;
        }
        _ => shell.write(query, outcome, out).map_err(unwritten)?,
    }
    shell.conclude(query, reply, out)?;
    Ok(After::Stay)
}

/// The paths of an answer, a line a hop.
fn chains(outcome: &Outcome, shell: &Shell) -> Vec<String> {
    let graph = shell.session.graph();
    let mut lines = Vec::new();
    let doubts = Doubts::of(outcome);
    for (number, row) in outcome.rows.iter().enumerate() {
        lines.extend(row.iter().flat_map(|value| tell::hops(value, graph)));
        let valid = outcome.columns.iter().position(|name| name == "valid");
        if let Some(valid) = valid
            .map(|place| &row[place])
            .filter(|valid| !valid.is_null())
        {
            let valid = text::cell(valid, graph, Detail::Short);
            lines.push(format!("= together {valid}"));
        }
        if doubts.marks(number) {
            lines.push(format!("{MARK} only possible"));
        }
    }
    lines
}
