//! `:dot`, `:svg`, `:png`, `:html` and `:export`: the last answer, or the whole graph, in a file.

use crate::error::Result;
use crate::export::{Export, Format};
use crate::repl::command::{Command, Completes, acknowledge, misused};
use crate::repl::shell::{After, Answer, Shell};
use std::io::Write;
use std::path::Path;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["dot"],
        "FILE",
        "draw the last answer as a Graphviz file",
        |shell, file, out| drawn(shell, file, "dot", out),
    )
    .example("MATCH p = (:Person)-[:led]->(:Faction) RETURN p;\n:dot factions.dot")
    .completes(Completes::Files),
    Command::new(
        &["svg"],
        "FILE",
        "draw the last answer as SVG, through Graphviz's dot",
        |shell, file, out| drawn(shell, file, "svg", out),
    )
    .more("Where factions or realignments were asked for, they are drawn as such.")
    .example(":factions 1926\n:svg factions.svg")
    .completes(Completes::Files),
    Command::new(
        &["png"],
        "FILE",
        "draw the last answer as PNG, through Graphviz's dot",
        |shell, file, out| drawn(shell, file, "png", out),
    )
    .example("MATCH p = (:Person)-[:led]->(:Faction) RETURN p;\n:png factions.png")
    .completes(Completes::Files),
    Command::new(
        &["html"],
        "FILE",
        "make a page of the last answer that a browser opens, with a slider over time",
        |shell, file, out| drawn(shell, file, "html", out),
    )
    .example("MATCH p = (:Person)-[:led]->(:Faction) RETURN p;\n:html factions.html")
    .completes(Completes::Files),
];

/// `:export`, which stands with the files.
pub const EXPORT: Command = Command::new(
    &["export"],
    "[graph] FILE",
    "write what the last answer shows, or the whole graph, in the format of the ending",
    export,
)
.more("Without an answer yet, or with the word graph, the whole graph is written. factio export --help lists the endings.")
.example(":export graph demo.jsonl")
.completes(Completes::Files);

fn drawn(shell: &mut Shell, file: &str, format: &str, out: &mut dyn Write) -> Result<After> {
    let Some(Answer { query, outcome, .. }) = &shell.last else {
        return Err(misused("there is no answer to draw yet").hint("ask something first"));
    };
    let format = Format::named(format)
        .ok_or_else(|| misused(format!("this factio cannot write {format}")))?;
    let export = Export::answer(outcome, shell.session.graph(), query);
    let path = Path::new(named(file)?);
    warn(&export, path, Some(format));
    export.save_as(path, format)?;
    acknowledge(shell, out, &format!("drew the last answer to {file}"))
}

fn export(shell: &mut Shell, words: &str, out: &mut dyn Write) -> Result<After> {
    let (whole, file) = match words.split_once(char::is_whitespace) {
        Some(("graph", file)) => (true, file.trim()),
        _ => (false, words),
    };
    let path = Path::new(named(file)?);
    let graph = shell.session.graph();
    let (export, what) = match &shell.last {
        Some(Answer { query, outcome, .. }) if !whole => (
            Export::answer(outcome, graph, query),
            "what the last answer shows",
        ),
        _ => (Export::graph(graph), "the whole graph"),
    };
    warn(&export, path, None);
    let files: Vec<String> = export
        .save(path)?
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    acknowledge(shell, out, &format!("wrote {what} to {}", files.join(", ")))
}

fn warn(export: &Export<'_>, path: &Path, format: Option<Format>) {
    if let Some(warning) = export.warning(path, format) {
        anstream::eprintln!("{warning}");
    }
}

fn named(file: &str) -> Result<&str> {
    match file.trim_matches(['"', '\'']) {
        "" => Err(misused("a file name is missing")),
        name => Ok(name),
    }
}
