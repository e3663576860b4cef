//! `:history` and `:edit`: what was typed before, and typing in an editor.

use crate::error::Result;
use crate::repl::command::{Command, Completes, say, storage};
use crate::repl::editor;
use crate::repl::shell::{After, Answer, Shell};
use std::io::Write;

/// How many entries are listed when nobody says.
const LISTED: usize = 20;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["history"],
        "[N|WORD]",
        "the last entries, or those with a word in them",
        history,
    )
    .example(":history 5"),
    Command::new(
        &["edit"],
        "[FILE]",
        "write a statement in $VISUAL or $EDITOR; it then stands on the line",
        edit,
    )
    .more("It begins with the last statement, or with what is in the file.")
    .completes(Completes::Files),
];

fn history(shell: &mut Shell, wanted: &str, out: &mut dyn Write) -> Result<After> {
    let entries = &shell.history;
    let last = wanted.parse().unwrap_or(LISTED);
    let word = match wanted.parse::<usize>() {
        Ok(_) => String::new(),
        Err(_) => wanted.to_lowercase(),
    };
    let found: Vec<(usize, &String)> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.to_lowercase().contains(&word))
        .collect();
    for (index, entry) in &found[found.len().saturating_sub(last)..] {
        say(
            out,
            &format!("{:>5}  {}", index + 1, entry.replace('\n', "\n       ")),
        )?;
    }
    match found.is_empty() {
        true => say(out, "nothing was typed before that fits"),
        false => Ok(After::Stay),
    }
}

fn edit(shell: &mut Shell, file: &str, _: &mut dyn Write) -> Result<After> {
    let text = match (file, &shell.last) {
        ("", Some(Answer { query, .. })) => query.trim().to_string(),
        ("", None) => String::new(),
        (file, _) => {
            std::fs::read_to_string(file).map_err(|error| storage(format!("{file}: {error}")))?
        }
    };
    let written = editor::edited(&text).map_err(|error| storage(format!("the editor: {error}")))?;
    Ok(match written.trim() {
        "" => After::Stay,
        written => After::Type(written.to_string()),
    })
}
