//! Random questions on random graphs give the same bytes with any number of threads.

use crate::Session;
use std::num::NonZeroUsize;

/// Random numbers: SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// Nodes of two labels with parallel relations, self-loops and values of several kinds.
fn session(dice: &mut Dice) -> Session {
    let mut session = Session::new();
    let nodes = 2 + dice.below(60);
    let mut text = String::from("CREATE ");
    for node in 0..nodes {
        let label = dice.of(&["A", "B", "A:B"]);
        let value = match dice.below(4) {
            0 => "null".to_string(),
            1 => format!("{}", dice.below(5)),
            _ => format!("{}.{}", dice.below(9), dice.below(1000)),
        };
        let name = dice.of(&["p", "q", "r", "s", "t"]);
        text += &format!("(n{node}:{label} {{v: {value}, name: '{name}', id: {node}}}), ");
    }
    for _ in 0..dice.below(3 * nodes) + 1 {
        let (from, to) = (dice.below(nodes), dice.below(nodes));
        let kind = dice.of(&["R", "R", "S"]);
        let (w, f) = (dice.below(4), dice.below(1000));
        text += &format!("(n{from})-[:{kind} {{w: {w}, f: 0.{f}}}]->(n{to}), ");
    }
    session
        .run(text.trim_end_matches(", "))
        .expect("the graph is made");
    session
}

fn question(dice: &mut Dice) -> String {
    let pattern = dice.of(&[
        "MATCH (a)",
        "MATCH (a:A)-[e:R]->(b)",
        "MATCH (a:A)-[e]-(b:B)",
        "MATCH (a)-[e:R]->(b)-[:S]-(c)",
        "MATCH (a)-[e]->(b)-[]->(c)-[]->(a)",
        "MATCH (a) MATCH (a)-[e:R]-(b)",
        "MATCH (a:B) OPTIONAL MATCH (a)-[e:S]->(b)",
        "MATCH (a)-[e]->(b)@ UNWIND [1, a.v, 2] AS x",
        "MATCH ()-[e:R]->(a:A)",
    ]);
    let condition = dice.of(&[
        "",
        " WHERE a.v > 2",
        " WHERE a.id >= 3 AND a.id < 40",
        " WHERE a.name IN ['p', 'q']",
        " WHERE NOT (a)-[:S]->()",
        " WHERE 10 / a.id > 0",
    ]);
    let result = dice.of(&[
        "count(*)",
        "a.name, count(*)",
        "sum(a.v), avg(a.v), stDev(a.v)",
        "a.name, sum(a.v / 3.0), min(a.v), max(a.v)",
        "a.name AS k, collect(a.v), percentileCont(a.v, 0.3)",
        "a.name, count(DISTINCT a.v), sum(DISTINCT a.v), collect(DISTINCT a.v)",
        "labels(a) AS l, a.v, count(a.v)",
        "DISTINCT a.name, a.v",
        "a.id AS id, a.name AS k ORDER BY k",
        "a.id, a.v AS v ORDER BY v DESC LIMIT 5",
        "a.name AS k, sum(a.v) AS s ORDER BY s DESC, k SKIP 1 LIMIT 3",
        "a.id, a.v",
        "sum(a.v + rand())",
    ]);
    let matched = match pattern.split_once('@') {
        Some((before, after)) => format!("{before}{condition}{after}"),
        None => format!("{pattern}{condition}"),
    };
    format!("{matched} RETURN {result}")
}

#[test]
fn the_number_of_threads_changes_no_answer() {
    for case in 0..80 {
        let mut dice = Dice(case);
        let mut session = session(&mut dice);
        for _ in 0..6 {
            let text = question(&mut dice);
            let mut answer = |threads, text: &str| {
                session.limits.threads = NonZeroUsize::new(threads);
                format!("{:?}", session.run(text).map(|outcome| outcome.rows))
            };
            let alone = answer(1, &text);
            for threads in [2, 7] {
                assert_eq!(answer(threads, &text), alone, "{case}: {text}");
            }
            if !["/", "avg", "sum"].iter().any(|it| text.contains(it)) {
                // A match of no rows of the input is not split.
                let whole = answer(1, &format!("WITH 1 AS one {text}"));
                assert_eq!(whole, alone, "{case}: {text}");
            }
        }
    }
}

#[test]
fn what_profile_counts_does_not_depend_on_the_number_of_threads() {
    let mut session = session(&mut Dice(7));
    let mut figures = |threads| {
        session.limits.threads = NonZeroUsize::new(threads);
        let text = "PROFILE MATCH (a)-[e:R]->(b)-[]-(c) RETURN a.name, count(*)";
        session.run(text).map(|outcome| outcome.rows)
    };
    let alone = figures(1);
    assert!(alone.is_ok());
    assert_eq!(figures(2), alone);
    assert_eq!(figures(7), alone);
}
