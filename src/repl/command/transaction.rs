//! `:begin`, `:commit`, `:rollback`: the statements of the language, for who thinks of them as commands.

use crate::error::Result;
use crate::repl::command::{Command, acknowledge};
use crate::repl::shell::{After, Shell};
use std::io::Write;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["begin"],
        "",
        "open a transaction; the prompt shows it",
        begin,
    )
    .more("The statement BEGIN; does the same."),
    Command::new(
        &["commit"],
        "",
        "keep what was changed since :begin",
        commit,
    )
    .example(":begin\n:commit"),
    Command::new(
        &["rollback"],
        "",
        "undo what was changed since :begin",
        rollback,
    )
    .example(":begin\n:rollback"),
];

fn begin(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    shell.ask("BEGIN")?;
    acknowledge(
        shell,
        out,
        "a transaction is open; :commit keeps it, :rollback undoes it",
    )
}

fn commit(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    shell.ask("COMMIT")?;
    acknowledge(shell, out, "committed")
}

fn rollback(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    shell.ask("ROLLBACK")?;
    acknowledge(shell, out, "rolled back")
}
