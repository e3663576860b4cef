//! Many readers beside one writer in one process, on a file: every reader sees a whole commit, and none later than what is
//! on the disk.

use crate::recovery::scratch::Scratch;
use factio::Database;
use factio_graph::value::Value;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;

/// Commits, and nodes and relations that each makes.
const COMMITS: i64 = 40;
const EACH: i64 = 10;

/// What makes a graph whole: the nodes, the relations between them, and the sum of what the nodes hold.
const LOOK: &str = "MATCH (n:N) OPTIONAL MATCH (n)-[r:R]->() \
    RETURN count(DISTINCT n) AS nodes, count(r) AS relations, coalesce(sum(n.commit), 0) AS sum, coalesce(max(n.commit), 0) AS last";

fn look(database: &Database) -> [i64; 4] {
    let rows = database.session().run(LOOK).unwrap().rows;
    let number = |value: &Value| match value {
        Value::Integer(number) => *number,
        other => panic!("{other} is no count"),
    };
    [0, 1, 2, 3].map(|column| number(&rows[0][column]))
}

/// Checks that a look saw whole commits; returns how many.
fn whole([nodes, relations, sum, last]: [i64; 4]) -> i64 {
    assert_eq!(
        (nodes, relations),
        (last * EACH, last * EACH),
        "half a commit was seen"
    );
    assert_eq!(
        sum,
        EACH * last * (last + 1) / 2,
        "values of another commit were seen"
    );
    last
}

fn write(database: &Database, commit: i64) {
    let create = format!("CREATE (n:N {{commit: {commit}}})-[:R]->(n)");
    match commit % 4 {
        // One statement is one commit as well.
        0 => drop(
            database
                .execute(&format!("UNWIND range(1, {EACH}) AS x {create}"))
                .unwrap(),
        ),
        _ => {
            let mut transaction = database.begin().unwrap();
            (0..EACH).for_each(|_| drop(transaction.execute(&create).unwrap()));
            assert!(transaction.execute("CREATE (:N {x: 1 / 0})").is_err());
            transaction.commit().unwrap();
        }
    }
    if commit % 8 == 3 {
        let mut given_up = database.begin().unwrap();
        given_up
            .execute("MATCH (n:N) SET n.commit = 0 DETACH DELETE n")
            .unwrap();
    }
}

#[test]
fn readers_beside_a_writer_on_a_file_see_whole_commits() {
    let scratch = Scratch::new("readers");
    let path = scratch.path("shared.factio");
    let database = Database::open(&path).unwrap();
    let acknowledged = AtomicI64::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut last = 0;
                while last < COMMITS {
                    let least = acknowledged.load(Ordering::SeqCst);
                    let seen = whole(look(&database));
                    assert!(seen >= least, "a commit that was acknowledged was not seen");
                    assert!(seen >= last, "a commit was seen and then no more");
                    last = seen;
                }
            });
        }
        for commit in 1..=COMMITS {
            write(&database, commit);
            acknowledged.store(commit, Ordering::SeqCst);
        }
    });
    let old = database.session();
    assert_eq!(whole(look(&database)), COMMITS);
    database.close().unwrap();
    assert_eq!(old.graph().nodes().count() as i64, COMMITS * EACH);
    assert_eq!(
        whole(look(&Database::open_readonly(&path).unwrap())),
        COMMITS
    );
}
