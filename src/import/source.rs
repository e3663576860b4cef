//! What an import was asked to read: `Person:Actor=people.csv`, `led(Person,Body)=led.csv`.

use crate::error::Result;
use crate::import::{failure, header, table};
use std::path::{Path, PathBuf};

/// All that an import reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub tables: Tables,
    /// Files that their ending tells the form of.
    pub others: Vec<PathBuf>,
    pub quads: Vec<Quads>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Statements of the language.
    Script,
    JsonLines,
    GraphMl,
    /// Nodes or relations, as its header tells.
    Table,
}

/// A file of `subject relation object time` lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quads {
    /// Labels of the nodes that are new.
    pub labels: Vec<String>,
    pub file: PathBuf,
}

/// Tables to read, and what their columns mean where headers don't say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    pub nodes: Vec<Nodes>,
    pub relations: Vec<Relations>,
    /// The property by which relations name their ends; an index is made on it.
    pub key: Option<String>,
    /// The column that names a relation's start.
    pub source: Option<String>,
    /// The column that names a relation's end.
    pub target: Option<String>,
    /// What separates fields; taken from the header where it is not given.
    pub separator: Option<u8>,
}

/// A table of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nodes {
    pub labels: Vec<String>,
    pub file: PathBuf,
}

/// A table of relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relations {
    /// Without one a column tells.
    pub kind: Option<String>,
    /// Labels that the start and the end carry.
    pub start: Option<String>,
    pub end: Option<String>,
    pub file: PathBuf,
}

impl Form {
    /// The form that a file's ending tells.
    ///
    /// # Errors
    /// The ending is not known.
    pub fn of(file: &Path) -> Result<Form> {
        let ending = file.extension().and_then(|ending| ending.to_str());
        match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
            "factio" | "cypher" | "cql" | "gql" => Ok(Form::Script),
            "jsonl" | "ndjson" | "json" => Ok(Form::JsonLines),
            "graphml" | "xml" => Ok(Form::GraphMl),
            "csv" | "tsv" | "tab" => Ok(Form::Table),
            _ => Err(failure(
                file,
                "the ending tells no form; .factio, .cypher, .jsonl, .graphml, .csv and .tsv do",
            )),
        }
    }
}

impl Sources {
    /// The same, with tables among the other files where they belong, by what their headers tell.
    ///
    /// # Errors
    /// A header cannot be read, or an ending is not known.
    pub fn sorted(&self) -> Result<Sources> {
        let mut sorted = self.clone();
        sorted.others.clear();
        for file in &self.others {
            if Form::of(file)? != Form::Table {
                sorted.others.push(file.clone());
                continue;
            }
            let names = table::header(file, self.tables.separator)?;
            let (source, target) = (&self.tables.source, &self.tables.target);
            match header::is_of_relations(&names, source.as_deref(), target.as_deref()) {
                true => sorted.tables.relations.push(Relations {
                    kind: None,
                    start: None,
                    end: None,
                    file: file.clone(),
                }),
                false => sorted.tables.nodes.push(Nodes {
                    labels: Vec::new(),
                    file: file.clone(),
                }),
            }
        }
        Ok(sorted)
    }

    /// All files, in the order in which they are read.
    pub fn files(&self) -> impl Iterator<Item = &Path> + '_ {
        let others = self.others.iter().map(PathBuf::as_path);
        let quads = self.quads.iter().map(|quads| quads.file.as_path());
        others.chain(self.tables.files()).chain(quads)
    }
}

impl std::str::FromStr for Quads {
    type Err = String;

    /// `FILE` or `LABEL[:LABEL…]=FILE`.
    fn from_str(text: &str) -> std::result::Result<Quads, String> {
        let Nodes { labels, file } = text.parse()?;
        Ok(Quads { labels, file })
    }
}

impl std::str::FromStr for Nodes {
    type Err = String;

    /// `FILE` or `LABEL[:LABEL…]=FILE`.
    fn from_str(text: &str) -> std::result::Result<Nodes, String> {
        let (labels, file) = match text.split_once('=') {
            Some((labels, file)) => (labels, file),
            None => ("", text),
        };
        let labels = labels.split(':').map(str::trim);
        Ok(Nodes {
            labels: labels
                .filter(|label| !label.is_empty())
                .map(String::from)
                .collect(),
            file: path(file)?,
        })
    }
}

impl std::str::FromStr for Relations {
    type Err = String;

    /// `FILE`, `TYPE=FILE` or `TYPE(LABEL,LABEL)=FILE`; a label may be left out.
    fn from_str(text: &str) -> std::result::Result<Relations, String> {
        let Some((kind, file)) = text.split_once('=') else {
            return Ok(Relations {
                kind: None,
                start: None,
                end: None,
                file: path(text)?,
            });
        };
        let (kind, start, end) = match kind.trim().split_once('(') {
            None => (kind.trim(), "", ""),
            Some((kind, labels)) => labels
                .strip_suffix(')')
                .and_then(|labels| labels.split_once(','))
                .map(|(start, end)| (kind.trim(), start.trim(), end.trim()))
                .ok_or_else(|| format!("the ends in {text} are written TYPE(LABEL,LABEL)=FILE"))?,
        };
        let given = |name: &str| (!name.is_empty()).then(|| name.to_string());
        Ok(Relations {
            kind: given(kind),
            start: given(start),
            end: given(end),
            file: path(file)?,
        })
    }
}

fn path(file: &str) -> std::result::Result<PathBuf, String> {
    match file.trim() {
        "" => Err("a file name is missing after =".to_string()),
        file => Ok(PathBuf::from(file)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Nodes, Relations};

    #[test]
    fn labels_types_and_ends_are_read_from_the_argument() {
        let nodes: Nodes = "Person:Actor=a.csv".parse().unwrap();
        assert_eq!(nodes.labels, ["Person", "Actor"]);
        assert!("a.csv".parse::<Nodes>().unwrap().labels.is_empty());
        let led: Relations = "led(Person, Body)=b.csv".parse().unwrap();
        assert_eq!(led.kind.as_deref(), Some("led"));
        assert_eq!(
            (led.start.as_deref(), led.end.as_deref()),
            (Some("Person"), Some("Body"))
        );
        let led: Relations = "led(,Body)=b.csv".parse().unwrap();
        assert_eq!(
            (led.start.as_deref(), led.end.as_deref()),
            (None, Some("Body"))
        );
        assert!("led(Person=b.csv".parse::<Relations>().is_err());
        assert!("led=".parse::<Relations>().is_err());
    }
}
