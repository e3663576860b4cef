//! Acceptance cases V6 to V8 as a user would get them: a list of ties imported, a procedure called. The lists are read from
//! beside the project, where they are; without them only the graphs that are made here are tested.

use factio::Session;
use factio::import::{TieLists, import_ties};
use factio_graph::value::Value;
use std::path::PathBuf;

/// A session on the ties of a shared file, and how many there are.
fn shared(file: &str) -> Option<(Session, u64)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/signed");
    let path = folder.join(file);
    path.exists().then(|| {
        let lists = TieLists {
            files: vec![path],
            ..TieLists::default()
        };
        let mut session = Session::new();
        let report = import_ties(&mut session, &lists, &|_, _| true).expect("it is read");
        assert_eq!(report.refused, []);
        (session, report.relations)
    })
}

/// The rows of a query, a text a row.
fn ask(session: &mut Session, query: &str) -> Vec<String> {
    let outcome = session.run(query);
    let rows = outcome
        .unwrap_or_else(|error| panic!("{query}: {error}"))
        .rows;
    let row = |row: &Vec<Value>| {
        let cells: Vec<String> = row.iter().map(Value::to_text).collect();
        cells.join(" ")
    };
    rows.iter().map(row).collect()
}

/// Frustration, status and number of optima, over all components.
fn figures(session: &mut Session, options: &str) -> String {
    let query = format!(
        "CALL factions({{{options}}}) YIELD component, status, lower, upper, optima
         WITH DISTINCT component, status, lower, upper, optima
         RETURN sum(lower), sum(upper), collect(DISTINCT status), reduce(all = 1, one IN collect(optima) | all * one)"
    );
    ask(session, &query).join(";")
}

/// One session on ties written out here: `a b sign`.
fn ties(list: impl Iterator<Item = (u32, u32, i64)>) -> Session {
    let mut session = Session::new();
    for (a, b, sign) in list {
        let query = format!(
            "MERGE (a:Actor {{key: '{a}'}}) MERGE (b:Actor {{key: '{b}'}}) CREATE (a)-[:tie {{sign: {sign}}}]->(b)"
        );
        ask(&mut session, &query);
    }
    session
}

#[test]
fn v6_the_tribes_of_gahuku_gama() {
    let Some((mut tribes, read)) = shared("tribes.tsv") else {
        return;
    };
    assert_eq!(read, 58);
    assert_eq!(ask(&mut tribes, "MATCH (n) RETURN count(n)"), ["16"]);
    let balance = "CALL balance() YIELD relations, negative, frustration, status, balanced_triads, weakly_balanced_triads, walk_balance, line_balance, triads
        RETURN relations, negative, frustration, status, round(balanced_triads, 7), round(weakly_balanced_triads, 7), round(walk_balance, 7), round(line_balance, 7), triads";
    assert_eq!(
        ask(&mut tribes, balance),
        ["58 29 7 proven 0.8676471 0.9705882 0.3575761 0.7586207 68"]
    );
    assert_eq!(
        ask(
            &mut tribes,
            "CALL triads() YIELD triads, ppp, ppm, pmm, mmm"
        ),
        ["68 19 2 40 7"]
    );
    assert_eq!(figures(&mut tribes, "groups: 2"), "7 7 ['proven'] 1");
    assert_eq!(figures(&mut tribes, "groups: 3"), "2 2 ['proven'] 1");
}

#[test]
fn v6_the_other_classics() {
    let Some((mut bank, _)) = shared("bank_wiring.tsv") else {
        return;
    };
    assert!(figures(&mut bank, "groups: 2").starts_with("2 2 ['proven'] "));
    assert_eq!(figures(&mut bank, "groups: 3"), "1 1 ['proven'] 16");
    assert!(figures(&mut bank, "groups: 4").starts_with("0 0 ['proven'] "));
    let listed = "CALL optima({groups: 3}) YIELD optima, factions, complete RETURN count(DISTINCT factions), min(optima), min(complete)";
    assert_eq!(ask(&mut bank, listed), ["16 16 true"]);
    if let Some((mut slovene, _)) = shared("slovene_parties_1994.tsv") {
        assert_eq!(figures(&mut slovene, "groups: 2"), "2 2 ['proven'] 1");
        assert_eq!(
            figures(&mut slovene, "groups: 2, weight: 'value'"),
            "15 15 ['proven'] 1"
        );
    }
    if let Some((mut seven, _)) = shared("balance_example_7.tsv") {
        assert_eq!(figures(&mut seven, "groups: 2"), "1 1 ['proven'] 3");
        assert_eq!(figures(&mut seven, "groups: 3"), "0 0 ['proven'] 1");
    }
    if let Some((mut congress, _)) = shared("us_congress_convote.tsv") {
        assert!(figures(&mut congress, "groups: 2").starts_with("18 18 ['proven'] "));
    }
}

