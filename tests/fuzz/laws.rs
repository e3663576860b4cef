//! What must hold whatever comes in. Used by the fuzz targets and, seeded, by the test command.

use factio::import::{Nodes, Quads, Relations, Sources, TieLists, import, import_ties};
use factio::{Error, ErrorKind, Session};
use factio_graph::store::Store;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Statements before the one that comes in.
const WORLD: &str = "CREATE (k:Person {name: 'Kirov', born: date('1886-03-27')})-[:led {valid: period('1926/1934')}]->(:Body)";

/// A session with little room, on a small graph.
pub fn session() -> Session {
    let mut session = Session::new();
    session.limits.memory = Some(8 << 20);
    session.limits.rows = Some(10_000);
    session.run(WORLD).expect("the small graph is made");
    session
}

/// A statement runs or fails; a failure changes nothing; the next statement works.
pub fn query(session: &mut Session, text: &str) {
    let before = counts(session);
    if session.run(text).is_err() {
        assert_eq!(
            counts(session),
            before,
            "a statement that failed left something behind"
        );
    }
    if session.in_transaction() {
        session
            .run("ROLLBACK")
            .expect("a transaction can be rolled back");
    }
    session
        .run("RETURN 1 AS one")
        .expect("the next statement works");
}

fn counts(session: &Session) -> [u64; 2] {
    let graph = session.graph();
    [graph.nodes().count(), graph.relations().count()].map(|count| count as u64)
}

/// A script is split into statements, each of which holds the law of [`query`].
pub fn script(text: &str) {
    let mut session = session();
    let _ = session.run_script(text);
    query(&mut session, text);
}

/// A file for `LOAD CSV` in this folder gives rows or an error.
pub fn csv(folder: &Path, bytes: &[u8]) {
    std::fs::write(folder.join("in.csv"), bytes).expect("the file can be written");
    let mut session = session();
    session.limits.import_directory = Some(folder.to_path_buf());
    for headers in ["", "WITH HEADERS "] {
        let text = format!(
            "LOAD CSV {headers}FROM 'in.csv' AS row CREATE (:Row {{row: toString(row[0])}})"
        );
        query(&mut session, &text);
        let text = format!("LOAD CSV {headers}FROM 'in.csv' AS row RETURN row");
        query(&mut session, &text);
    }
}

/// A file of JSON lines.
pub fn json_lines(folder: &Path, bytes: &[u8]) {
    imported(&written(folder, "in.jsonl", bytes), |file| Sources {
        others: vec![file],
        ..Sources::default()
    });
}

/// A GraphML document.
pub fn graphml(folder: &Path, bytes: &[u8]) {
    imported(&written(folder, "in.graphml", bytes), |file| Sources {
        others: vec![file],
        ..Sources::default()
    });
}

/// A table of what its header tells, then of nodes, then of relations.
pub fn table(folder: &Path, bytes: &[u8]) {
    let file = written(folder, "in.csv", bytes);
    imported(&file, |file| Sources {
        others: vec![file],
        ..Sources::default()
    });
    imported(&file, |file| {
        let mut sources = Sources::default();
        let labels = vec!["Person".to_string()];
        sources.tables.nodes.push(Nodes { labels, file });
        sources.tables.key = Some("name".to_string());
        sources
    });
    imported(&file, |file| {
        let mut sources = Sources::default();
        sources.tables.relations.push(Relations {
            kind: None,
            start: Some("Person".to_string()),
            end: None,
            file,
        });
        sources.tables.key = Some("name".to_string());
        sources
    });
}

/// Lines of subject, relation, object and time.
pub fn quads(folder: &Path, bytes: &[u8]) {
    imported(&written(folder, "in.txt", bytes), |file| {
        let labels = vec!["Actor".to_string()];
        Sources {
            quads: vec![Quads { labels, file }],
            ..Sources::default()
        }
    });
}

/// A list of signed ties, as it is and as if it were packed.
pub fn ties(folder: &Path, bytes: &[u8]) {
    for name in ["in.tsv", "in.tsv.gz"] {
        let file = written(folder, name, bytes);
        judged(|session| {
            let lists = TieLists {
                files: vec![file],
                ..TieLists::default()
            };
            let report = import_ties(session, &lists, &|_, _| true)?;
            Ok([report.nodes, report.relations])
        });
    }
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, bytes).expect("the file can be written");
    file
}

fn imported(file: &Path, sources: impl Fn(PathBuf) -> Sources) {
    judged(|session| {
        let report = import(session, &sources(file.to_path_buf()), &|_, _| true)?;
        Ok([report.nodes, report.relations])
    });
}

/// An import tells how many nodes and relations it made, or fails and changes nothing; the next statement works.
fn judged(import: impl FnOnce(&mut Session) -> Result<[u64; 2], Error>) {
    let mut session = session();
    let before = counts(&session);
    let made = import(&mut session).unwrap_or_default();
    let after = counts(&session);
    assert_eq!(after, [before[0] + made[0], before[1] + made[1]]);
    query(
        &mut session,
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r",
    );
}

/// A database file opens, or is refused with a typed error; what opened can be written and closed.
pub fn file(bytes: &[u8]) {
    let memory = Memory(Arc::new(Mutex::new(bytes.to_vec())));
    match Store::open_on(memory) {
        Ok((store, graph)) => {
            let _ = graph.nodes().count();
            let _ = store.close(&graph);
        }
        Err(error) => {
            let kind = Error::from(error).kind;
            assert!(matches!(kind, ErrorKind::Corrupt | ErrorKind::StorageError));
        }
    }
}

/// A file in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub Arc<Mutex<Vec<u8>>>);

/// More than a fuzzer's file ever needs.
const MOST: u64 = 1 << 26;

impl Memory {
    fn with<T>(&self, work: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl factio_graph::store::Storage for Memory {
    fn len(&self) -> io::Result<u64> {
        Ok(self.with(|bytes| bytes.len() as u64))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.with(|bytes| {
            let from = bytes
                .get(offset as usize..)
                .and_then(|rest| rest.get(..out.len()));
            out.copy_from_slice(from.ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if len > MOST {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.with(|bytes| bytes.resize(len as usize, 0));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let end = offset.saturating_add(data.len() as u64);
        if end > MOST {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.with(|bytes| {
            bytes.resize(bytes.len().max(end as usize), 0);
            bytes[offset as usize..end as usize].copy_from_slice(data);
        });
        Ok(())
    }
}
