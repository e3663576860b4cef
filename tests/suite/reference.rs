//! The reference is complete: it tells of every function, procedure, word of the grammar, definition and error.
//!
//! Its decisions on disputed dates are kept. That its examples are true is a language test (`tests/lang.rs`).

use factio::procedure::Procedures;
use factio::{Session, fun, trace};
use factio_graph::value::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Details that no example can show in a few lines.
const NOT_SHOWN: &[&str] = &["TextTooLong"];

#[test]
fn every_function_and_procedure_is_told_of() {
    let pages = pages();
    let functions = fun::all().map(|function| function.name);
    let aggregates = fun::aggregates().map(|aggregate| aggregate.name);
    let names: Vec<String> = functions.chain(aggregates).map(str::to_string).collect();
    let known = Procedures::default();
    let procedures = known.iter().map(|procedure| procedure.name.clone());
    let domain = trace::procedures().into_iter().map(|known| known.name);
    let names = names.into_iter().chain(procedures).chain(domain);
    told("functions and procedures", names, &words(&pages));
}

#[test]
fn show_lists_every_function_aggregate_and_procedure_with_its_signature() {
    let functions = fun::all().map(|function| function.name.to_string());
    let aggregates = fun::aggregates().map(|aggregate| aggregate.name.to_string());
    let known: Vec<String> = functions.chain(aggregates).collect();
    assert_eq!(shown("SHOW FUNCTIONS"), known);
    let procedures = shown("SHOW PROCEDURES");
    for procedure in ["db.labels", "db.schema", "alliances", "conflicts"] {
        assert!(
            procedures.iter().any(|shown| shown == procedure),
            "{procedure}"
        );
    }
}

/// The names that SHOW lists, each of which its signature has to begin with.
fn shown(statement: &str) -> Vec<String> {
    let outcome = Session::new().run(statement).expect("SHOW runs");
    let row = |row: &Vec<Value>| match (&row[0], &row[1], &row[2]) {
        (Value::String(name), Value::String(signature), Value::String(summary)) => {
            assert!(signature.starts_with(&format!("{name}(")), "{signature}");
            assert!(!summary.is_empty(), "{name} has no summary");
            name.to_string()
        }
        other => panic!("{other:?} is no row of SHOW"),
    };
    outcome.rows.iter().map(row).collect()
}

#[test]
fn every_word_of_the_grammar_is_told_of() {
    let grammar = text("factio.ebnf");
    let quoted = grammar.split('"').skip(1).step_by(2);
    let keywords = quoted.filter(|word| {
        word.len() > 1
            && word
                .chars()
                .all(|sign| sign.is_ascii_uppercase() || sign == '_')
    });
    let keywords: BTreeSet<String> = keywords.map(str::to_lowercase).collect();
    assert!(keywords.len() > 100, "the grammar has more words than that");
    told("keywords", keywords, &words(&pages().to_lowercase()));
}

#[test]
fn every_error_is_told_of() {
    let page = words(&text("reference-errors.md"));
    told("types of errors", variants("ErrorKind"), &page);
    told("details of errors", variants("Detail"), &page);
}

#[test]
fn every_detail_of_an_error_is_shown_by_an_example() {
    let pages = pages();
    let shown: BTreeSet<String> = pages
        .lines()
        .filter(|line| line.contains(" at compile time: ") || line.contains(" at runtime: "))
        .filter_map(|line| line.rsplit(' ').next())
        .map(str::to_string)
        .collect();
    let details = variants("Detail").into_iter();
    let details = details.filter(|detail| !NOT_SHOWN.contains(&detail.as_str()));
    told("examples of errors", details, &shown);
}

#[test]
fn every_disputed_string_is_read_or_refused_as_the_reference_decides() {
    let page = text("reference-time.md");
    let (_, table) = page
        .split_once("## Strings on which readers of EDTF differ")
        .expect("the table stands there");
    let mut session = Session::new();
    let mut tried = 0;
    for row in table.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let decided = match cells[1] {
            "read" => true,
            "refused" => false,
            other => panic!("`{other}` is no decision"),
        };
        for string in cells[0].split('`').skip(1).step_by(2) {
            session.param("edtf", Value::string(string));
            let read = session.run("RETURN period($edtf)").is_ok();
            assert_eq!(read, decided, "{string}");
            tried += 1;
        }
    }
    assert!(tried > 100, "the table has more strings than {tried}");
}

/// Fails with the names that are not among the words.
fn told(what: &str, names: impl IntoIterator<Item = String>, words: &BTreeSet<String>) {
    let missing: Vec<String> = names
        .into_iter()
        .filter(|name| !words.contains(name))
        .collect();
    assert!(missing.is_empty(), "{what} that are missing: {missing:?}");
}

/// The words of a text: letters, digits, `_`, and dots within.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|sign: char| !(sign.is_alphanumeric() || sign == '_' || sign == '.'))
        .map(|word| word.trim_matches('.').to_string())
        .collect()
}

/// The variants of an enumeration of `src/error.rs`.
fn variants(name: &str) -> Vec<String> {
    let source = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/error.rs"));
    let opening = format!("pub enum {name} {{");
    let (_, body) = source
        .split_once(&opening)
        .expect("the enumeration stands there");
    let (body, _) = body.split_once("\n}").expect("the enumeration ends");
    let lines = body.lines().map(str::trim);
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| line.trim_end_matches(',').to_string())
        .collect()
}

/// All pages of the reference, one behind the other.
fn pages() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let entries = std::fs::read_dir(&folder).expect("the folder of the grammar is there");
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("reference") && name.ends_with(".md"))
        })
        .collect();
    paths.sort();
    let pages: Vec<String> = paths.iter().map(|path| read(path)).collect();
    pages.join("\n")
}

/// A file beside the grammar.
fn text(name: &str) -> String {
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("grammar")
            .join(name),
    )
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
