//! Large questions, worked out by several threads: the same answers and errors as by one, and the same limits.

use factio::{ErrorKind, Session};
use std::num::NonZeroUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

/// Nodes in a ring, each with a chord, and a number that is no sum of powers of two.
fn ring() -> Session {
    let mut session = Session::new();
    let statements = [
        "UNWIND range(0, 59999) AS i CREATE (:N {i: i, x: 1.0 / (i + 1), k: i % 17})",
        "CREATE INDEX FOR (n:N) ON (n.i)",
        "UNWIND range(0, 59999) AS i MATCH (a:N {i: i}), (b:N {i: (i + 1) % 60000}) CREATE (a)-[:NEXT]->(b)",
        "UNWIND range(0, 59999) AS i MATCH (a:N {i: i}), (b:N {i: (i * 7) % 60000}) CREATE (a)-[:CHORD]->(b)",
    ];
    for statement in statements {
        session.run(statement).expect("the ring is made");
    }
    session
}

fn with(threads: usize, session: &mut Session, text: &str) -> String {
    session.limits.threads = NonZeroUsize::new(threads);
    format!("{:?}", session.run(text).map(|outcome| outcome.rows))
}

#[test]
fn the_answers_and_errors_are_those_of_one_thread() {
    let mut session = ring();
    for text in [
        "MATCH (a:N)-[:NEXT]->(b)-[:CHORD]->(c) RETURN a.k, count(*), sum(c.x), avg(b.x), stDev(a.x)",
        "MATCH (a:N)-[:CHORD]->(b) RETURN b.k AS k, collect(a.i)[..20], count(DISTINCT a.k)",
        "MATCH (a:N)-[:CHORD]->(b) RETURN a.i, b.i ORDER BY b.x DESC LIMIT 7",
        "MATCH (a:N)-[:CHORD]->(b) WHERE b.k = 3 RETURN a.i, b.i",
        "MATCH (a:N)-[:CHORD]->(b) RETURN sum(1 / (a.i - 40000)), sum(1 / (a.i - 50000))",
        "MATCH (a:N)-[:CHORD]->(b) WHERE 1 / (a.i - 30000) > 2 RETURN count(*)",
    ] {
        let alone = with(1, &mut session, text);
        for threads in [2, 7] {
            assert_eq!(with(threads, &mut session, text), alone, "{text}");
        }
    }
}

#[test]
fn limits_hold_for_all_threads_together() {
    let mut session = ring();
    let text = "MATCH (a:N)-[:CHORD]->(b) RETURN collect(a.i + 1), collect(b.i + 1)";
    session.limits.memory = Some(1 << 20);
    assert!(with(7, &mut session, text).contains("LimitExceeded"));
    session.limits.memory = None;
    session.limits.rows = Some(1000);
    let text = "MATCH (a:N)-[:CHORD]->(b) RETURN a.i, b.i";
    assert!(with(7, &mut session, text).contains("LimitExceeded"));
}

#[test]
fn a_statement_on_several_threads_is_stopped_soon() {
    let mut session = ring();
    session.limits.threads = NonZeroUsize::new(3);
    let cancelled = session.limits.cancelled.clone();
    let stopper = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        cancelled.store(true, Ordering::Relaxed);
        Instant::now()
    });
    let text = "MATCH (a:N)-[:CHORD]->(b), (c:N) WHERE a.x + b.x < c.x RETURN a.k, count(*)";
    let error = session.run(text).map(|outcome| outcome.rows).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cancelled);
    let stopped = stopper.join().expect("it was stopped");
    assert!(stopped.elapsed() < Duration::from_secs(2));
}
