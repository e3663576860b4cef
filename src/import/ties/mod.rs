//! Lists of signed and dated ties into the graph: a line a tie, from whatever separates its fields.
//!
//! Every tie becomes a relation with its own `sign`; actors are found by their key or name, else made. What says nothing
//! is refused with its line and the reason.

mod actors;
mod header;
mod lines;
mod row;

use crate::error::Result;
use crate::import::Watch;
use crate::import::failure;
use crate::import::report::{Refusal, Report};
use crate::session::Session;
use actors::Actors;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use header::Roles;
use indexmap::IndexSet;
use lines::{Line, Lines};
use row::{Row, Words};
use std::path::{Path, PathBuf};

/// What an import of tie lists was asked to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieLists {
    pub files: Vec<PathBuf>,
    /// The type of the relations, where no column tells.
    pub kind: String,
    /// The label of actors that are made.
    pub label: String,
    /// The columns that name the ends, where their names do not show it.
    pub source: Option<String>,
    pub target: Option<String>,
    /// What separates fields; taken from the first line where it is not given.
    pub separator: Option<u8>,
}

impl Default for TieLists {
    fn default() -> TieLists {
        TieLists {
            files: Vec::new(),
            kind: "tie".to_string(),
            label: "Actor".to_string(),
            source: None,
            target: None,
            separator: None,
        }
    }
}

/// Reads tie lists into the session's graph, as one commit. Files that end in `.gz` are unpacked.
///
/// # Errors
/// A file cannot be opened or does not say which columns are the ends and the sign, the watch said no, or the graph could not
/// be kept: nothing is imported then.
pub fn import_ties(session: &mut Session, lists: &TieLists, watch: &Watch<'_>) -> Result<Report> {
    session.change(|graph| {
        let mut report = Report::default();
        for file in &lists.files {
            read(graph, lists, file, &mut report, watch)?;
        }
        Ok(report)
    })
}

/// Rows between two calls of the watch.
const AT_ONCE: u64 = 1_024;

fn read(
    graph: &mut Graph,
    lists: &TieLists,
    path: &Path,
    report: &mut Report,
    watch: &Watch<'_>,
) -> Result<()> {
    let fails = |message: String| failure(path, message);
    let mut lines = Lines::open(path, lists.separator).map_err(|error| failure(path, error))?;
    let file = report.files.len();
    report.files.push(path.to_path_buf());
    let first = lines.next().transpose().map_err(fails)?;
    let first = first.ok_or_else(|| fails("the list is empty".to_string()))?;
    let roles = Roles::of(&first.fields, lists).map_err(fails)?;
    let mut list = List {
        words: Words::of(graph, &roles, lists),
        actors: Actors::of(graph, &lists.label),
        roles,
        counted: Counted::default(),
    };
    let first = list.roles.is_headless.then_some(Ok(first));
    for (count, line) in first.into_iter().chain(lines.by_ref()).enumerate() {
        let line = line.map_err(fails)?;
        if (count as u64).is_multiple_of(AT_ONCE) && !watch(line.bytes, line.bytes) {
            return Err(fails("the import was stopped".to_string()));
        }
        if let Err(reason) = list.take(&line, graph) {
            let line = line.number;
            report.refused.push(Refusal { file, line, reason });
        }
    }
    report.nodes += list.actors.made;
    report.relations += list.counted.relations;
    report.notes.push(list.counted.words(path, graph));
    Ok(())
}

/// A list that is being read.
struct List {
    roles: Roles,
    words: Words,
    actors: Actors,
    counted: Counted,
}

impl List {
    /// Writes the tie of a line.
    fn take(&mut self, line: &Line, graph: &mut Graph) -> std::result::Result<(), String> {
        let row = Row::read(line, &self.roles, &self.words, graph)?;
        let start = self.actors.find(row.source, graph)?;
        if row.target.is_empty() {
            actors::tell(start, &row, &self.words, graph)?;
            self.counted.alone += 1;
            return Ok(());
        }
        let end = self.actors.find(row.target, graph)?;
        let made = graph.create_relation_with(row.kind, start, end, &row.properties);
        made.map_err(|error| error.to_string())?;
        self.counted.add(row.sign, row.kind);
        Ok(())
    }
}

#[derive(Default)]
struct Counted {
    relations: u64,
    positive: u64,
    negative: u64,
    /// The types of ties that have no sign of their own.
    kinds: IndexSet<Symbol>,
    /// Lines that tell of one actor.
    alone: u64,
}

impl Counted {
    fn add(&mut self, sign: Option<i64>, kind: Symbol) {
        self.relations += 1;
        self.positive += u64::from(sign == Some(1));
        self.negative += u64::from(sign == Some(-1));
        if sign.is_none() {
            self.kinds.insert(kind);
        }
    }

    fn words(&self, path: &Path, graph: &Graph) -> String {
        let mut words = format!(
            "{} positive and {} negative ties",
            self.positive, self.negative
        );
        let unsigned = self.relations - self.positive - self.negative;
        if unsigned > 0 {
            words += &format!(", {unsigned} whose types tell the sign");
        }
        let undefined = self.kinds.iter();
        let undefined: Vec<_> = undefined
            .filter(|kind| !graph.schema().relations.contains_key(*kind))
            .map(|kind| graph.symbols().text(*kind))
            .collect();
        if !undefined.is_empty() {
            words += &format!(" (not yet: DEFINE RELATION {})", undefined.join(", "));
        }
        if self.alone > 0 {
            words += &format!(", and {} facts about one actor", self.alone);
        }
        format!("{words}, of {}", path.display())
    }
}

#[cfg(test)]
mod tests;
