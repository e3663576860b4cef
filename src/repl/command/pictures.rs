//! `:dot`, `:svg` and `:png`: the last answer as a picture in a file.

use crate::error::Result;
use crate::export::dot as drawing;
use crate::repl::command::{Command, Completes, misused, say, storage};
use crate::repl::shell::{After, Answer, Shell};
use std::fs;
use std::io::Write;
use std::process::{self, Stdio};

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["dot"],
        "FILE",
        "draw the last answer as a Graphviz file",
        dot,
    )
    .example("MATCH p = (:Person)-[:led]->(:Faction) RETURN p;\n:dot factions.dot")
    .completes(Completes::Files),
    Command::new(
        &["svg"],
        "FILE",
        "draw the last answer as SVG, through Graphviz's dot",
        svg,
    )
    .example("MATCH p = (:Person)-[:led]->(:Faction) RETURN p;\n:svg factions.svg")
    .completes(Completes::Files),
    Command::new(
        &["png"],
        "FILE",
        "draw the last answer as PNG, through Graphviz's dot",
        png,
    )
    .example("MATCH p = (:Person)-[:led]->(:Faction) RETURN p;\n:png factions.png")
    .completes(Completes::Files),
];

fn dot(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let text = drawn(shell)?;
    keep(file, text.as_bytes(), out)
}

fn svg(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let picture = through_graphviz(&drawn(shell)?, "svg")?;
    keep(file, &picture, out)
}

fn png(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let picture = through_graphviz(&drawn(shell)?, "png")?;
    keep(file, &picture, out)
}

/// The last answer in Graphviz's language.
fn drawn(shell: &Shell) -> Result<String> {
    let Answer { query, outcome } = shell
        .last
        .as_ref()
        .ok_or_else(|| misused("there is no answer to draw yet").hint("ask something first"))?;
    let caption = query.trim().trim_end_matches(';');
    Ok(drawing::draw(outcome, shell.session.graph(), caption))
}

fn through_graphviz(text: &str, format: &str) -> Result<Vec<u8>> {
    let child = process::Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| {
        storage(format!("Graphviz's dot does not start: {error}"))
            .hint("install Graphviz (Debian and Ubuntu: apt install graphviz; macOS: brew install graphviz), or use :dot FILE")
    })?;
    if let Some(mut input) = child.stdin.take() {
        input
            .write_all(text.as_bytes())
            .map_err(|error| storage(format!("dot: {error}")))?;
    }
    let output = child
        .wait_with_output()
        .map_err(|error| storage(format!("dot: {error}")))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(storage(format!("dot ended with {}", output.status))),
    }
}

fn keep(file: &str, bytes: &[u8], out: &mut dyn Write) -> Result<After> {
    if file.is_empty() {
        return Err(misused("a file name is missing"));
    }
    fs::write(file, bytes).map_err(|error| storage(format!("{file}: {error}")))?;
    say(out, &format!("drew the last answer to {file}"))
}
