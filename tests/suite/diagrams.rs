//! Diagrams: the bytes are stable, hostile names stay names, and the real Graphviz accepts them where it is installed.

use crate::program::{Ran, factio, memory};
use std::io::Write;
use std::process::{Command, Stdio};

/// Whether Graphviz's own `dot` reads the text without a word; `None` where it is not installed.
fn graphviz_accepts(text: &str) -> Option<bool> {
    let mut child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let text = text.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    Some(output.status.success() && output.stderr.is_empty() && !output.stdout.is_empty())
}

fn drawn(ran: &Ran) -> &str {
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("digraph factio {\n"), "{}", ran.out);
    assert_ne!(graphviz_accepts(&ran.out), Some(false), "{}", ran.out);
    &ran.out
}

const MEMBERS: &str = "MATCH p = (:Person)-[:member_of]->(:Faction) RETURN p";

#[test]
fn the_factions_of_the_demo_draw_and_twice_the_same() {
    let first = factio(&["-c", MEMBERS, "--mode", "dot"], "");
    let text = drawn(&first);
    assert!(text.contains("\"stalin\" -> \"triumvirate\""), "{text}");
    assert!(text.contains("subgraph cluster_0"));
    assert!(text.contains("tooltip="));
    let again = factio(&["-c", MEMBERS, "--mode", "dot"], "");
    assert_eq!(first.out, again.out);
}

#[test]
fn allies_are_solid_and_rivals_dashed_with_a_tee() {
    let ran = factio(
        &[
            "-c",
            "MATCH p = (@stalin)-[:allied_with|opposed]-(:Person) RETURN p",
            "--mode",
            "dot",
        ],
        "",
    );
    let text = drawn(&ran);
    assert!(text.contains("style=solid"), "{text}");
    assert!(text.contains("style=dashed, penwidth=1.6, arrowhead=tee"));
    assert!(text.contains("label=\"Legend\""));
}

#[test]
fn hostile_names_stay_names() {
    for name in [
        "say \"no\"",
        "back\\slash\\",
        "<b>&amp; & <br/>",
        "two\nlines\r\tand a tab",
        "Троцкий — «Лев»",
        "];}\" -> \"x\" [label=\"",
        "\u{0}\u{1b}[31m",
        "\\N\\G\\l",
    ] {
        let encoded = serde_json::to_string(name).expect("text is JSON");
        let ran = memory(&[
            "--param",
            &format!("name={encoded}"),
            "--mode",
            "dot",
            "-c",
            "CREATE p = (:`La\"bel\\` {key: $name, name: $name})-[:`t\"y<p>e`]->(:B {name: $name}) RETURN p",
        ]);
        drawn(&ran);
    }
}

#[test]
fn a_relations_own_sign_goes_before_its_types() {
    let ran = memory(&[
        "--mode",
        "dot",
        "-c",
        "DEFINE RELATION met {sign: 1}; CREATE p = (:A)-[:met {sign: -1}]->(:B) RETURN p",
    ]);
    assert!(drawn(&ran).contains("arrowhead=tee"), "{}", ran.out);
}

#[test]
fn claims_of_one_relation_that_differ_are_drawn_double() {
    let ran = memory(&[
        "--mode",
        "dot",
        "-c",
        "CREATE (a:A)-[x:held {valid: period('1924-01-17'), sources: ['one']}]->(b:B), \
         (a)-[y:held {valid: period('1924-01-21'), sources: ['two']}]->(b) RETURN x, y",
    ]);
    let text = drawn(&ran);
    assert!(text.contains("color=\"#555555:#ffffff:#555555\""), "{text}");
    assert!(text.contains("sources differ"), "{text}");
}

#[test]
fn an_answer_without_nodes_draws_an_empty_diagram() {
    drawn(&memory(&["--mode", "dot", "-c", "RETURN 1 AS x"]));
}

#[test]
fn statements_without_columns_draw_nothing() {
    let ran = memory(&[
        "--mode",
        "dot",
        "-c",
        "CREATE (:A)",
        "-c",
        "MATCH (n) RETURN n",
    ]);
    assert_eq!(ran.out.matches("digraph").count(), 1);
}

#[test]
fn what_is_only_possible_is_dotted_and_the_legend_says_so() {
    let stage = "DEFINE RELATION met {sign: -1}; CREATE (a:A {key: 'a'})-[:met {valid: period('1925')}]->(b:B {key: 'b'}), \
         (a)-[:led {valid: period('1920-01-01/1930-12-31')}]->(b), (a)-[:led]->(:C {key: 'c', valid: period('1920/1925')});";
    let asked = "MATCH p = ()-->() AT '1925' RETURN p";
    let ran = memory(&["--mode", "dot", "-c", stage, "-c", asked]);
    let text = drawn(&ran);
    assert!(
        text.contains("style=dotted, penwidth=1.6, arrowhead=tee"),
        "{text}"
    );
    assert_eq!(text.matches("label=\"rival, only possible\"").count(), 1);
    assert_eq!(
        text.matches("label=\"other relation, only possible\"")
            .count(),
        1
    );
    let line = |from: &str| {
        text.lines()
            .find(|line| line.trim_start().starts_with(from))
    };
    assert!(line("\"c\" [").is_some_and(|line| line.contains("style=\"filled,dotted\"")));
    assert!(line("\"a\" -> \"c\"").is_some_and(|line| line.contains("style=dotted")));
    assert!(line("\"b\" [").is_some_and(|line| !line.contains("dotted")));
    assert!(text.contains("led\\n1920-01-01/\\n1930-12-31\", color=\"#555555\", style=solid"));
    let unsliced = memory(&[
        "--mode",
        "dot",
        "-c",
        stage,
        "-c",
        "MATCH p = ()-->() RETURN p",
    ]);
    assert!(!drawn(&unsliced).contains("dotted"));
}
