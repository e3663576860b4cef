//! `:import`, `:read`, `:open`, `:save`, `:demo`: where statements come from, and which graph is asked.

use crate::demo as demo_graph;
use crate::error::Result;
use crate::repl::command::names::words;
use crate::repl::command::{Command, Completes, acknowledge, misused, storage};
use crate::repl::shell::{After, Shell};
use crate::session::Session;
use factio_graph::catalog::Catalog;
use std::fs;
use std::io::Write;
use std::path::Path;

pub const COMMANDS: &[Command] = &[
    super::pictures::EXPORT,
    IMPORT,
    Command::new(
        &["read"],
        "FILE",
        "run the statements and commands of a file",
        read,
    )
    .example(":read script.factio")
    .completes(Completes::Files),
    Command::new(
        &["open"],
        "FILE",
        "go on with another database file; it is made where there is none",
        open,
    )
    .more(
        "What was made in memory and not saved stands in the way; :open! FILE goes on without it.",
    )
    .example(":open my.factio")
    .completes(Completes::Files),
    Command::new(
        &["save"],
        "FILE",
        "write the whole graph into a new database file",
        save,
    )
    .more("The prompt goes on where it was; :open FILE goes on in the file.")
    .example(":save copy.factio")
    .completes(Completes::Files),
    Command::new(&["demo"], "", "go on with the demo graph", demo),
    Command::new(
        &["open!"],
        "FILE",
        "as :open, and leave what was made in memory and not saved",
        open_anyway,
    )
    .example(":open! my.factio")
    .completes(Completes::Files),
    Command::new(
        &["demo!"],
        "",
        "as :demo, and leave what was made in memory and not saved",
        demo_anyway,
    ),
];

/// Imports as the command line does.
const IMPORT: Command = Command::new(
    &["import"],
    "FILE…",
    "read tables, JSON lines, GraphML or scripts into this graph",
    import,
)
.more("Takes what factio import takes behind the database: --nodes LABEL=FILE, --relations TYPE=FILE, --dry-run and so on.")
.example(":import people.csv")
.completes(Completes::Files);

fn import(shell: &mut Shell, text: &str, out: &mut dyn Write) -> Result<After> {
    let words: Vec<&str> = words(text)
        .into_iter()
        .map(|word| word.trim_matches(['"', '\'']))
        .collect();
    if words.is_empty() {
        return Err(misused("a file name is missing").hint("such as :import people.csv"));
    }
    let guard = shell.switch.arm();
    let report = crate::cli::import_here(&mut shell.session, &words, shell.shows_progress);
    drop(guard);
    let report = report?;
    shell.changed();
    acknowledge(shell, out, &report)
}

fn read(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let text =
        fs::read_to_string(named(file)?).map_err(|error| storage(format!("{file}: {error}")))?;
    shell
        .text(&text, out)
        .map_err(|failure| failure.error.hint(format!("in {file}")))
}

fn open(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    check_saved(shell, ":open! FILE")?;
    open_anyway(shell, file, out)
}

fn open_anyway(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    let path = Path::new(named(file)?);
    if shell.session.path().is_some_and(|open| same(open, path)) {
        return acknowledge(shell, out, &format!("{file} is open already"));
    }
    let session = Session::open(path, shell.access)?;
    shell.turn_to(session)?;
    acknowledge(shell, out, &format!("{file}: {}", size(shell)))
}

fn demo(shell: &mut Shell, words: &str, out: &mut dyn Write) -> Result<After> {
    check_saved(shell, ":demo!")?;
    demo_anyway(shell, words, out)
}

fn demo_anyway(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    let session = demo_graph::session()?;
    shell.turn_to(session)?;
    acknowledge(
        shell,
        out,
        &format!(
            "the demo graph: {}; :examples asks it something",
            size(shell)
        ),
    )
}

fn save(shell: &mut Shell, file: &str, out: &mut dyn Write) -> Result<After> {
    shell.session.save(named(file)?)?;
    shell.unsaved = false;
    acknowledge(
        shell,
        out,
        &format!(
            "saved {} in {file}; :open {file} goes on there",
            size(shell)
        ),
    )
}

/// Fails where a graph in memory would be lost.
fn check_saved(shell: &Shell, anyway: &str) -> Result<()> {
    match shell.unsaved && shell.session.path().is_none() {
        true => Err(
            misused("what was changed in memory is in no file and would be lost")
                .hint(":save FILE keeps it")
                .hint(format!("{anyway} goes on without it")),
        ),
        false => Ok(()),
    }
}

fn size(shell: &Shell) -> String {
    let graph = shell.session.graph();
    let counted = |number: u64, noun: &str| match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    };
    format!(
        "{}, {}",
        counted(graph.node_count(), "node"),
        counted(graph.relation_count(), "relation")
    )
}

fn named(file: &str) -> Result<&str> {
    match file.trim_matches(['"', '\'']) {
        "" => Err(misused("a file name is missing")),
        name => Ok(name),
    }
}

fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
