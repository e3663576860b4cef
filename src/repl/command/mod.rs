//! The commands of the prompt: lines that start with a colon (or a dot, for those used to it).

mod answers;
mod ask;
mod camps;
mod examples;
mod files;
mod help;
mod look;
mod named;
mod names;
mod parameters;
mod pictures;
mod time;
mod topics;
mod transaction;
mod typing;
mod why;

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::repl::shell::{After, Shell, unwritten};
pub use names::start_of_name;
use std::io::Write;
pub use topics::{names as topic_names, topic};
pub use why::sourced;

/// A command: how it is called, and what it does.
pub struct Command {
    /// The name and other names for it.
    pub names: &'static [&'static str],
    /// What follows the name, as help shows it.
    pub usage: &'static str,
    /// One line for the list.
    pub summary: &'static str,
    /// More, for who asks about this one.
    pub more: &'static str,
    /// A call that works on the demo graph after a first answer.
    pub example: &'static str,
    /// What kind of word may be completed after it.
    pub completes: Completes,
    run: Run,
}

type Run = fn(&mut Shell, &str, &mut dyn Write) -> Result<After>;

/// What may be completed after the name of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completes {
    Nothing,
    Modes,
    Files,
    Topics,
    Query,
    /// An expression behind `=>`.
    Expression,
    /// Names of nodes.
    Names,
    Words(&'static [&'static str]),
}

/// Commands that help lists together.
pub struct Group {
    pub title: &'static str,
    pub commands: &'static [Command],
}

/// Every command, in the order in which help lists them.
pub static GROUPS: &[Group] = &[
    Group {
        title: "Getting on",
        commands: help::COMMANDS,
    },
    Group {
        title: "What is in the graph",
        commands: look::COMMANDS,
    },
    Group {
        title: "Allies and rivals (each prints the query that it runs)",
        commands: camps::COMMANDS,
    },
    Group {
        title: "Time",
        commands: time::COMMANDS,
    },
    Group {
        title: "Answers",
        commands: answers::COMMANDS,
    },
    Group {
        title: "Pictures of the last answer",
        commands: pictures::COMMANDS,
    },
    Group {
        title: "Files",
        commands: files::COMMANDS,
    },
    Group {
        title: "Transactions",
        commands: transaction::COMMANDS,
    },
    Group {
        title: "The line",
        commands: typing::COMMANDS,
    },
];

/// Every command.
pub fn all() -> impl Iterator<Item = &'static Command> {
    GROUPS.iter().flat_map(|group| group.commands)
}

impl Command {
    /// A command that takes no words, and is its own example.
    const fn new(
        names: &'static [&'static str],
        usage: &'static str,
        summary: &'static str,
        run: Run,
    ) -> Command {
        Command {
            names,
            usage,
            summary,
            more: "",
            example: "",
            completes: Completes::Nothing,
            run,
        }
    }

    const fn more(mut self, more: &'static str) -> Command {
        self.more = more;
        self
    }

    const fn example(mut self, example: &'static str) -> Command {
        self.example = example;
        self
    }

    const fn completes(mut self, completes: Completes) -> Command {
        self.completes = completes;
        self
    }

    /// Whether help lists it: what ends with `!` stands in the help of the command without.
    pub fn is_listed(&self) -> bool {
        !self.names[0].ends_with('!')
    }

    /// The example, or the bare command.
    pub fn shown(&self) -> String {
        match self.example {
            "" => format!(":{}", self.names[0]),
            example => example.to_string(),
        }
    }
}

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
        Some(command) => (command.run)(shell, rest.trim().trim_end_matches(';').trim_end(), out),
        None => Err(unknown(name)),
    }
}

/// The command of that name.
pub fn find(name: &str) -> Option<&'static Command> {
    let name = name.trim_start_matches([':', '.']);
    all().find(|command| {
        let mut names = command.names.iter();
        names.any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The error of a command that is not there, with the nearest one that is.
fn unknown(name: &str) -> Error {
    let error = misused(format!("there is no command :{name}"));
    match nearest(name, all().map(|command| command.names[0])) {
        Some(nearest) => error.hint(format!("did you mean :{nearest}?")),
        None => error.hint(":help lists the commands"),
    }
}

/// The name most like `wanted`, if any is like it at all.
fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = wanted.to_lowercase();
    names
        .map(|name| (strsim::jaro_winkler(name, &wanted), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// An error of a command's use.
fn misused(message: impl Into<String>) -> Error {
    Error::plain(ErrorKind::ArgumentError, Phase::CompileTime, message)
}

/// An error of a file or a program beside us.
fn storage(message: impl Into<String>) -> Error {
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
}

/// `on` or `off`, or the other way round from what it is.
fn switched(now: bool, word: &str, what: &str) -> Result<bool> {
    match word {
        "on" => Ok(true),
        "off" => Ok(false),
        "" => Ok(!now),
        other => Err(misused(format!("{what} on or off, not {other}"))),
    }
}

/// Says what was done: below the line of the prompt, on stderr where stdout is for data.
fn acknowledge(shell: &Shell, out: &mut dyn Write, text: &str) -> Result<After> {
    match shell.attended {
        true => say(out, text),
        false => {
            anstream::eprintln!("{text}");
            Ok(After::Stay)
        }
    }
}

/// Writes some lines and stays.
fn say(out: &mut dyn Write, text: &str) -> Result<After> {
    writeln!(out, "{text}").map_err(unwritten)?;
    Ok(After::Stay)
}

#[cfg(test)]
mod tests {
    use super::{all, find, is_command, unknown};

    #[test]
    fn every_name_is_found_and_stands_for_one_command() {
        for command in all() {
            for name in command.names {
                let found = find(name).map(|found| found.names[0]);
                assert_eq!(found, Some(command.names[0]), "{name}");
            }
        }
    }

    #[test]
    fn a_mistyped_command_is_told_the_nearest() {
        assert_eq!(unknown("shcema").hints, ["did you mean :schema?"]);
        assert_eq!(unknown("Alies").hints, ["did you mean :allies?"]);
        assert_eq!(unknown("xyzzy").hints, [":help lists the commands"]);
    }

    #[test]
    fn a_colon_or_a_dot_begins_a_command_and_a_number_does_not() {
        assert!(is_command(" :help") && is_command(".help") && is_command(":?"));
        assert!(!is_command(".5") && !is_command("MATCH (n:Person)") && !is_command(":"));
    }
}
