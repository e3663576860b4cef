//! Files whose ids are as high as ids can be, under checksums that fit: they ask for no more memory than others.

use crate::recovery::scratch::Scratch;
use factio_graph::catalog::Catalog;
use factio_graph::facts::NAME;
use factio_graph::store::{Access, Store};
use factio_graph::value::Value;
use std::path::Path;
use std::process::{Command, Output};

/// Ids that are left out in front of the first element: a row for each would take 60 GB.
const SKIPPED: u32 = 4_000_000_000;
/// KiB of address space that the program may have.
const ROOM: u32 = 3 << 20;

/// Writes a file with two nodes and a relation behind very many ids, closed well or with all of it in the log.
fn forge(path: &Path, closed: bool) {
    let (mut store, mut graph) = Store::open(path, Access::Write).unwrap();
    let begun = graph.savepoint();
    let [label, kind] = ["Person", "knows"].map(|name| graph.symbols().intern(name));
    graph.skip_ids(SKIPPED, SKIPPED);
    let [kirov, kuibyshev] = ["Kirov", "Kuibyshev"].map(|name| {
        let name = Value::from(name);
        graph.create_node_with(&[label], &[(NAME, name)]).unwrap()
    });
    let since = [(NAME, Value::from(1921))];
    let relation = graph.create_relation_with(kind, kirov, kuibyshev, &since);
    assert_eq!(relation.unwrap().0, SKIPPED);
    store.append(&graph, &graph.changes_since(begun)).unwrap();
    graph.commit();
    match closed {
        true => store.close(&graph).unwrap(),
        false => drop(store),
    }
}

/// Runs the program with little room.
fn run(arguments: &[&str]) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {ROOM}; exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_factio"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_of_very_high_ids_asks_for_little_memory() {
    let scratch = Scratch::new("forged");
    for closed in [true, false] {
        let path = scratch.path(&format!("forged-{closed}.factio"));
        forge(&path, closed);
        let file = path.to_str().unwrap();
        let saved = scratch.path(&format!("saved-{closed}.factio"));
        let answers = [
            (
                "MATCH (a)-[r:knows]->(b) RETURN a.name + b.name + toString(r.name) AS x",
                "x\nKirovKuibyshev1921\n",
            ),
            (
                "MATCH (a:Person {name: 'Kuibyshev'}) RETURN COUNT { (a)--() } AS x",
                "x\n1\n",
            ),
            (
                "MATCH p = shortestPath((:Person {name: 'Kirov'})-[*]->(:Person {name: 'Kuibyshev'})) RETURN length(p) AS x",
                "x\n1\n",
            ),
            ("MATCH (a) DETACH DELETE a", ""),
            ("CREATE (a:Person) RETURN a.name IS NULL AS x", "x\ntrue\n"),
        ];
        assert!(run(&["check", file]).status.success());
        assert!(
            run(&["recover", file, "-o", saved.to_str().unwrap()])
                .status
                .success()
        );
        for (query, expected) in answers {
            let output = run(&[file, "-c", query]);
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{query}\n{told}");
            assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{query}");
        }
    }
}
