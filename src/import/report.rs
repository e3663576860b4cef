//! What came of an import.

use std::path::PathBuf;

/// What was read, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub nodes: u64,
    pub relations: u64,
    /// The files in the order in which they were given.
    pub files: Vec<PathBuf>,
    /// By file and line.
    pub refused: Vec<Refusal>,
    /// What was made beside the rows: indexes.
    pub notes: Vec<String>,
}

/// A row that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Place among [`Report::files`].
    pub file: usize,
    /// The line that the row starts in; the first is 1.
    pub line: u64,
    pub reason: String,
}

impl Report {
    /// What another import read is added.
    pub fn add(&mut self, other: Report) {
        let before = self.files.len();
        self.nodes += other.nodes;
        self.relations += other.relations;
        self.files.extend(other.files);
        self.notes.extend(other.notes);
        let refused = other.refused.into_iter();
        self.refused.extend(refused.map(|refusal| Refusal {
            file: refusal.file + before,
            ..refusal
        }));
    }

    /// Refusals as `FILE:LINE: reason`.
    pub fn refusals(&self) -> impl Iterator<Item = String> + '_ {
        self.refused.iter().map(|refusal| {
            let file = self
                .files
                .get(refusal.file)
                .map_or("?".into(), |file| file.display().to_string());
            format!("{file}:{}: {}", refusal.line, refusal.reason)
        })
    }

    /// `3 nodes and 2 relations imported; 1 row refused`, by the word for what was done.
    pub fn words(&self, done: &str) -> String {
        let read = format!(
            "{} nodes and {} relations {done}",
            self.nodes, self.relations
        );
        match self.refused.len() {
            0 => read,
            1 => format!("{read}; 1 row refused"),
            several => format!("{read}; {several} rows refused"),
        }
    }
}
