//! Commands about answers: how they look, how they are drawn, where queries come from.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::export::dot as drawing;
use crate::repl::command::{misused, say};
use crate::repl::shell::{After, Shell};
use crate::report::Mode;
use clap::ValueEnum;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// Sets the layout, or says which one holds.
pub fn mode(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    if !name.is_empty() {
        shell.mode = Mode::from_str(name, true).map_err(|_| {
            let modes: Vec<String> = Mode::value_variants().iter().map(mode_name).collect();
            misused(format!("there is no mode {name}")).hint(format!("modes: {}", modes.join(", ")))
        })?;
    }
    say(out, &format!("mode {}", mode_name(&shell.mode)))
}

fn mode_name(mode: &Mode) -> String {
    mode.to_possible_value()
        .map(|value| value.get_name().to_string())
        .unwrap_or_default()
}

/// Turns the time in the footer on or off.
pub fn timer(shell: &mut Shell, state: &str, out: &mut dyn Write) -> Result<After> {
    shell.timer = match state {
        "on" => true,
        "off" => false,
        "" => !shell.timer,
        other => return Err(misused(format!("the timer is on or off, not {other}"))),
    };
    say(out, if shell.timer { "timer on" } else { "timer off" })
}

/// Shows a plan.
pub fn explain(shell: &mut Shell, query: &str, out: &mut dyn Write) -> Result<After> {
    let (outcome, _) = shell.ask(&format!("EXPLAIN {query}"))?;
    for row in &outcome.rows {
        for value in row {
            let text = crate::report::text::cell(
                value,
                shell.session.graph(),
                crate::report::text::Detail::Short,
            );
            say(out, &text)?;
        }
    }
    Ok(After::Stay)
}

/// Writes the last answer as a DOT file.
pub fn dot(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let text = drawn(shell)?;
    save(file, text.as_bytes())?;
    say(out, &format!("drew the last answer to {file}"))
}

/// Draws the last answer as SVG.
pub fn svg(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let text = drawn(shell)?;
    let picture = through_graphviz(&text, "svg")?;
    save(file, &picture)?;
    say(out, &format!("drew the last answer to {file}"))
}

/// Runs the statements of a file.
pub fn read(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let text = fs::read_to_string(file).map_err(|error| storage(format!("{file}: {error}")))?;
    shell
        .statements(&text, out)
        .map_err(|failure| failure.error)?;
    Ok(After::Stay)
}

fn drawn(shell: &Shell) -> Result<String> {
    let (query, outcome) = shell
        .last
        .as_ref()
        .ok_or_else(|| misused("there is no answer to draw yet").hint("ask something first"))?;
    let caption = query.trim().trim_end_matches(';');
    Ok(drawing::draw(outcome, shell.session.graph(), caption))
}

fn through_graphviz(text: &str, format: &str) -> Result<Vec<u8>> {
    let child = Command::new("dot")
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

fn save(file: &str, bytes: &[u8]) -> Result<()> {
    if file.is_empty() {
        return Err(misused("a file name is missing"));
    }
    fs::write(file, bytes).map_err(|error| storage(format!("{file}: {error}")))
}

fn storage(message: String) -> Error {
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
}
