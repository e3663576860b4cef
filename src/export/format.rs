//! The registry of formats: what a file's ending means, and writing a graph or an answer to a file by it.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::export::diagram::{self, Diagram};
use crate::export::selection::Selection;
use crate::export::{
    csv, cytoscape, dot, gexf, graphml, graphviz, html, json_lines, mermaid, script,
};
use crate::outcome::Outcome;
use factio_graph::facts::Graph;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A format that a graph or an answer can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Dot,
    Svg,
    Png,
    Html,
    Mermaid,
    Gexf,
    GraphMl,
    Cytoscape,
    Csv,
    JsonLines,
    Script,
}

/// A format's name, the endings of its files, and what it is for.
struct About {
    format: Format,
    name: &'static str,
    endings: &'static [&'static str],
    summary: &'static str,
}

const FORMATS: &[About] = &[
    About {
        format: Format::Dot,
        name: "dot",
        endings: &["dot", "gv"],
        summary: "diagram for Graphviz",
    },
    About {
        format: Format::Svg,
        name: "svg",
        endings: &["svg"],
        summary: "picture, drawn by Graphviz",
    },
    About {
        format: Format::Png,
        name: "png",
        endings: &["png"],
        summary: "picture, drawn by Graphviz",
    },
    About {
        format: Format::Html,
        name: "html",
        endings: &["html", "htm"],
        summary: "page with a slider over time; one file, for any browser",
    },
    About {
        format: Format::Mermaid,
        name: "mermaid",
        endings: &["mmd", "mermaid"],
        summary: "flowchart for Markdown pages",
    },
    About {
        format: Format::Gexf,
        name: "gexf",
        endings: &["gexf"],
        summary: "GEXF 1.3 with intervals, for Gephi",
    },
    About {
        format: Format::GraphMl,
        name: "graphml",
        endings: &["graphml"],
        summary: "GraphML; for networkx, yEd, igraph and import",
    },
    About {
        format: Format::Cytoscape,
        name: "cytoscape",
        endings: &["cyjs", "json"],
        summary: "JSON for Cytoscape",
    },
    About {
        format: Format::Csv,
        name: "csv",
        endings: &["csv"],
        summary: "two tables, NAME.nodes.csv and NAME.relations.csv, and the definitions; for spreadsheets, Neo4j and import",
    },
    About {
        format: Format::JsonLines,
        name: "jsonl",
        endings: &["jsonl", "ndjson"],
        summary: "JSON lines; for programs and import",
    },
    About {
        format: Format::Script,
        name: "script",
        endings: &["factio", "cypher"],
        summary: "statements that build the graph again; run with -f",
    },
];

impl Format {
    /// All formats, in the order in which help shows them.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|about| about.format)
    }

    /// The format of a file, by its ending.
    pub fn of_path(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let about = FORMATS
            .iter()
            .find(|about| about.endings.contains(&ending.as_str()))?;
        Some(about.format)
    }

    /// The format of that name or ending.
    pub fn named(name: &str) -> Option<Format> {
        let about = FORMATS
            .iter()
            .find(|about| about.name == name || about.endings.contains(&name))?;
        Some(about.format)
    }

    pub fn name(self) -> &'static str {
        self.about().map_or("", |about| about.name)
    }

    /// The endings of files in this format, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        self.about().map_or(&[], |about| about.endings)
    }

    /// What it is for, in a few words.
    pub fn summary(self) -> &'static str {
        self.about().map_or("", |about| about.summary)
    }

    fn about(self) -> Option<&'static About> {
        FORMATS.iter().find(|about| about.format == self)
    }
}

/// What is written: a graph, or what an answer shows of it.
pub struct Export<'g> {
    graph: &'g Graph,
    outcome: Option<&'g Outcome>,
    /// What stands below a drawing: the query.
    caption: String,
}

impl<'g> Export<'g> {
    /// All of a graph.
    pub fn graph(graph: &'g Graph) -> Export<'g> {
        Export {
            graph,
            outcome: None,
            caption: String::new(),
        }
    }

    /// The nodes and relations of an answer to `query`.
    pub fn answer(outcome: &'g Outcome, graph: &'g Graph, query: &str) -> Export<'g> {
        Export {
            graph,
            outcome: Some(outcome),
            caption: query.trim().trim_end_matches(';').to_string(),
        }
    }

    /// Writes to a file, in the format of its ending; the files that were written. A file is replaced when all is well.
    ///
    /// # Errors
    /// No format has this ending, the answer shows no node, the file cannot be written, or Graphviz is not there.
    pub fn save(&self, path: &Path) -> Result<Vec<PathBuf>> {
        let format = Format::of_path(path).ok_or_else(|| unknown_ending(path))?;
        self.save_as(path, format)
    }

    /// As [`Export::save`], in a format of one's choice.
    ///
    /// # Errors
    /// As for [`Export::save`], but of the ending.
    pub fn save_as(&self, path: &Path, format: Format) -> Result<Vec<PathBuf>> {
        let selection = self.selection()?;
        let parts: Vec<(PathBuf, Part)> = match format {
            Format::Csv => [
                ("nodes.csv", csv::nodes as Part),
                ("relations.csv", csv::relations),
                ("schema.factio", csv::definitions),
            ]
            .map(|(ending, part)| (path.with_extension(ending), part))
            .into(),
            _ => {
                replace(path, |out| self.write_selected(out, format, &selection))?;
                return Ok(vec![path.to_path_buf()]);
            }
        };
        for (path, part) in &parts {
            replace(path, |out| {
                part(out, &selection, self.graph).map_err(|error| unwritten(path, &error))
            })?;
        }
        Ok(parts.into_iter().map(|(path, _)| path).collect())
    }

