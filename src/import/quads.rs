//! Quads: `subject relation object time` lines without a header, as temporal knowledge graphs are handed around.
//!
//! A node is found by its name, or made. The time becomes `valid` where every line has a period there, else `time`. Further
//! fields are the sources.

use crate::error::Result;
use crate::import::convert::{self, Kind};
use crate::import::elements::{Elements, Waiting};
use crate::import::failure;
use crate::import::progress::Progress;
use crate::import::report::Report;
use crate::import::source::Quads;
use crate::import::texts::Texts;
use crate::session::Session;
use factio_graph::value::Value;
use rustc_hash::FxHashSet;
use std::path::Path;

/// Reads a file of quads.
///
/// # Errors
/// It cannot be read, or the import is stopped.
pub fn read(
    session: &mut Session,
    number: usize,
    given: &Quads,
    progress: &Progress<'_>,
    report: &mut Report,
) -> Result<()> {
    let file = given.file.as_path();
    let text = std::fs::read(file).map_err(|error| failure(file, error))?;
    let text = String::from_utf8_lossy(&text);
    let (quads, broken) = quads(&text, separator(&text));
    let (key, times) = times(&quads);
    session.change(|graph| {
        let mut elements = Elements::new(graph, number);
        let mut known = FxHashSet::default();
        for (quad, time) in quads.iter().zip(times) {
            for name in [quad.subject, quad.object] {
                if known.insert(name) {
                    let properties = [("name".to_string(), Value::string(name))];
                    elements.node_called(quad.line, name, &given.labels, &properties);
                }
            }
            let mut properties = vec![(key.to_string(), time)];
            if !quad.sources.is_empty() {
                let sources = quad.sources.iter().map(Value::string);
                properties.push(("sources".to_string(), Value::list(sources.collect())));
            }
            elements.relation(
                quad.line,
                Waiting {
                    kind: quad.relation.to_string(),
                    start: quad.subject.to_string(),
                    end: quad.object.to_string(),
                    properties,
                },
            );
        }
        for (line, reason) in broken {
            elements.refuse(line, reason);
        }
        elements.finish(report);
        Ok(())
    })?;
    progress.advance(text.len(), Path::new(file))
}

struct Quad<'t> {
    line: u64,
    subject: &'t str,
    relation: &'t str,
    object: &'t str,
    time: &'t str,
    sources: Vec<&'t str>,
}

/// The quads of a text, and the lines that are none.
fn quads(text: &str, separator: char) -> (Vec<Quad<'_>>, Vec<(u64, String)>) {
    let (mut quads, mut broken) = (Vec::new(), Vec::new());
    for (line, row) in (1..).zip(text.lines()) {
        let fields: Vec<&str> = row.split(separator).map(str::trim).collect();
        match fields[..] {
            [""] => {}
            [_] if row.starts_with('#') => {}
            [subject, relation, object, time, ref sources @ ..]
                if [subject, relation, object]
                    .iter()
                    .all(|field| !field.is_empty()) =>
            {
                quads.push(Quad {
                    line,
                    subject,
                    relation,
                    object,
                    time,
                    sources: sources
                        .iter()
                        .copied()
                        .filter(|source| !source.is_empty())
                        .collect(),
                });
            }
            _ => broken.push((
                line,
                "a line is subject, relation, object, time".to_string(),
            )),
        }
    }
    (quads, broken)
}

/// A tab, a comma, a semicolon or a blank: the first that the first line has.
fn separator(text: &str) -> char {
    let first = text
        .lines()
        .find(|line| !line.starts_with('#'))
        .unwrap_or_default();
    let known = ['\t', ',', ';', ' '];
    known
        .into_iter()
        .find(|known| first.contains(*known))
        .unwrap_or('\t')
}

/// By quad its time, and the property that it is.
fn times(quads: &[Quad<'_>]) -> (&'static str, Vec<Value>) {
    let mut texts = Texts::default();
    let places: Vec<u32> = quads.iter().map(|quad| texts.number(quad.time)).collect();
    let periods = convert::values(&Kind::of_property("valid"), &texts);
    let (key, values) = match periods.iter().all(std::result::Result::is_ok) {
        true => ("valid", periods),
        false => ("time", convert::values(&Kind::Guess, &texts)),
    };
    let value = |place: &u32| values[*place as usize].clone().unwrap_or_default();
    (key, places.iter().map(value).collect())
}
