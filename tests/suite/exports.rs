//! Exports: golden files over a graph of hostile names, and formats that give an equal graph when they are imported.
//!
//! `UPDATE=1 cargo test --test suite exports` writes the golden files anew. What software others wrote makes of the files is
//! tested by `tests/exports/check.py`.

use crate::program::{Ran, factio};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports")
}

/// A new folder of this test's own.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("exports")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn well(ran: &Ran) {
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of text")
}

/// A database of the hostile graph.
fn hostile(folder: &Path) -> PathBuf {
    let database = folder.join("hostile.db");
    let script = self::folder().join("hostile.factio");
    well(&factio(&[text(&database), "-f", text(&script)], ""));
    database
}

fn export(database: &str, file: &Path) {
    well(&factio(&["export", database, text(file)], ""));
}

/// A database that imported these files.
fn imported(folder: &Path, name: &str, files: &[&str]) -> PathBuf {
    let database = folder.join(format!("{name}.db"));
    well(&factio(&[&["import", text(&database)], files].concat(), ""));
    database
}

/// The graph as lines: nodes, relations, definitions and indexes, in order. Properties are sorted, since tables keep no order of them.
fn lines(folder: &Path, database: &str) -> Vec<String> {
    let file = folder.join("lines.jsonl");
    export(database, &file);
    let written = fs::read_to_string(&file).expect("lines");
    written.lines().map(sorted).collect()
}

fn sorted(line: &str) -> String {
    let mut line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    line["properties"].sort_all_objects();
    line.to_string()
}

#[test]
fn every_format_of_a_hostile_graph_is_as_it_was() {
    let folder = scratch("golden");
    let database = hostile(&folder);
    let golden = self::folder().join("golden");
    let mut changed = Vec::new();
    for ending in [
        "dot", "mmd", "gexf", "graphml", "cyjs", "csv", "jsonl", "factio",
    ] {
        export(text(&database), &folder.join(format!("hostile.{ending}")));
    }
    fs::rename(folder.join("hostile.db"), folder.join("graph")).expect("moved");
    for entry in fs::read_dir(&folder).expect("a folder").flatten() {
        let name = entry.file_name();
        if entry.path().extension().is_none() {
            continue;
        }
        let found = fs::read(entry.path()).expect("an export");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(golden.join(&name), &found).expect("a golden file");
        }
        if fs::read(golden.join(&name)).ok() != Some(found) {
            changed.push(name);
        }
    }
    assert!(
        changed.is_empty(),
        "changed: {changed:?}; judge them, then UPDATE=1"
    );
}

#[test]
fn the_page_of_a_hostile_graph_holds_no_markup_from_data() {
    let folder = scratch("page");
    let page = folder.join("hostile.html");
    export(text(&hostile(&folder)), &page);
    let page = fs::read_to_string(page).expect("a page");
    assert!(!page.contains("<script>window.hacked"));
    assert!(!page.contains("<img"));
    assert_eq!(page.matches("<script").count(), 3);
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn script_and_tables_and_json_lines_and_graphml_give_an_equal_graph() {
    let folder = scratch("again");
    let database = hostile(&folder);
    for (graph, name) in [(text(&database), "hostile"), (":demo:", "demo")] {
        let wanted = lines(&folder, graph);
        for ending in ["factio", "jsonl", "graphml", "csv"] {
            let file = folder.join(format!("{name}.{ending}"));
            export(graph, &file);
            let [nodes, relations, schema] = ["nodes.csv", "relations.csv", "schema.factio"]
                .map(|part| file.with_extension(part).display().to_string());
            let given = match ending {
                "csv" => vec!["--nodes", &nodes, "--relations", &relations, &schema],
                _ => vec![text(&file)],
            };
            let again = imported(&folder, &format!("{name}-{ending}"), &given);
            let found = lines(&folder, text(&again));
            for (wanted, found) in wanted.iter().zip(&found) {
                assert_eq!(wanted, found, "{name}.{ending}");
            }
            assert_eq!(wanted.len(), found.len(), "{name}.{ending}");
        }
    }
}

#[test]
fn an_answer_is_written_alone_and_mistakes_are_told() {
    let folder = scratch("answer");
    let database = hostile(&folder);
    let file = folder.join("answer.jsonl");
    let query = "MATCH p = ()-[:succeeded]->() RETURN p";
    well(&factio(
        &["export", text(&database), text(&file), "-q", query],
        "",
    ));
    let written = fs::read_to_string(&file).expect("lines");
    let of = |kind: &str| written.matches(&format!("\"type\": \"{kind}\"")).count();
    assert_eq!((of("node"), of("relationship")), (1, 1));
    assert!(!written.contains("CREATE INDEX"), "{written}");
    let nothing = factio(
        &["export", text(&database), text(&file), "-q", "RETURN 1"],
        "",
    );
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("shows no nodes"), "{}", nothing.err);
    assert_eq!(
        fs::read_to_string(&file).ok(),
        Some(written),
        "the file is left as it was"
    );
    let unknown = factio(&["export", text(&database), "x.pdf"], "");
    assert!(
        unknown.err.contains("the ending tells no format"),
        "{}",
        unknown.err
    );
    let missing = factio(&["export", "no-such.db", text(&file)], "");
    assert_eq!(missing.code, 3);
    assert!(!Path::new("no-such.db").exists());
    let piped = factio(&["export", text(&database), "-", "--format", "mermaid"], "");
    well(&piped);
    assert!(piped.out.starts_with("flowchart LR\n"), "{}", piped.out);
}

#[test]
fn a_page_has_a_bound_and_says_how_to_stay_within_it() {
    let folder = scratch("bound");
    let many = folder.join("many.db");
    let many = text(&many);
    let made = "UNWIND range(1, 100001) AS n CREATE (:N {n: n})";
    well(&factio(&[many, "-c", made], ""));
    let refused = factio(&["export", many, text(&folder.join("many.html"))], "");
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("at most 100000 names and relations"),
        "{}",
        refused.err
    );
    let part = "MATCH (n:N) WHERE n.n < 10 RETURN n";
    let page = folder.join("part.html");
    well(&factio(&["export", many, text(&page), "-q", part], ""));
    assert!(page.exists());
}
