//! Sliced questions against the same questions without a slice, on a graph of dated events.
//!
//! Runs where `FACTIO_EVENTS` names a folder with `nodes.csv` (`id,name`) and `edges.csv` (`src,dst,rel,sign,t`, the day counted from
//! the first of January 2018): `FACTIO_EVENTS=folder cargo test --release --test suite slices::speed -- --nocapture`.

use factio::Session;
use std::path::PathBuf;
use std::time::Instant;

/// How much slower a sliced question may be.
const ALLOWED: f64 = 1.3;
const ROUNDS: usize = 7;

/// `{t}` stands where a time clause may stand.
const QUESTIONS: &[(&str, &str)] = &[
    ("hop 1, all", "MATCH (:A)-[r:E]->(:A) {t} RETURN count(r)"),
    (
        "hop 1, seeds",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[r:E]-(b) {t} RETURN s, count(r)",
    ),
    (
        "hop 1, ends",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[:E]-(b) {t} RETURN count(DISTINCT b)",
    ),
    (
        "hop 1, signs",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[r:E {sign: -1}]-(b) {t} RETURN count(r)",
    ),
    (
        "hop 2",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[:E]->(b)-[:E]->(c) {t} RETURN count(*)",
    ),
    (
        "hop 2, ends",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[:E]-(b)-[:E]-(c) {t} RETURN count(DISTINCT c)",
    ),
    (
        "var-length",
        "UNWIND $few AS s MATCH (a:A {name: s})-[:E*1..2]->(c) {t} RETURN count(DISTINCT c)",
    ),
    (
        "quantified",
        "UNWIND $few AS s MATCH (a:A {name: s})((x)-[:E]->(y)){1,2}(c) {t} RETURN count(DISTINCT c)",
    ),
    (
        "shortest",
        "UNWIND $few AS s MATCH p = ANY SHORTEST (a:A {name: s})-[:E]->+(b:A {name: 'China'}) {t} RETURN s, length(p)",
    ),
    (
        "shortestPath",
        "UNWIND $few AS s MATCH p = shortestPath((a:A {name: s})-[:E*..4]-(b:A {name: 'China'})) {t} RETURN s, length(p)",
    ),
    (
        "exists",
        "MATCH (a:A) {t} WHERE EXISTS { (a)-[:E]->() {t} } RETURN count(a)",
    ),
];

const SLICES: &[&str] = &[
    "AT '2018-06-01'",
    "DURING '2018-06'",
    "DURING '2018'",
    "DURING CERTAINLY '2018'",
    "DURING '2018' IN ORDER",
];

#[test]
fn a_sliced_question_is_hardly_slower_than_the_same_without_a_slice() {
    let Some(folder) = std::env::var_os("FACTIO_EVENTS").map(PathBuf::from) else {
        return;
    };
    let mut session = load(folder);
    let mut slow = Vec::new();
    for (name, question) in QUESTIONS {
        let bare = time(&mut session, &question.replace("{t}", ""));
        let mut line = format!("{name:14} unsliced {bare:9.2} ms");
        for slice in SLICES {
            let sliced = time(&mut session, &question.replace("{t}", slice));
            line += &format!(" | {slice} {sliced:.2} = {:.2}", sliced / bare);
            // Below a tenth of a millisecond there is nothing to measure.
            if sliced > ALLOWED * bare && sliced > 0.1 {
                slow.push(format!("{name} {slice}: {:.2}", sliced / bare));
            }
        }
        println!("{line}");
    }
    assert!(
        slow.is_empty(),
        "slower than {ALLOWED}:\n{}",
        slow.join("\n")
    );
}

/// The least time of several rounds, in milliseconds.
fn time(session: &mut Session, question: &str) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        session
            .run(question)
            .unwrap_or_else(|error| panic!("{question}\n{error:?}"));
        begun.elapsed().as_secs_f64() * 1_000.0
    });
    rounds.fold(f64::INFINITY, f64::min)
}

fn load(folder: PathBuf) -> Session {
    let mut session = Session::new();
    session.limits.import_directory = Some(folder);
    let script = "LOAD CSV WITH HEADERS FROM 'nodes.csv' AS row CREATE (:A {name: row.name}); \
         CREATE INDEX FOR (a:A) ON (a.name); \
         LOAD CSV WITH HEADERS FROM 'edges.csv' AS row MATCH (a:A {name: row.src}), (b:A {name: row.dst}) \
         CREATE (a)-[:E {rel: row.rel, sign: toInteger(row.sign), valid: period(date('2018-01-01') + duration({days: toInteger(row.t)}))}]->(b); \
         MATCH (a:A) WITH a, COUNT { (a)--() } AS n ORDER BY n DESC, a.name SKIP 20 LIMIT 3000 WITH collect(a.name) AS names \
         RETURN [i IN range(0, 29) | names[i * 100]] AS seeds, [i IN range(0, 4) | names[i * 300 + 100]] AS few";
    let outcomes = session.run_script(script).unwrap();
    let row = &outcomes.last().unwrap().rows[0];
    session.param("seeds", row[0].clone());
    session.param("few", row[1].clone());
    session
}
