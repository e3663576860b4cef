//! The pictures of alliances: factions as clusters with their misfits bold, inferences dashed, two dates side by side.

use crate::program::{factio, memory};
use std::io::Write;
use std::process::{Command, Stdio};

/// The drawing of the last query's answer; Graphviz accepts it, where it is installed.
fn drawing(queries: &[&str]) -> String {
    let mut arguments = vec!["--mode", "dot"];
    queries
        .iter()
        .for_each(|query| arguments.extend(["-c", query]));
    let ran = memory(&arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    accepted(&ran.out);
    ran.out
}

fn accepted(text: &str) {
    let child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        return;
    };
    let mut input = child.stdin.take().expect("stdin is piped");
    _ = input.write_all(text.as_bytes());
    drop(input);
    assert!(child.wait().expect("dot ends").success(), "{text}");
}

const ENEMIES: &str = "CREATE (a:Actor {key: 'a'})-[:tie {sign: -1}]->(b:Actor {key: 'b'})-[:tie {sign: -1}]->(c:Actor {key: 'c'})-[:tie {sign: -1}]->(a), (:Actor {key: 'alone'})";

#[test]
fn factions_are_clusters_and_misfits_bold() {
    let text = drawing(&[ENEMIES, "CALL factions({groups: 2})"]);
    assert_eq!(text.matches("label=\"Faction ").count(), 2, "{text}");
    assert_eq!(text.matches("penwidth=4").count(), 2, "{text}");
    assert_eq!(
        text.matches("arrowhead=tee").count(),
        5,
        "three ties and twice in the legend\n{text}"
    );
    assert!(!text.contains("alone"), "{text}");
}

#[test]
fn a_body_stands_with_the_faction_of_its_members() {
    let text = drawing(&[
        "DEFINE RELATION member_of {affiliation: true}; DEFINE RELATION opposed {sign: -1}; DEFINE LABEL Faction {contesting: true}",
        "CREATE (:Person {key: 'a'})-[:member_of]->(f:Faction {key: 'f'})<-[:member_of]-(:Person {key: 'b'}), (:Person {key: 'c'})-[:opposed]->(f)",
        "CALL factions({among: 'Person'})",
    ]);
    let first = text
        .split("subgraph")
        .find(|part| part.contains("Faction 1"))
        .expect("a faction");
    assert!(
        first.contains("\"a\" [") && first.contains("\"b\" [") && first.contains("\"f\" ["),
        "{text}"
    );
}

#[test]
fn what_is_inferred_is_dashed() {
    let chain = "CREATE (:Actor {key: 'a'})-[:tie {sign: -1}]->(:Actor {key: 'b'})-[:tie {sign: -1}]->(:Actor {key: 'c'})";
    let text = drawing(&[
        chain,
        "CALL alliances(@a, {infer: true}) YIELD actor, ally, rule, valid, evidence",
    ]);
    assert!(text.contains("label=\"inferred"), "{text}");
    assert!(text.contains("style=dashed, penwidth=0.8"), "{text}");
}

#[test]
fn a_realignment_is_one_picture_of_two_dates() {
    let create = "CREATE (a:Actor {key: 'a'}), (b:Actor {key: 'b'}), (c:Actor {key: 'c'}), (d:Actor {key: 'd'}), (e:Actor {key: 'e'}),
        (a)-[:tie {sign: 1}]->(b), (d)-[:tie {sign: 1}]->(e), (a)-[:tie {sign: -1}]->(d), (b)-[:tie {sign: -1}]->(e),
        (a)-[:tie {sign: 1, valid: period('1924')}]->(c), (a)-[:tie {sign: -1, valid: period('1926')}]->(c),
        (c)-[:tie {sign: -1, valid: period('1924')}]->(d), (c)-[:tie {sign: 1, valid: period('1926')}]->(d)";
    let text = drawing(&[create, "CALL realignments('1924', '1926')"]);
    assert!(
        text.contains("cluster_frame_0") && text.contains("cluster_frame_1"),
        "{text}"
    );
    for id in ["before a", "after a", "before c", "after c"] {
        assert!(text.contains(&format!("\"{id}\" [")), "{text}");
    }
    assert_eq!(
        text.matches("penwidth=3").count(),
        2,
        "the mover, at both dates\n{text}"
    );
    assert!(
        text.contains("\"before c\" -> \"after c\" [label=\"changed sides\""),
        "{text}"
    );
    // Nothing stands between a mover and its way to the other date.
    for tie in ["a", "d"] {
        let drawn = |from: &str, to: &str| text.contains(&format!("\"{from}\" -> \"{to}\""));
        let (before, after) = (format!("before {tie}"), format!("after {tie}"));
        assert!(
            drawn(&before, "before c") && !drawn("before c", &before),
            "{text}"
        );
        assert!(
            drawn("after c", &after) && !drawn(&after, "after c"),
            "{text}"
        );
    }
}

#[test]
fn the_factions_of_1926_in_one_command() {
    let ran = factio(
        &[
            "--mode",
            "dot",
            "-c",
            "FOR VALID_TIME AS OF '1926-10' CALL factions({groups: 2})",
        ],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    accepted(&ran.out);
    assert!(ran.out.contains("United Opposition"), "{}", ran.out);
}
