//! Files as their users meet them: locked, foreign, newer, read-only, through the program and the library.

use crate::program::factio;
use crate::recovery::scratch::Scratch;
use factio::{Database, ErrorKind, Session};
use factio_graph::store::{Access, Store, StoreError};
use std::fs;

const COUNT: &str = "MATCH (n) RETURN count(n) AS nodes";

#[test]
fn a_file_has_one_writer_and_no_reader_beside_it() {
    let scratch = Scratch::new("usage");
    let path = scratch.path("one.factio");
    let database = Database::open(&path).unwrap();
    for access in [Access::Write, Access::Read] {
        let refused = Store::open(&path, access).err();
        assert!(matches!(refused, Some(StoreError::InUse(_))), "{refused:?}");
    }
    let ran = factio(&[path.to_str().unwrap(), "-c", COUNT], "");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("in use by another process"), "{}", ran.err);
    database.close().unwrap();
    let readers = [(); 2].map(|()| Session::open(&path, Access::Read).unwrap());
    assert_eq!(readers.len(), 2);
}

#[test]
fn files_of_others_are_refused_and_untouched() {
    let scratch = Scratch::new("usage");
    let path = scratch.path("foreign");
    let redb_alone = b"redb\x1a\x0a\xa9\x0d\x0a and nothing else".to_vec();
    for bytes in [
        b"x".to_vec(),
        vec![0; 5_000],
        b"SQLite format 3\0".repeat(99),
        redb_alone,
    ] {
        fs::write(&path, &bytes).unwrap();
        for access in [Access::Write, Access::Read] {
            let refused = Store::open(&path, access).err();
            assert!(refused.is_some());
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    let missing = Store::open(&scratch.path("missing"), Access::Read).err();
    assert!(matches!(missing, Some(StoreError::Missing(_))));
    let folder = Store::open(&scratch.path(""), Access::Write).err();
    assert!(matches!(folder, Some(StoreError::Foreign(_))), "{folder:?}");
}

#[test]
fn a_session_for_reading_answers_and_never_writes() {
    let scratch = Scratch::new("usage");
    let path = scratch.path("read.factio");
    let file = path.to_str().unwrap();
    assert_eq!(factio(&[file, "-c", "CREATE (:A)-[:R]->(:B)"], "").code, 0);
    let before = fs::read(&path).unwrap();
    let ran = factio(&[file, "--readonly", "-c", "CREATE (:C)"], "");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("for reading only"), "{}", ran.err);
    let ran = factio(&[file, "--readonly", "-c", COUNT], "");
    assert_eq!(ran.out, "nodes\n2\n");
    let mut session = Session::open(&path, Access::Read).unwrap();
    session.run("BEGIN").unwrap();
    let refused = session.run("CREATE (:D)").unwrap_err();
    assert_eq!(refused.kind, ErrorKind::StorageError);
    session.run("COMMIT").unwrap();
    assert_eq!(session.run(COUNT).unwrap().rows, [[2.into()]]);
    drop(session);
    assert!(fs::read(&path).unwrap() == before, "it was written to");
}

#[test]
fn transactions_of_the_language_reach_the_file_as_one() {
    let scratch = Scratch::new("usage");
    let path = scratch.path("transactions.factio");
    let file = path.to_str().unwrap();
    let script = "BEGIN; CREATE (:A); CREATE (:A); COMMIT; BEGIN; CREATE (:B); ROLLBACK; BEGIN; CREATE (:C);";
    assert_eq!(factio(&[file], script).code, 0);
    let ran = factio(&[file, "-c", "MATCH (n) RETURN labels(n) AS labels"], "");
    assert_eq!(ran.out, "labels\n['A']\n['A']\n", "{}", ran.err);
    let (_, graph) = Store::open(&path, Access::Read).unwrap();
    assert_eq!(
        graph.node_bound(),
        4,
        "ids that were given are not given again"
    );
}

#[test]
fn the_program_checks_and_recovers_files() {
    let scratch = Scratch::new("usage");
    let path = scratch.path("checked.factio");
    let (file, new) = (path.to_str().unwrap(), scratch.path("new.factio"));
    assert_eq!(factio(&[file, "-c", "CREATE (:A)-[:R]->(:B)"], "").code, 0);
    let ran = factio(&["check", file], "");
    assert!(
        ran.code == 0 && ran.out.contains("whole. 2 nodes, 1 relations"),
        "{}",
        ran.out
    );
    let ran = factio(&["recover", file, "-o", new.to_str().unwrap()], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = factio(&["recover", file, "-o", new.to_str().unwrap()], "");
    assert_eq!((ran.code, ran.err.contains("exists already")), (3, true));
    let ran = factio(&[new.to_str().unwrap(), "-c", COUNT], "");
    assert_eq!(ran.out, "nodes\n2\n");
}