    /// A word for who would wait for a picture of many relations, which Graphviz takes minutes for.
    pub fn warning(&self, path: &Path, format: Option<Format>) -> Option<String> {
        let format = format.or_else(|| Format::of_path(path))?;
        if !matches!(format, Format::Svg | Format::Png) {
            return None;
        }
        let relations = self.selection().ok()?.relations.len();
        (relations > SOON).then(|| {
            format!("Graphviz may take minutes for {relations} relations; Ctrl-C stops it. A question narrows them, and .html is there at once.")
        })
    }

    /// Writes in a format; of the pair of tables the relations alone.
    ///
    /// # Errors
    /// As for [`Export::save_as`].
    pub fn write(&self, out: &mut dyn Write, format: Format) -> Result<()> {
        self.write_selected(out, format, &self.selection()?)
    }

    fn write_selected(
        &self,
        out: &mut dyn Write,
        format: Format,
        selection: &Selection,
    ) -> Result<()> {
        let written = match format {
            Format::Dot => out.write_all(self.dot().as_bytes()),
            Format::Svg => out.write_all(&self.picture("svg")?),
            Format::Png => out.write_all(&self.picture("png")?),
            Format::Html => html::write(out, &self.page(selection)?, self.graph, &self.caption),
            Format::Mermaid => mermaid::write(out, &self.diagram()),
            Format::Gexf => gexf::write(out, selection, self.graph),
            Format::GraphMl => graphml::write(out, selection, self.graph),
            Format::Cytoscape => cytoscape::write(out, &self.diagram(), self.graph, &self.caption),
            Format::Csv => csv::relations(out, selection, self.graph),
            Format::JsonLines => json_lines::write(out, selection, self.graph),
            Format::Script => script::write(out, selection, self.graph),
        };
        written.map_err(|error| storage(format!("the export cannot be written: {error}")))
    }

    fn selection(&self) -> Result<Selection> {
        let Some(outcome) = self.outcome else {
            return Ok(Selection::all(self.graph));
        };
        let found = Selection::of(outcome, self.graph);
        match found.is_empty() {
            true => Err(Error::plain(
                ErrorKind::ArgumentError,
                Phase::Runtime,
                "the answer shows no nodes and relations",
            )
            .hint("return nodes, relations or paths, such as MATCH p = ()-->() RETURN p; for tables there is :mode csv")),
            false => Ok(found),
        }
    }

    fn diagram(&self) -> Diagram {
        match self.outcome {
            Some(outcome) => diagram::of(outcome, self.graph),
            None => diagram::whole(self.graph),
        }
    }

    /// The diagram of a page, where it is not more than a browser carries.
    fn page(&self, selection: &Selection) -> Result<Diagram> {
        let elements = selection.nodes.len() + selection.relations.len();
        match elements <= html::MOST {
            true => Ok(self.diagram()),
            false => Err(Error::plain(
                ErrorKind::LimitExceeded,
                Phase::Runtime,
                format!("a page holds at most {} names and relations, and here are {elements}", html::MOST),
            )
            .hint("ask for a part, such as MATCH p = ()-[]-() AT '1926-08' RETURN p, and write that answer; other formats hold all")),
        }
    }

    fn dot(&self) -> String {
        dot::write(&self.diagram(), &self.caption)
    }

    fn picture(&self, kind: &str) -> Result<Vec<u8>> {
        graphviz::picture(&self.dot(), kind).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                storage("Graphviz's dot is not installed".to_string()).hint(graphviz::HOW_TO_GET)
            }
            _ => storage(error.to_string()),
        })
    }
}

/// So many relations Graphviz draws within some seconds.
const SOON: usize = 1_000;

type Part = fn(&mut dyn Write, &Selection, &Graph) -> io::Result<()>;

/// Writes a file beside and puts it in place when it is whole; what is no plain file (a pipe, a device) is written to as it is.
fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let special = std::fs::metadata(path).is_ok_and(|found| !found.is_file());
    let target = match special {
        true => path.to_path_buf(),
        false => beside(path),
    };
    let written = File::create(&target)
        .map_err(|error| unwritten(path, &error))
        .and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush().map_err(|error| unwritten(path, &error))
        });
    if special {
        return written;
    }
    let placed = written
        .and_then(|()| std::fs::rename(&target, path).map_err(|error| unwritten(path, &error)));
    if placed.is_err() {
        let _ = std::fs::remove_file(&target);
    }
    placed
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".part");
    path.with_file_name(name)
}

fn unwritten(path: &Path, error: &io::Error) -> Error {
    storage(format!("{}: {error}", path.display()))
}

fn storage(message: String) -> Error {
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
}

fn unknown_ending(path: &Path) -> Error {
    let endings: Vec<String> = FORMATS
        .iter()
        .map(|about| format!(".{}", about.endings.join(", .")))
        .collect();
    let message = format!("{}: the ending tells no format", path.display());
    Error::plain(ErrorKind::ArgumentError, Phase::Runtime, message)
        .hint(format!("formats: {}", endings.join(", ")))
}
