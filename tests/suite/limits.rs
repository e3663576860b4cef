//! Budgets: a statement that would need too much memory, too many rows or too long ends with an error, and soon when it is stopped.

use crate::recovery::scratch::Scratch;
use factio::{Error, ErrorKind, Session};
use std::fs;
use std::sync::atomic::Ordering;
use std::sync::{LazyLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Rows without a long list: `{many}` stands for this.
const MANY: &str = "UNWIND range(1, 1000) AS a UNWIND range(1, 600) AS b WITH a * 1000 + b AS x";

/// Each of these would need far more than 4 MiB.
const HUNGRY: &[&str] = &[
    "RETURN range(1, 10000000) AS list",
    "RETURN [x IN range(1, 600000) | toString(x)] AS list",
    "RETURN [x IN range(1, 100) | [y IN range(1, 10000) | x * y]] AS lists",
    "{many} RETURN x",
    "{many} RETURN toString(x) AS text",
    "{many} RETURN collect(x) AS list",
    "{many} RETURN collect(DISTINCT x) AS list",
    "{many} RETURN count(DISTINCT x) AS count",
    "{many} RETURN percentileDisc(x, 0.5) AS middle",
    "{many} WITH DISTINCT x RETURN count(*) AS count",
    "{many} WITH x, count(*) AS c RETURN max(c) AS most",
    "{many} WITH x ORDER BY -x RETURN count(*) AS count",
    "{many} WITH x ORDER BY x LIMIT 500000 RETURN count(*) AS count",
    "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b CREATE (:N)",
    "{many} CREATE (:N {x: x})",
    "{many} MERGE (:N {x: x})",
    "{many} CALL (x) { CREATE (:N {x: x}) } RETURN count(*) AS count",
    "FOREACH (x IN range(1, 500000) | CREATE (:N {x: x, y: x}))",
    "{many} RETURN x UNION {many} RETURN -x AS x",
    "RETURN reduce(s = 'x', i IN range(1, 27) | s + s) AS text",
    "RETURN reduce(s = 'x', i IN range(1, 9) | replace(s, 'x', 'xxxxxxxxxx')) AS text",
    "RETURN reduce(l = [1], i IN range(1, 25) | l + l) AS list",
    "UNWIND range(1, 100) AS x RETURN reduce(s = 'x', i IN range(1, 20) | s + s) AS text",
    "UNWIND range(1, 40) AS x CREATE (:N {text: reduce(s = 'x', i IN range(1, 20) | s + s)})",
    "UNWIND range(1, 300) AS x RETURN range(x, 10000) AS list",
    "UNWIND range(1, 300) AS x RETURN split(toString(x) + reduce(s = ',', i IN range(1, 14) | s + s), ',') AS list",
    "{many} RETURN {x: x, y: toString(x)} AS map",
    "MATCH (a:H), (b:H), (c:H) RETURN a, b, c",
    "MATCH p = (:H {x: 1})-[:R*1..10]->(b) RETURN p",
    "MATCH p = (:H {x: 1})-[:R*1..10]->(b) RETURN collect(p) AS paths",
];

/// Each of these takes long; they must stop soon when they are told to.
const SLOW: &[&str] = &[
    "MATCH (a:H), (b:H), (c:H), (d:H), (e:H) RETURN count(DISTINCT a.x + b.x + c.x + d.x + e.x) AS n",
    "MATCH p = (:H)-[:R*1..60]-(:H) RETURN count(p) AS n",
    "MATCH p = (:H)-[:R*1..60]-(:H) WHERE length(p) = 61 RETURN p",
    "UNWIND range(1, 10000000) AS x WITH x ORDER BY x % 1000, -x RETURN count(*) AS n",
    "UNWIND range(1, 20000000) AS x WITH DISTINCT x % 1000003 AS y RETURN count(*) AS n",
    "UNWIND range(1, 20000000) AS x RETURN sum(x * x % 7) AS n",
    "RETURN reduce(s = 0, x IN range(1, 20000000) | (s + x) % 7) AS n",
    "RETURN size([x IN range(1, 20000000) WHERE x % 2 = 0]) AS n",
    "RETURN all(x IN range(1, 20000000) WHERE x > 0) AS n",
    "UNWIND range(1, 5000000) AS x CREATE (:N {x: x})",
    "UNWIND range(1, 20000000) AS x FILTER x < 0 RETURN x",
    "UNWIND range(1, 100000) AS x CALL (x) { UNWIND range(1, 100000) AS y RETURN max(y) AS m } RETURN sum(m) AS n",
    "MATCH (a:H), (b:H), (c:H), (d:H), (e:H) WHERE a.x + b.x + c.x + d.x + e.x = -1 RETURN a",
    "UNWIND range(1, 4000000) AS x MERGE (:N {x: x % 100000})",
];

fn session() -> Session {
    let mut session = Session::new();
    let hub = "UNWIND range(1, 60) AS x CREATE (:H {x: x})";
    let ring = "MATCH (a:H), (b:H) WHERE b.x IN [a.x + 1, a.x + 2, a.x + 3] CREATE (a)-[:R]->(b)";
    session.run(hub).expect("nodes are made");
    session.run(ring).expect("relations are made");
    session
}

fn refused(session: &mut Session, query: &str) -> Error {
    let nodes = session.graph().nodes().count();
    let error = match session.run(query) {
        Err(error) => error,
        Ok(outcome) => panic!("{query}\nran, {} rows", outcome.rows.len()),
    };
    assert_eq!(session.graph().nodes().count(), nodes, "{query}");
    let next = session
        .run("RETURN 1 AS one")
        .expect("the next query works");
    assert_eq!(next.rows, [[1.into()]], "{query}");
    error
}

#[test]
fn a_statement_that_needs_too_much_memory_is_refused() {
    let mut session = session();
    session.limits.memory = Some(4 << 20);
    for query in HUNGRY {
        let query = &query.replace("{many}", MANY);
        let begun = Instant::now();
        let error = refused(&mut session, query);
        println!("{:?} {query}", begun.elapsed());
        assert_eq!(error.kind, ErrorKind::LimitExceeded, "{query}\n{error}");
        assert!(error.message.contains("4 MiB"), "{query}\n{error}");
    }
}

#[test]
fn a_statement_that_needs_little_runs_however_much_passes_through_it() {
    let mut session = session();
    session.limits.memory = Some(16 << 20);
    for query in [
        "UNWIND range(1, 300000) AS x RETURN sum(size(toString(x))) AS n",
        "UNWIND range(1, 300000) AS x WITH toString(x) AS t ORDER BY t LIMIT 5 RETURN count(t) AS n",
        "UNWIND range(1, 1000) AS x WITH range(1, 1000) AS l RETURN sum(size(l)) AS n",
        "MATCH (a:H), (b:H), (c:H) RETURN count(*) AS n",
        "UNWIND range(1, 300) AS x RETURN sum(size(reduce(s = 'x', i IN range(1, 10) | s + s))) AS n",
    ] {
        let ran = session.run(query);
        assert!(ran.is_ok(), "{query}\n{ran:?}");
    }
}

#[test]
fn a_statement_of_too_many_rows_is_refused() {
    let mut session = session();
    session.limits.rows = Some(1000);
    for query in [
        "UNWIND range(1, 1001) AS x RETURN x",
        "UNWIND range(1, 2000) AS x WITH x ORDER BY x RETURN count(*) AS n",
        "UNWIND range(1, 2000) AS x CREATE (:N)",
        "UNWIND range(1, 2000) AS x RETURN DISTINCT x",
    ] {
        assert_eq!(refused(&mut session, query).kind, ErrorKind::LimitExceeded);
    }
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

fn clock() -> u64 {
    START.elapsed().as_nanos() as u64
}

#[test]
fn a_statement_that_takes_too_long_is_refused() {
    let mut session = session();
    session.clock = Some(clock);
    session.limits.time = Some(Duration::from_millis(30));
    for query in SLOW {
        let error = refused(&mut session, query);
        assert_eq!(error.kind, ErrorKind::LimitExceeded, "{query}\n{error}");
        assert!(error.message.contains("30ms"), "{query}\n{error}");
    }
}

#[test]
fn a_statement_that_is_stopped_ends_soon() {
    let mut session = session();
    for query in SLOW {
        stop(&mut session, query);
    }
}

/// What is written goes through stages, each of which must look at the switch: rows, values, elements, and undoing.
#[test]
fn a_large_change_that_is_stopped_at_any_stage_ends_soon_and_is_undone() {
    let mut session = session();
    for query in [
        "UNWIND range(1, 5000000) AS x CREATE (:N {x: x, name: 'n' + toString(x)})",
        "MATCH (h:H) UNWIND range(1, 100000) AS x CREATE (h)-[:S {x: x}]->(:N {name: 'n' + toString(x)})",
    ] {
        for milliseconds in [100, 400, 1_000] {
            stop_after(&mut session, query, Duration::from_millis(milliseconds));
            let left = session.run("MATCH (n:N) RETURN count(n) AS n");
            assert_eq!(left.expect("it counts").rows, [[0.into()]], "{query}");
        }
    }
}

/// Each of these takes long over a few hundred people who are friends and enemies at random.
const SLOW_PROCEDURES: &[&str] = &[
    "CALL factions({groups: 2}) YIELD faction RETURN count(*) AS n",
    "CALL factions({groups: 3}) YIELD faction RETURN count(*) AS n",
    "CALL optima({groups: 2}) YIELD optimum RETURN count(*) AS n",
    "CALL balance() YIELD frustration RETURN count(*) AS n",
    "UNWIND range(1, 10000) AS x CALL triads() YIELD ppp RETURN sum(ppp) AS n",
    "UNWIND range(1, 10000) AS x CALL actors() YIELD actor RETURN count(actor) AS n",
    "MATCH (a:H), (b:H), (c:H) CALL alliances(a) YIELD ally RETURN count(ally) AS n",
];

#[test]
fn a_procedure_that_is_stopped_ends_soon() {
    let mut session = Session::new();
    for statement in [
        "DEFINE RELATION likes {sign: 1}",
        "DEFINE RELATION hates {sign: -1}",
        "UNWIND range(1, 300) AS x CREATE (:H {x: x})",
        "MATCH (a:H), (b:H) WHERE a.x < b.x AND (a.x * 7919 + b.x * 104729) % 13 = 0 CREATE (a)-[:likes]->(b)",
        "MATCH (a:H), (b:H) WHERE a.x < b.x AND (a.x * 7907 + b.x * 104723) % 11 = 0 CREATE (a)-[:hates]->(b)",
    ] {
        session.run(statement).expect("the network is made");
    }
    for query in SLOW_PROCEDURES {
        stop(&mut session, query);
    }
}

#[test]
fn reading_a_file_that_is_stopped_ends_soon() {
    let scratch = Scratch::new("limits");
    let rows: String = (0..400_000)
        .map(|row| format!("{row},name {row}\n"))
        .collect();
    fs::write(scratch.path("long.csv"), rows).expect("the file is written");
    let mut session = Session::new();
    session.limits.import_directory = Some(scratch.path(""));
    for rest in [
        "RETURN count(DISTINCT row[1]) AS n",
        "WITH row ORDER BY row[1] DESC RETURN count(*) AS n",
        "CREATE (:N {name: row[1]})",
        "MERGE (:N {name: row[0]})",
    ] {
        let query = format!("LOAD CSV FROM 'long.csv' AS row {rest}");
        stop(&mut session, &query);
        let left = session
            .run("MATCH (n) RETURN count(n) AS n")
            .expect("it counts");
        assert_eq!(left.rows, [[0.into()]], "{query}");
    }
}

/// Runs a statement, stops it after a while, and sees that it ends soon and the next one runs.
fn stop(session: &mut Session, query: &str) {
    stop_after(session, query, Duration::from_millis(60));
}

fn stop_after(session: &mut Session, query: &str, while_it_runs: Duration) {
    let cancelled = session.limits.cancelled.clone();
    cancelled.store(false, Ordering::Relaxed);
    let (done, wait) = mpsc::channel::<()>();
    let stopper = thread::spawn(move || {
        // The statement may be over before it is stopped: then nothing was told of the stop.
        let _ = wait.recv_timeout(while_it_runs);
        cancelled.store(true, Ordering::Relaxed);
        Instant::now()
    });
    let ran = session.run(query);
    let ended = Instant::now();
    drop(done);
    let stopped = stopper.join().expect("it only waits");
    session.limits.cancelled.store(false, Ordering::Relaxed);
    let error = ran
        .err()
        .unwrap_or_else(|| panic!("{query}\nran to its end"));
    assert_eq!(error.kind, ErrorKind::Cancelled, "{query}");
    let late = ended.saturating_duration_since(stopped);
    println!("{late:?} {query}");
    assert!(late < MOST, "{query}\nwent on for {late:?}");
    let next = session.run("RETURN 1 AS one");
    assert_eq!(next.expect("the next query works").rows, [[1.into()]]);
}

/// 100 ms in a release build; without optimisation and on a busy machine a check comes more seldom.
const MOST: Duration = match cfg!(debug_assertions) {
    true => Duration::from_millis(2_500),
    false => Duration::from_millis(250),
};