#[test]
fn v6_graphs_with_known_figures() {
    let (two, three) = ([1, 2, 4, 6, 9], [0, 1, 2, 3, 5]);
    for (place, nodes) in (3..=7).enumerate() {
        let pairs = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b, -1)));
        let mut complete = ties(pairs);
        let wanted = |index: i64| format!("{index} {index} ['proven'] ");
        assert!(figures(&mut complete, "groups: 2").starts_with(&wanted(two[place])));
        assert!(figures(&mut complete, "groups: 3").starts_with(&wanted(three[place])));
    }
    let mut five = ties((0..5).map(|at| (at, (at + 1) % 5, if at == 0 { -1 } else { 1 })));
    assert_eq!(figures(&mut five, "groups: 2"), "1 1 ['proven'] 5");
    let petersen = (0..5).flat_map(|at| {
        [
            (at, (at + 1) % 5, -1),
            (at, at + 5, -1),
            (at + 5, (at + 2) % 5 + 5, -1),
        ]
    });
    assert!(figures(&mut ties(petersen), "groups: 2").starts_with("3 3 ['proven'] "));
}

#[test]
fn v7_the_novices_of_sampson_directed_and_weighted() {
    let cases = [
        ("T2", "21.5 21.5 ['proven'] 1", "17.5 17.5 ['proven'] 2"),
        ("T3", "16.0 16.0 ['proven'] 1", "11.0 11.0 ['proven'] 1"),
        ("T4", "12.5 12.5 ['proven'] 1", "10.5 10.5 ['proven'] 2"),
    ];
    for (time, two, three) in cases {
        let Some((mut novices, _)) = shared(&format!("sampson_affect_{time}.tsv")) else {
            return;
        };
        let options = |groups| format!("groups: {groups}, alpha: 0.5, weight: 'value'");
        assert_eq!(figures(&mut novices, &options(2)), two, "{time}");
        assert_eq!(figures(&mut novices, &options(3)), three, "{time}");
    }
}

#[test]
fn v8_the_windows_of_the_correlates_of_war() {
    let Some((mut windows, _)) = shared("cow_odd_windows.tsv") else {
        return;
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/signed");
    let expected = std::fs::read_to_string(folder.join("cow_odd_expected.tsv")).expect("text");
    for line in expected.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let own = format!("{{where: {{window: '{}'}}}}", cells[0]);
        let query = format!(
            "CALL balance({own}) YIELD relations, negative, lower, upper, line_balance
             CALL triads({own}) YIELD ppp, ppm, pmm, mmm
             RETURN relations, negative, lower, upper, round(line_balance, 6), ppp, ppm, pmm, mmm"
        );
        let [_, _, m, negative, index, share, triads @ ..] = cells.as_slice() else {
            panic!("{line}");
        };
        let share: f64 = share.parse().expect("a share");
        let wanted = format!(
            "{m} {negative} {index} {index} {share} {}",
            triads.join(" ")
        );
        assert_eq!(ask(&mut windows, &query), [wanted], "{line}");
    }
}

#[test]
fn the_dated_fixture_of_the_oppositions_comes_in_by_one_command() {
    let Some((mut oppositions, read)) = shared("oppositions_fixture.tsv") else {
        return;
    };
    assert_eq!(read, 19);
    let years = "CALL balance({by: 'year'}) YIELD at, relations, frustration RETURN at, relations, frustration";
    assert_eq!(
        ask(&mut oppositions, years)[8..12],
        [
            "1926-01-01 10 2",
            "1927-01-01 10 0",
            "1928-01-01 4 0",
            "1929-01-01 8 1"
        ]
        .map(String::from)
    );
}

#[test]
fn dated_facts_come_in_as_relations_of_their_types() {
    let Some((mut facts, read)) = shared("soviet_interwar_facts.tsv") else {
        return;
    };
    // What happened to one alone (died, founded) is no tie, but told of the one.
    assert_eq!(read, 76);
    let query = "MATCH (a)-[r:member_of]->(b) WHERE a.name = 'Stalin' RETURN b.name, r.valid, r.sources ORDER BY r.valid LIMIT 1";
    assert_eq!(ask(&mut facts, query).len(), 1);
    let query = "MATCH (n) WHERE n.died IS NOT NULL RETURN n.name, n.died, n.sources ORDER BY n.name LIMIT 1";
    assert_eq!(ask(&mut facts, query), ["Bukharin 1938-03-15 ['Cohen']"]);
}
