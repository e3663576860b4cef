//! Sliced questions against the same questions without a slice, on a graph of dated events: asked for the first time, and again
//! while what the first one sifted is kept.
//!
//! Runs where `FACTIO_EVENTS` names a folder with `nodes.csv` (`id,name`) and `edges.csv` (`src,dst,rel,sign,t`, the day counted from
//! the first of January 2018): `FACTIO_EVENTS=folder cargo test --release --test suite slices::speed -- --nocapture`.

use factio::Session;
use std::path::PathBuf;
use std::time::Instant;

/// How much slower a sliced question may be.
const ALLOWED: f64 = 1.3;
/// Below this there is nothing to measure, in milliseconds.
const NOTHING: f64 = 0.1;
/// A question is asked for so long, in milliseconds, or so often.
const LONG: f64 = 500.0;
const MOST: f64 = 400.0;

/// `{t}` stands where a time clause may stand.
const QUESTIONS: &[(&str, &str)] = &[
    ("hop 1, all", "MATCH (:A)-[r:E]->(:A) {t} RETURN count(r)"),
    (
        "hop 1, sum",
        "MATCH (:A)-[r:E]->(:A) {t} RETURN sum(r.sign)",
    ),
    (
        "hop 1, seeds",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[r:E]-(b) {t} RETURN s, count(r)",
    ),
    (
        "hop 1, ends",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[:E]-(b) {t} RETURN count(DISTINCT b)",
    ),
    (
        "hop 1, one",
        "MATCH (a:A {name: 'China'})-[:E]-(b) {t} RETURN count(DISTINCT b)",
    ),
    (
        "hop 1, signs",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[r:E {sign: -1}]-(b) {t} RETURN count(r)",
    ),
    (
        "hop 1, kinds",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[r:E]-(b) {t} RETURN r.rel, count(*)",
    ),
    (
        "hop 1, grouped",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[r:E]-(b) {t} RETURN b, count(r)",
    ),
    (
        "optional",
        "UNWIND $seeds AS s MATCH (a:A {name: s}) OPTIONAL MATCH (a)-[r:E]->(b) {t} RETURN a, count(r)",
    ),
    (
        "hop 2, all",
        "MATCH (a)-[:E]->(b)-[:E]->(c) {t} RETURN count(*)",
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
        "hop 2, hub",
        "MATCH (a:A {name: 'China'})-[:E]->(b)-[:E]->(c) {t} RETURN count(*)",
    ),
    (
        "hop 2, either",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[:E]-(b)-[:E]-(c) {t} RETURN count(*)",
    ),
    (
        "hop 2, labels",
        "UNWIND $seeds AS s MATCH (a:A {name: s})-[:E]->(b:A)-[:E]->(c:A) {t} RETURN count(*)",
    ),
    (
        "hop 2, grouped",
        "UNWIND $few AS s MATCH (a:A {name: s})-[:E]->(b)-[:E]->(c) {t} RETURN b, count(*)",
    ),
    (
        "hop 2, signs",
        "UNWIND $few AS s MATCH (a:A {name: s})-[p:E]->(b)-[q:E]->(c) {t} WHERE p.sign = q.sign RETURN count(*)",
    ),
    (
        "hop 2, fixed",
        "UNWIND $few AS s MATCH (a:A {name: s})-[:E*2]->(c) {t} RETURN count(*)",
    ),
    (
        "hop 3, ends",
        "MATCH (a:A {name: $few[4]})-[:E]->(b)-[:E]->(c)-[:E]->(d) {t} RETURN count(DISTINCT d)",
    ),
    (
        "hop 3, counted",
        "MATCH (a:A {name: $few[4]})-[:E]->(b)-[:E]->(c)-[:E]->(d) {t} RETURN count(*)",
    ),
    (
        "triangles",
        "UNWIND $few AS s MATCH (a:A {name: s})-[:E]->(b)-[:E]->(c)-[:E]->(a) {t} RETURN count(*)",
    ),
    (
        "var-length",
        "UNWIND $few AS s MATCH (a:A {name: s})-[:E*1..2]->(c) {t} RETURN count(DISTINCT c)",
    ),
    (
        "var-length 3",
        "UNWIND $few AS s MATCH (a:A {name: s})-[:E*1..3]->(c) {t} RETURN count(DISTINCT c)",
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
        let bare = again(&mut session, &question.replace("{t}", ""));
        println!("{name:14} {bare:9.2} ms");
        for slice in SLICES {
            let question = question.replace("{t}", slice);
            let first = first(&mut session, &question);
            let sliced = again(&mut session, &question);
            let ratio = sliced / bare;
            println!("    {slice:26} {sliced:9.2} ms = {ratio:6.2}   first {first:9.2} ms");
            if ratio > ALLOWED && sliced > NOTHING {
                slow.push(format!("{name} {slice}: {ratio:.2}"));
            }
        }
    }
    assert!(
        slow.is_empty(),
        "slower than {ALLOWED}:\n{}",
        slow.join("\n")
    );
}

/// The time of a question that was asked before, in milliseconds: of many rounds together, since the system counts in ticks.
fn again(session: &mut Session, question: &str) -> f64 {
    let rounds = (LONG / time(session, question)).clamp(3.0, MOST) as u32;
    let (begun, ran) = (Instant::now(), on_cpu());
    for _ in 0..rounds {
        time(session, question);
    }
    let spent = match (ran, on_cpu()) {
        (Some(before), Some(after)) => (after - before) / 1e6,
        _ => begun.elapsed().as_secs_f64() * 1e3,
    };
    spent / f64::from(rounds)
}

/// The time of a question about a graph that was written to since it was asked before.
fn first(session: &mut Session, question: &str) -> f64 {
    median((0..3).map(|_| {
        let touch = "MATCH ()-[r:E]->() WITH r LIMIT 1 SET r.valid = r.valid";
        session.run(touch).unwrap();
        time(session, question)
    }))
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn time(session: &mut Session, question: &str) -> f64 {
    let begun = Instant::now();
    session
        .run(question)
        .unwrap_or_else(|error| panic!("{question}\n{error:?}"));
    begun.elapsed().as_secs_f64() * 1e3
}

/// How long this thread was running, in nanoseconds, where the system tells: other programs are left out of account.
fn on_cpu() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
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
