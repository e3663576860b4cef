//! `factio completions` and `factio man`: what shells and `man` want to know, made from the arguments themselves.

use crate::cli::Exit;
use crate::cli::args::Arguments;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};

/// Writes the script that completes factio's arguments in a shell.
pub fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "factio", &mut text);
    written(&text)
}

/// Writes the manual page: the program's own, and after it a section for each sub-command.
pub fn page() -> Exit {
    let mut command = Arguments::command();
    command.build();
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone())
        .render(&mut text)
        .and_then(|()| sub_commands(&command, &mut text))
        .and_then(|()| surroundings(&mut text));
    match rendered {
        Ok(()) => written(&text),
        Err(error) => failed(&error),
    }
}

/// What each sub-command takes, as its `--help` says it.
fn sub_commands(command: &Command, text: &mut Vec<u8>) -> io::Result<()> {
    for job in command
        .get_subcommands()
        .filter(|job| job.get_name() != "help")
    {
        writeln!(text, ".SH FACTIO {}\n.nf", job.get_name().to_uppercase())?;
        for line in job.clone().render_long_help().to_string().lines() {
            // A dot or an apostrophe at the beginning would be a command of the page's language.
            writeln!(text, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(text, ".fi")?;
    }
    Ok(())
}

/// What the arguments do not tell: exit codes and the environment.
fn surroundings(text: &mut Vec<u8>) -> io::Result<()> {
    writeln!(text, ".SH EXIT STATUS")?;
    for (code, meaning) in [
        (Exit::Well, "all went well"),
        (Exit::QueryError, "a statement failed"),
        (Exit::Usage, "the arguments make no sense"),
        (
            Exit::Storage,
            "a file could not be read or written, or is damaged",
        ),
        (Exit::Interrupted, "interrupted"),
    ] {
        writeln!(text, ".TP\n{}\n{meaning}", code as u8)?;
    }
    writeln!(text, ".SH ENVIRONMENT")?;
    for (name, meaning) in [
        ("NO_COLOR", "when set, nothing is coloured"),
        ("PAGER", "the program that shows long answers at the prompt"),
        ("VISUAL, EDITOR", "the editor of :edit"),
        (
            "FACTIO_HISTORY",
            "the file that keeps what was typed; empty for none. Otherwise $XDG_STATE_HOME/factio/history",
        ),
    ] {
        writeln!(text, ".TP\n{name}\n{meaning}")?;
    }
    Ok(())
}

fn written(text: &[u8]) -> Exit {
    match io::stdout().lock().write_all(text) {
        Ok(()) => Exit::Well,
        Err(error) => failed(&error),
    }
}

fn failed(error: &io::Error) -> Exit {
    anstream::eprintln!("stdout: {error}");
    Exit::Storage
}
