//! The written grammar is the grammar: each production stands above the function of its name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const WRITTEN: &str = include_str!("../factio.ebnf");

/// The productions of `factio.ebnf`, without what it describes in prose.
fn written() -> BTreeMap<String, String> {
    let lines = WRITTEN.lines().filter_map(|line| line.strip_suffix(" ;"));
    lines
        .map(|line| {
            line.split_once(" = ")
                .expect("a line is a production or a comment")
        })
        .map(|(name, rule)| (name.to_string(), rule.to_string()))
        .collect()
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("a folder entry can be read").path();
        match path.is_dir() {
            true => sources(&path, files),
            false => files.push(path),
        }
    }
}

/// Each production that stands in a doc comment, and the function below it with how many productions it has.
fn documented() -> Vec<(String, String, String, usize)> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&root.join("parse"), &mut files);
    sources(&root.join("lexer"), &mut files);
    files.extend([root.join("lexer.rs"), root.join("combine.rs")]);
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source can be read");
        let mut block: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if let Some(doc) = line.strip_prefix("/// ") {
                block.extend(production(doc));
            } else if let Some(function) = function(line) {
                let number = block.len();
                for (name, rule) in block.drain(..) {
                    found.push((name, rule, function.to_string(), number));
                }
            } else if !line.starts_with("///") {
                block.clear();
            }
        }
    }
    found
}

fn production(doc: &str) -> Option<(String, String)> {
    let (name, rule) = doc.split_once(" = ")?;
    let name = name.trim();
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_name.then(|| (name.to_string(), rule.to_string()))
}

fn function(line: &str) -> Option<&str> {
    let rest = line.split_once("fn ")?.1;
    line.starts_with(['p', 'f'])
        .then(|| rest.split(['(', '<']).next())
        .flatten()
}

#[test]
fn what_is_written_stands_above_the_functions_and_nothing_else_does() {
    let mut written = written();
    written.retain(|_, rule| !rule.starts_with('?'));
    let documented: BTreeMap<String, String> = documented()
        .into_iter()
        .map(|(name, rule, ..)| (name, rule))
        .collect();
    assert_eq!(written, documented);
}

#[test]
fn a_production_stands_above_the_function_of_its_name() {
    let documented = documented();
    assert!(documented.len() > 100);
    for (name, _, function, number) in documented {
        assert!(
            number > 1 || name.replace('-', "_") == function,
            "{name} stands above {function}"
        );
    }
}

#[test]
fn every_name_that_is_used_is_defined_and_every_definition_is_used() {
    let written = written();
    let mut used: BTreeSet<String> = ["text", "value", "comment", "space"]
        .map(str::to_string)
        .into();
    for rule in written.values().filter(|rule| !rule.starts_with('?')) {
        // What stands in quotes is text of the language.
        for part in rule.split('"').step_by(2) {
            let names = part.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
            used.extend(names.filter(|name| !name.is_empty()).map(str::to_string));
        }
    }
    let defined: BTreeSet<String> = written.into_keys().collect();
    assert_eq!(used, defined);
}
