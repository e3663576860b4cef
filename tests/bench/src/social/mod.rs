//! People, forums, messages and tags by the schema of the LDBC social network, and the nine patterns of LSQB over them.
//!
//! Synthetic: sizes follow the published ones of scale factor 0.1, degrees are skewed. About 1.1 million relations.

mod made;
mod schema;

use factio::Session;
use factio::import::{self, Nodes, Relations, Sources};
use std::fmt::Write;
use std::path::Path;

pub use made::{Social, make};
pub use schema::{LABELS, PATTERNS, RELATIONS};

impl Social {
    /// Writes a table for each label and each relation type, and gives what an import of them reads.
    ///
    /// # Panics
    /// They cannot be written.
    pub fn write(&self, folder: &Path) -> Sources {
        std::fs::create_dir_all(folder).expect("the folder can be made");
        let mut sources = Sources::default();
        for (label, count) in LABELS.iter().zip(&self.counts) {
            let file = folder.join(format!("{label}.csv"));
            let ids = (0..*count).map(|number| format!("{label}{number}\n"));
            write(&file, "id\n", ids);
            let mut labels = vec![label.to_string()];
            if ["Post", "Comment"].contains(label) {
                labels.push("Message".to_string());
            }
            sources.tables.nodes.push(Nodes { labels, file });
        }
        for (relation, pairs) in RELATIONS.iter().zip(&self.pairs) {
            let [start, end] = relation.ends.map(|end| LABELS[end]);
            let file = folder.join(format!("{start}_{}_{end}.csv", relation.kind));
            let rows = pairs.iter();
            let rows = rows.map(|(one, other)| format!("{start}{one},{end}{other}\n"));
            write(&file, "src,dst\n", rows);
            sources.tables.relations.push(Relations {
                kind: Some(relation.kind.to_string()),
                start: Some(start.to_string()),
                end: Some(end.to_string()),
                file,
            });
        }
        sources.tables.key = Some("id".to_string());
        sources
    }
}

/// Imports what [`Social::write`] wrote.
///
/// # Panics
/// The import fails or refuses a row.
pub fn load(sources: &Sources, session: &mut Session) {
    let report = import::import(session, sources, &|_, _| true).expect("the import goes well");
    assert_eq!(report.refused, [], "no row is refused");
}

fn write(file: &Path, header: &str, rows: impl Iterator<Item = String>) {
    let mut text = header.to_string();
    rows.for_each(|row| write!(text, "{row}").expect("a string takes all"));
    std::fs::write(file, text).expect("the table can be written");
}
