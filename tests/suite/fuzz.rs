//! The laws of the fuzz targets over seeded generators: texts and files that were cut, joined and changed.

#[path = "../fuzz/laws.rs"]
mod laws;

use crate::recovery::graphs::Random;
use crate::recovery::run::image_of;
use crate::recovery::scratch::{Scratch, rounds};

/// Pieces of statements, whole and broken.
const PIECES: &[&str] = &[
    "MATCH",
    "(n)",
    "(n:Person)",
    "-[r:led]->",
    "-[*1..3]-",
    "()",
    "WHERE",
    "n.name",
    "=",
    "'Kirov'",
    "RETURN",
    "n",
    "*",
    "count(*)",
    "AS x",
    "x",
    ",",
    "WITH",
    "UNWIND",
    "range(1, 9)",
    "CREATE",
    "(:N {x: 1})",
    "SET",
    "n.x = 2",
    "DELETE",
    "DETACH",
    "MERGE",
    "ORDER BY",
    "LIMIT",
    "SKIP",
    "1",
    "-1",
    "1.5e3",
    "9223372036854775807",
    "null",
    "true",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "|",
    "AND",
    "OR",
    "NOT",
    "IN",
    "IS NULL",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "AT",
    "DURING",
    "'1934'",
    "'1926/1934'",
    "WHY",
    "CALL",
    "trace.factions()",
    "YIELD",
    "EXISTS { (n)-->() }",
    "collect(n)",
    "size(x)",
    "'\\u00e9'",
    "'",
    "\"",
    "`",
    "//",
    "/*",
    "*/",
    ";",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "FOREACH",
    "UNION",
    "NEXT",
    "LET",
    "FILTER",
    "REMOVE",
    "DEFINE RELATION r {sign: 1}",
    "SHOW",
    "EXPLAIN",
    "PROFILE",
    "reduce(a = 0, b IN [1, 2] | a + b)",
    "$p",
    "é",
    "😀",
    "\0",
    "+",
    "/",
    "0",
    "%",
    "^",
    "=~",
    "'('",
    "date('2024-01-01')",
    "duration('P1D')",
    "period('1934')",
    "LOAD CSV FROM 'x' AS row",
    "shortestPath((n)-[*]-(m))",
    "#n",
    "..",
];

fn text(random: &mut Random) -> String {
    let count = 1 + random.below(14);
    let mut text = String::new();
    for _ in 0..count {
        text.push_str(PIECES[random.below(PIECES.len() as u64) as usize]);
        if random.below(8) > 0 {
            text.push(' ');
        }
    }
    text
}

/// Changes, doubles, moves and cuts bytes.
fn mangle(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() as u64 + 1) as usize;
        let end = (at + random.below(80) as usize).min(bytes.len());
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => bytes[at..end].fill(random.below(256) as u8),
            4 => bytes[at..end].reverse(),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
}

#[test]
fn any_text_runs_or_fails_and_the_next_statement_works() {
    let mut random = Random(41);
    let mut session = laws::session();
    for round in 0..rounds(4).min(500) * 400 {
        if round % 200 == 0 {
            session = laws::session();
        }
        laws::query(&mut session, &text(&mut random));
    }
}

#[test]
fn any_script_is_split_and_runs_or_fails() {
    let mut random = Random(42);
    for _ in 0..rounds(1).min(500) * 200 {
        let pieces = (0..1 + random.below(4)).map(|_| text(&mut random));
        let mut script = pieces.collect::<Vec<_>>().join(";").into_bytes();
        mangle(&mut script, &mut random);
        laws::script(&String::from_utf8_lossy(&script));
    }
}

#[test]
fn any_file_of_values_gives_rows_or_an_error() {
    let scratch = Scratch::new("fuzz");
    let mut random = Random(43);
    let begin = b"name,age,\"what, else\"\nKirov,41,\"a \"\"b\"\"\"\nOrdzhonikidze,,\n".repeat(3);
    for _ in 0..rounds(1).min(500) * 100 {
        let mut bytes = begin.clone();
        mangle(&mut bytes, &mut random);
        laws::csv(&scratch.path(""), &bytes);
    }
}

/// Each law of imports over a good file that was mangled.
fn imports(seed: u64, begin: &[u8], law: fn(&std::path::Path, &[u8])) {
    let scratch = Scratch::new("fuzz");
    let mut random = Random(seed);
    law(&scratch.path(""), begin);
    for _ in 0..rounds(1).min(500) * 60 {
        let mut bytes = begin.to_vec();
        mangle(&mut bytes, &mut random);
        law(&scratch.path(""), &bytes);
    }
}

#[test]
fn any_json_lines_are_imported_or_refused() {
    let lines = br#"{"type": "statement", "text": "DEFINE RELATION opposed {sign: -1}"}
{"type": "node", "id": "1", "labels": ["Person"], "properties": {"name": "A", "x": [1, 2.0], "born": {"~date": "1886-03-27"}}}
{"type": "node", "id": 2}
{"type": "relationship", "id": "0", "label": "opposed", "start": {"id": "1"}, "end": {"id": 2}, "properties": {"valid": {"~period": "1923/1925~"}}}
"#;
    imports(45, lines, laws::json_lines);
}

#[test]
fn any_graphml_is_imported_or_refused() {
    let document = br#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="name" attr.type="string"/>
  <key id="d1" for="edge" attr.name="weight" attr.type="double"><default>1.5</default></key>
  <graph edgedefault="directed">
    <node id="a"><data key="d0">A &amp; B</data></node><node id="b"/>
    <edge source="a" target="b" label="led"><data key="d1">2</data></edge>
  </graph>
</graphml>
"#;
    imports(46, document, laws::graphml);
}

#[test]
fn any_table_is_imported_or_refused() {
    let table = b"name,src,dst,valid,sources,weight\n\"Kirov, S.\",A,B,1926/1934,carr;deutscher,1.5\nB,B,Kirov,,,\n";
    imports(47, table, laws::table);
}

#[test]
fn any_quads_are_imported_or_refused() {
    let quads =
        b"A\tleads\tB\t1926-01-01\nB\topposes\tA\t1927\tarchive\nA\topposes\tC\t1923/1925\n";
    imports(48, quads, laws::quads);
}

#[test]
fn any_ties_are_imported_or_refused() {
    let ties =
        b"# ties\nsource\ttarget\tsign\tvalid\nA\tB\t-1\t1926/1934\nB\tC\t+\t\nC\tA\tally\t1927\n";
    imports(49, ties, laws::ties);
}

#[test]
fn any_database_file_opens_or_is_refused() {
    let mut random = Random(44);
    let begin = image_of(&[20, 300]);
    for _ in 0..rounds(1).min(500) * 60 {
        let mut bytes = begin.clone();
        mangle(&mut bytes, &mut random);
        laws::file(&bytes);
    }
}
