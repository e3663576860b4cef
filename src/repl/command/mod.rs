//! The commands of the prompt: lines that start with a colon (or a dot, for those used to it).

mod answers;
mod domain;
mod help;
mod look;
mod parameters;

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::repl::shell::{After, Shell, unwritten};
use std::io::Write;

/// A command: how it is called, and what it does.
pub struct Command {
    /// The name and other names for it.
    pub names: &'static [&'static str],
    /// What follows the name, as help shows it.
    pub usage: &'static str,
    pub summary: &'static str,
    /// What kind of word may be completed after it.
    pub completes: Completes,
    run: fn(&mut Shell, &str, &mut dyn Write) -> Result<After>,
}

/// What may be completed after the name of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completes {
    Nothing,
    Modes,
    Files,
    Commands,
    Query,
}

/// Every command, in the order in which help lists them.
pub static COMMANDS: &[Command] = &[
    Command {
        names: &["help", "h", "?"],
        usage: "[COMMAND]",
        summary: "what can be asked and done here",
        completes: Completes::Commands,
        run: help::help,
    },
    Command {
        names: &["examples"],
        usage: "[N]",
        summary: "questions to the demo graph; with a number, ask that one",
        completes: Completes::Nothing,
        run: help::examples,
    },
    Command {
        names: &["schema"],
        usage: "",
        summary: "labels, relation types and how they connect",
        completes: Completes::Nothing,
        run: look::schema,
    },
    Command {
        names: &["labels"],
        usage: "",
        summary: "labels and how many nodes carry them",
        completes: Completes::Nothing,
        run: look::labels,
    },
    Command {
        names: &["types"],
        usage: "",
        summary: "relation types and how many relations have them",
        completes: Completes::Nothing,
        run: look::types,
    },
    Command {
        names: &["stats"],
        usage: "",
        summary: "how much there is of everything",
        completes: Completes::Nothing,
        run: look::stats,
    },
    Command {
        names: &["allies"],
        usage: "NAME",
        summary: "who was allied with someone, when, and by which rule",
        completes: Completes::Nothing,
        run: domain::allies,
    },
    Command {
        names: &["rivals"],
        usage: "NAME",
        summary: "who was against someone",
        completes: Completes::Nothing,
        run: domain::rivals,
    },
    Command {
        names: &["trace"],
        usage: "NAME NAME",
        summary: "how two stand to each other, and through whom",
        completes: Completes::Nothing,
        run: domain::trace,
    },
    Command {
        names: &["factions"],
        usage: "[PERIOD]",
        summary: "the camps that the ties divide people into",
        completes: Completes::Nothing,
        run: domain::factions,
    },
    Command {
        names: &["conflicts"],
        usage: "",
        summary: "claims that cannot both hold",
        completes: Completes::Nothing,
        run: domain::conflicts,
    },
    Command {
        names: &["mode"],
        usage: "[MODE]",
        summary: "how answers are laid out: table, line, csv, tsv, json, jsonl, markdown, dot",
        completes: Completes::Modes,
        run: answers::mode,
    },
    Command {
        names: &["timer"],
        usage: "on|off",
        summary: "whether answers say how long they took",
        completes: Completes::Nothing,
        run: answers::timer,
    },
    Command {
        names: &["explain"],
        usage: "QUERY",
        summary: "the plan of a query, without running it",
        completes: Completes::Query,
        run: answers::explain,
    },
    Command {
        names: &["dot"],
        usage: "FILE",
        summary: "draw the last answer as a Graphviz file",
        completes: Completes::Files,
        run: answers::dot,
    },
    Command {
        names: &["svg"],
        usage: "FILE",
        summary: "draw the last answer as SVG (through Graphviz's dot)",
        completes: Completes::Files,
        run: answers::svg,
    },
    Command {
        names: &["param"],
        usage: "NAME => EXPRESSION",
        summary: "set a parameter; without one, list them",
        completes: Completes::Query,
        run: parameters::param,
    },
    Command {
        names: &["read"],
        usage: "FILE",
        summary: "run the statements of a file",
        completes: Completes::Files,
        run: answers::read,
    },
    Command {
        names: &["quit", "q", "exit"],
        usage: "",
        summary: "leave",
        completes: Completes::Nothing,
        run: quit,
    },
];

/// Whether a line is a command and not a statement.
pub fn is_command(text: &str) -> bool {
    let mut letters = text.trim_start().chars();
    matches!(letters.next(), Some(':' | '.'))
        && letters
            .next()
            .is_some_and(|letter| letter.is_alphabetic() || letter == '?')
}

/// Runs a command.
///
/// # Errors
/// No such command (with the nearest ones), or what the command itself raises.
pub fn run(shell: &mut Shell, text: &str, out: &mut dyn Write) -> Result<After> {
    let text = text.trim().trim_start_matches([':', '.']);
    let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let name = name.trim_end_matches(';');
    match find(name) {
        Some(command) => (command.run)(shell, rest.trim().trim_end_matches(';'), out),
        None => Err(unknown(name)),
    }
}

/// The command of that name.
pub fn find(name: &str) -> Option<&'static Command> {
    let name = name.trim_start_matches([':', '.']);
    COMMANDS.iter().find(|command| {
        command
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}

fn unknown(name: &str) -> Error {
    let error = misused(format!("there is no command :{name}"));
    let mut near: Vec<(f64, &str)> = COMMANDS
        .iter()
        .map(|command| {
            (
                strsim::jaro_winkler(command.names[0], name),
                command.names[0],
            )
        })
        .filter(|(likeness, _)| *likeness > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    match near.first() {
        Some((_, nearest)) => error.hint(format!("did you mean :{nearest}?")),
        None => error.hint(":help lists the commands"),
    }
}

/// An error of a command's use.
fn misused(message: impl Into<String>) -> Error {
    Error::plain(ErrorKind::ArgumentError, Phase::CompileTime, message)
}

fn quit(_: &mut Shell, _: &str, _: &mut dyn Write) -> Result<After> {
    Ok(After::Leave)
}

/// Writes some lines and stays.
fn say(out: &mut dyn Write, text: &str) -> Result<After> {
    writeln!(out, "{text}").map_err(unwritten)?;
    Ok(After::Stay)
}
