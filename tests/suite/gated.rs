//! Conditions on a relation that are checked as its lists are read, against the same conditions said so that they are not. Each
//! question is asked again and again: what is asked often is laid beside the lists.

use crate::slices::dice::Dice;
use factio::Session;
use factio_graph::value::Value;

const NODES: usize = 60;

/// Parallel relations of two types, loops among them, with properties that some of them lack, in two years.
fn session(dice: &mut Dice, relations: usize) -> Session {
    let mut rows = ["E", "F"].map(|kind| (kind, Vec::new()));
    for _ in 0..relations {
        let [a, b, t, s] = [NODES, NODES, 10, 3].map(|bound| dice.below(bound));
        let b = if dice.one_in(4) { a } else { b };
        let word = *dice.pick(&["'x'", "'y'", "null"]);
        let sign = *dice.pick(&[1, -1]);
        let year = 1924 + dice.below(2);
        let row =
            format!("{{a: {a}, b: {b}, t: {t}, s: {s} * {sign}, word: {word}, year: '{year}'}}");
        rows[dice.below(2)].1.push(row);
    }
    let mut session = Session::new();
    let mut run = |text: &str| drop(session.run(text).expect("the graph can be made"));
    run(&format!(
        "UNWIND range(0, {NODES} - 1) AS i CREATE (:N {{i: i}})"
    ));
    for (kind, rows) in rows {
        run(&format!(
            "UNWIND [{}] AS r MATCH (a:N {{i: r.a}}), (b:N {{i: r.b}}) \
             CREATE (a)-[:{kind} {{t: r.t, s: r.s, word: r.word, valid: period(r.year)}}]->(b)",
            rows.join(", ")
        ));
    }
    session
}

fn answer(session: &mut Session, text: &str) -> Vec<Vec<Value>> {
    session
        .run(text)
        .unwrap_or_else(|error| panic!("{text}: {error:?}"))
        .rows
}

/// Conditions that a gate takes, and the same said so that it does not.
fn conditions(dice: &mut Dice) -> (String, String) {
    let [low, high, s] = [10, 10, 3].map(|bound| dice.below(bound));
    let all = [
        (format!("e.t >= {low}"), format!("e.t + 0 >= {low}")),
        (format!("e.t < {high}"), format!("e.t + 0 < {high}")),
        (format!("e.s = {s}"), format!("e.s + 0 = {s}")),
        ("e.word = 'x'".into(), "e.word + '' = 'x'".into()),
    ];
    let chosen = all.into_iter().filter(|_| !dice.one_in(3));
    let (gated, plain): (Vec<_>, Vec<_>) = chosen.unzip();
    let both = |conditions: Vec<String>| match conditions.is_empty() {
        true => "true".to_string(),
        false => conditions.join(" AND "),
    };
    (both(gated), both(plain))
}

fn check(seed: u64, relations: usize, questions: usize) {
    let mut dice = Dice::new(seed);
    let mut session = session(&mut dice, relations);
    for _ in 0..questions {
        let (gated, plain) = conditions(&mut dice);
        let hop = *dice.pick(&["-[e:E]->", "<-[e:F]-", "-[e]-", "-[e:E]-"]);
        let time = *dice.pick(&["", " AT '1924'"]);
        let what = *dice.pick(&[
            "count(*) AS c",
            "count(DISTINCT b.i) AS c",
            "a.i AS j, b.i AS i, e.t AS t, e.s AS s, e.word AS w ORDER BY j, i, t, s, w",
        ]);
        let node = match dice.one_in(3) {
            true => "(a:N)".to_string(),
            false => format!("(a:N {{i: {}}})", dice.below(NODES)),
        };
        let text = |conditions: &str| {
            format!("MATCH {node}{hop}(b){time} WHERE {conditions} RETURN {what}")
        };
        let expected = answer(&mut session, &text(&plain));
        for _ in 0..3 {
            let found = answer(&mut session, &text(&gated));
            assert_eq!(found, expected, "seed {seed}: {}", text(&gated));
        }
    }
}

#[test]
fn what_a_gate_lets_pass_is_what_the_conditions_say() {
    for seed in 0..12 {
        check(seed, 240, 40);
    }
    // So many that a slice sifts its lists all together.
    check(12, 12_000, 60);
}
