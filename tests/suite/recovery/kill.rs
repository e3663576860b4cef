//! Kill −9 at random moments: the program tells of each commit, is killed, and all it told of is there.

use crate::recovery::graphs::Random;
use crate::recovery::scratch::{Scratch, rounds};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME};
use factio_graph::id::NodeId;
use factio_graph::store::{Access, Store, check};
use factio_graph::value::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Rounds on one file before a new one is begun.
const ROUNDS_A_FILE: u64 = 8;
/// Relations of a long commit, which are more than a log may have.
const LONG: u64 = 200_001;

/// A statement that was given to the program.
struct Asked {
    text: String,
    is_long: bool,
}

#[test]
fn a_killed_program_loses_no_commit_that_it_told_of() {
    let rounds = rounds(24);
    let mut random = Random(7);
    let mut committed = Vec::new();
    let mut scratch = Scratch::new("kill");
    for round in 0..rounds {
        if round % ROUNDS_A_FILE == 0 {
            scratch = Scratch::new("kill");
            committed.clear();
        }
        let path = scratch.path("killed.factio");
        let told = write_and_kill(&path, &mut committed, &mut random);
        if path.exists() {
            verify(&path, &mut committed, told, round, &mut random);
        } else {
            assert_eq!(told, 0, "round {round}: the file is gone");
            committed.clear();
        }
    }
}

/// Gives statements to the program and kills it at some moment. `asked` gets the statements; the number of
/// acknowledgements that came is returned, counted from the first statement ever.
fn write_and_kill(path: &Path, asked: &mut Vec<Asked>, random: &mut Random) -> usize {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factio"))
        .arg(path)
        .arg("--summary")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let stderr = BufReader::new(child.stderr.take().expect("stderr is piped"));
    let known = asked.len();
    let statements = 1 + random.below(25) as usize;
    let long = (random.below(16) == 0).then(|| random.below(statements as u64) as usize);
    asked.extend((0..statements).map(|number| Asked {
        text: text(random),
        is_long: long == Some(number),
    }));
    let script: Vec<String> = (known..)
        .zip(&asked[known..])
        .map(|(number, asked)| asked.statement(number))
        .collect();
    // One in three is killed while it closes, or when it has.
    let closes = random.below(3) == 0;
    let kill_after = random.below(statements as u64 + 1) as usize;
    let delay = Duration::from_micros(random.below(30_000));
    let writer = std::thread::spawn(move || {
        // A program that was killed closes its pipe.
        let _ = script
            .iter()
            .try_for_each(|line| stdin.write_all(line.as_bytes()));
        match closes {
            true => None,
            false => Some(stdin),
        }
    });
    let told = listen(stderr, &mut child, kill_after, delay);
    let _ = writer.join();
    known + told
}

impl Asked {
    fn statement(&self, number: usize) -> String {
        let text = &self.text;
        let more = match self.is_long {
            true => {
                format!(" WITH c UNWIND range(1, {LONG}) AS x CREATE (c)-[:Long {{x: x}}]->(c)")
            }
            false => String::new(),
        };
        format!("CREATE (c:Commit {{number: {number}, name: '{text}'}}){more};\n")
    }
}

/// Counts acknowledgements; kills the program a while after so many of them, and counts what was told before it died.
fn listen(stderr: impl BufRead, child: &mut Child, kill_after: usize, delay: Duration) -> usize {
    let mut told = 0;
    if kill_after == 0 {
        std::thread::sleep(delay);
        let _ = child.kill();
    }
    for line in stderr.lines().map_while(Result::ok) {
        assert!(line.starts_with('{'), "{line}");
        told += 1;
        if told == kill_after {
            std::thread::sleep(delay);
            let _ = child.kill();
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    told
}

fn verify(path: &Path, asked: &mut Vec<Asked>, told: usize, round: u64, random: &mut Random) {
    if random.below(2) == 0 {
        check(path).unwrap_or_else(|error| panic!("round {round}: {error}"));
    }
    let (store, graph) =
        Store::open(path, Access::Write).unwrap_or_else(|error| panic!("round {round}: {error}"));
    let found = graph.node_count() as usize;
    assert!(
        told <= found,
        "round {round}: {} commits were lost",
        told - found.min(told)
    );
    assert!(found <= asked.len(), "round {round}: commits from nowhere");
    for (number, asked) in asked[..found].iter().enumerate() {
        assert!(
            is_commit(&graph, number, asked),
            "round {round}: commit {number} is not whole"
        );
    }
    let long = asked[..found].iter().filter(|asked| asked.is_long).count();
    let relations = graph.relation_count();
    assert_eq!(relations, long as u64 * LONG, "round {round}: relations");
    asked.truncate(found);
    match random.below(3) {
        0 => store.close(&graph).unwrap(),
        _ => drop(store),
    }
}

fn is_commit(graph: &Graph, number: usize, asked: &Asked) -> bool {
    let node = NodeId(number as u32);
    let key = graph.symbols().intern("number");
    let degree = if asked.is_long { 2 * LONG as usize } else { 0 };
    graph.node_property(node, key) == Value::Integer(number as i64)
        && graph.node_property(node, NAME) == Value::from(&*asked.text)
        && graph.degree(node) == degree
}

/// Mostly short, now and then up to 16 MiB.
fn text(random: &mut Random) -> String {
    let size = match random.below(400) {
        0 => random.below(16 << 20),
        1..10 => random.below(1 << 20),
        10..50 => random.below(70_000),
        _ => random.below(200),
    };
    char::from(b'a' + random.below(26) as u8)
        .to_string()
        .repeat(size as usize)
}
