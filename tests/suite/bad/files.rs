//! Files that are none, or no longer: a typed error, the same bytes afterwards, and a good file opens as before.

use crate::recovery::scratch::Scratch;
use factio::{Access, Database, ErrorKind, Session};
use std::fs;
use std::path::Path;

/// A database file with something in it.
fn good(path: &Path) -> Vec<u8> {
    let database = Database::open(path).unwrap();
    let people = "UNWIND range(1, 300) AS x CREATE (:Person {name: 'Nobody ' + toString(x)})";
    database.execute(people).unwrap();
    database.close().unwrap();
    fs::read(path).unwrap()
}

/// The good file, made bad in every way that a person or a program makes it; with what was done.
fn bad(good: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut bad: Vec<(String, Vec<u8>)> = Vec::new();
    for length in [
        1,
        9,
        10,
        64,
        511,
        512,
        4_095,
        4_096,
        4_097,
        good.len() / 2,
        good.len() - 1,
    ] {
        bad.push((format!("cut to {length}"), good[..length].to_vec()));
    }
    for (name, begin) in [
        ("SQLite", &b"SQLite format 3\0"[..]),
        ("gzip", b"\x1f\x8b\x08\0"),
        ("zip", b"PK\x03\x04"),
        ("PNG", b"\x89PNG\r\n\x1a\n"),
        ("PDF", b"%PDF-1.7"),
        ("ELF", b"\x7fELF"),
        ("text", b"MATCH (n) RETURN n;\n"),
        ("JSON", b"{\"nodes\": []}"),
        ("another container", b"redb\x1a\x0a\xa9\x0d\x0b"),
    ] {
        bad.push((name.to_string(), begin.to_vec()));
        bad.push((format!("long {name}"), begin.repeat(9_000)));
        let over = [begin, &good[begin.len()..]].concat();
        bad.push((format!("{name} over the begin"), over));
    }
    for at in (0..good.len()).step_by(good.len() / 24) {
        let mut zeroed = good.to_vec();
        let end = (at + 6_000).min(good.len());
        zeroed[at..end].fill(0);
        bad.push((format!("zeros at {at}"), zeroed));
    }
    bad.push(("zeros alone".to_string(), vec![0; 100_000]));
    bad.push(("ones alone".to_string(), vec![0xff; 100_000]));
    bad.push((
        "backwards".to_string(),
        good.iter().rev().copied().collect(),
    ));
    bad.push(("in capitals".to_string(), good.to_ascii_uppercase()));
    bad.push((
        "as text".to_string(),
        String::from_utf8_lossy(good).into_owned().into_bytes(),
    ));
    bad
}

#[test]
fn files_that_are_no_database_any_more_end_in_typed_errors() {
    let scratch = Scratch::new("files");
    let path = scratch.path("bad.factio");
    let good = good(&path);
    let wanted = [[300.into()]];
    let count = "MATCH (n) RETURN count(n) AS nodes";
    for (what, bytes) in bad(&good) {
        for access in [Access::Read, Access::Write] {
            fs::write(&path, &bytes).unwrap();
            match Session::open(&path, access) {
                Err(error) => {
                    let kinds = [ErrorKind::Corrupt, ErrorKind::StorageError];
                    assert!(kinds.contains(&error.kind), "{what}: {error}");
                    assert!(
                        fs::read(&path).unwrap() == bytes,
                        "{what}: it was written to"
                    );
                }
                // What was changed was not in use.
                Ok(mut session) => assert_eq!(session.run(count).unwrap().rows, wanted, "{what}"),
            }
        }
    }
    fs::write(&path, &good).unwrap();
    let mut session = Session::open(&path, Access::Write).unwrap();
    assert_eq!(session.run(count).unwrap().rows, wanted);
}

#[test]
fn places_where_no_file_can_be_end_in_typed_errors() {
    let scratch = Scratch::new("files");
    let good = scratch.path("good.factio");
    self::good(&good);
    let long = scratch.path(&"x".repeat(300));
    for path in [
        scratch.path(""),
        scratch.path("no/such/folder.factio"),
        scratch.path("good.factio/within.factio"),
        scratch.path("a\0b"),
        long,
        Path::new("").to_path_buf(),
        Path::new("/").to_path_buf(),
        Path::new("/dev/null").to_path_buf(),
        Path::new("/dev/zero").to_path_buf(),
        Path::new("/proc/nothing.factio").to_path_buf(),
    ] {
        for access in [Access::Read, Access::Write] {
            let refused = Session::open(&path, access).err();
            let refused = refused.unwrap_or_else(|| panic!("{path:?} was opened"));
            assert_eq!(refused.kind, ErrorKind::StorageError, "{path:?}: {refused}");
        }
        let session = Session::new();
        assert!(session.save(&path).is_err(), "{path:?}");
    }
    let taken = Session::new().save(&good).unwrap_err();
    assert!(taken.message.contains("exists already"), "{taken}");
}

#[test]
fn a_session_turns_to_another_file_and_keeps_its_parameters() {
    let scratch = Scratch::new("files");
    let [first, second] = ["first.factio", "second.factio"].map(|name| scratch.path(name));
    let mut session = Session::open(&first, Access::Write).unwrap();
    session.param("name", "Kirov".into());
    session.run("CREATE (:A {name: $name})").unwrap();
    session.save(&second).unwrap();
    session.run("BEGIN").unwrap();
    assert!(session.save(scratch.path("third.factio")).is_err());
    assert!(session.turn_to(Session::new()).is_err());
    session.run("ROLLBACK").unwrap();
    let other = Session::open(&second, Access::Write).unwrap();
    session.turn_to(other).unwrap();
    assert_eq!(session.path(), Some(&*second));
    let found = "MATCH (a {name: $name}) RETURN count(a) AS found";
    assert_eq!(session.run(found).unwrap().rows, [[1.into()]]);
    session.run("CREATE (:A {name: $name})").unwrap();
    // The first file is closed, and as it was.
    let mut before = Session::open(&first, Access::Read).unwrap();
    before.param("name", "Kirov".into());
    assert_eq!(before.run(found).unwrap().rows, [[1.into()]]);
    session.close().unwrap();
    let mut after = Session::open(&second, Access::Read).unwrap();
    after.param("name", "Kirov".into());
    assert_eq!(after.run(found).unwrap().rows, [[2.into()]]);
}
