//! Cases V1 to V3: the oppositions of 1923 to 1929.

use super::{PATHS, run, tied, told};
use crate::session::Session;
use factio_graph::value::Value;

pub(super) const OPPOSITIONS: &[(&str, i64, &str, &str)] = &[
    ("Stalin", 1, "Zinoviev", "1923-04-26/1925-09-04"),
    ("Stalin", 1, "Kamenev", "1923-04-26/1925-09-04"),
    ("Zinoviev", 1, "Kamenev", "1917-11-08/1936-08-25"),
    ("Trotsky", -1, "Stalin", "1923-10-08/1940-08-21"),
    ("Trotsky", -1, "Zinoviev", "1923-10-08/1926-04-30"),
    ("Trotsky", -1, "Kamenev", "1923-10-08/1926-04-30"),
    ("Bukharin", 1, "Stalin", "1923-10-08/1928-07-10"),
    ("Bukharin", -1, "Trotsky", "1923-10-08/1929-02-10"),
    ("Zinoviev", -1, "Stalin", "1925-09-05/1927-12-18"),
    ("Kamenev", -1, "Stalin", "1925-09-05/1927-12-18"),
    ("Bukharin", -1, "Zinoviev", "1925-09-05/1927-12-18"),
    ("Bukharin", -1, "Kamenev", "1925-09-05/1927-12-18"),
    ("Trotsky", 1, "Zinoviev", "1926-07-14/1927-12-18"),
    ("Trotsky", 1, "Kamenev", "1926-07-14/1927-12-18"),
    ("Bukharin", -1, "Stalin", "1928-07-11/1929-11-26"),
    ("Rykov", 1, "Bukharin", "1928-07-11/1929-11-26"),
    ("Tomsky", 1, "Bukharin", "1928-07-11/1929-11-26"),
    ("Rykov", -1, "Stalin", "1928-07-11/1929-11-26"),
    ("Tomsky", -1, "Stalin", "1928-07-11/1929-11-26"),
];

fn traced(session: &mut Session, day: &str, a: &str, b: &str, best: usize) -> Vec<String> {
    let call = format!(
        "FOR VALID_TIME AS OF '{day}' CALL trace(@{a}, @{b}, {{best: {best}}}) YIELD path, sign, verdict {PATHS}"
    );
    told(session, &call)
}

#[test]
fn allies_through_a_friend_first_and_through_a_common_enemy_second() {
    let mut session = tied(OPPOSITIONS);
    assert_eq!(
        traced(&mut session, "1924-06-01", "Bukharin", "Zinoviev", 2),
        [
            "['Bukharin', 'Stalin', 'Zinoviev'] | 1 | ALLY",
            "['Bukharin', 'Trotsky', 'Zinoviev'] | 1 | ALLY",
        ]
    );
    let rows = run(
        &mut session,
        "FOR VALID_TIME AS OF '1924-06-01' CALL trace(@Bukharin, @Zinoviev, {best: 100})
         YIELD path, sign, unanimous RETURN length(path) AS hops, sign, unanimous, count(*) AS paths ORDER BY hops",
    );
    let yes = Value::Boolean(true);
    let counts = [(2, 2), (3, 4), (4, 4)];
    let wanted = counts.map(|(hops, paths)| vec![hops.into(), 1.into(), yes.clone(), paths.into()]);
    assert_eq!(rows, wanted);
}

#[test]
fn a_direct_enmity_is_contested_by_friends_of_both() {
    let mut session = tied(OPPOSITIONS);
    assert_eq!(
        traced(&mut session, "1926-01-15", "Trotsky", "Zinoviev", 4),
        [
            "['Trotsky', 'Zinoviev'] | -1 | CONTESTED",
            "['Trotsky', 'Kamenev', 'Zinoviev'] | -1 | CONTESTED",
            "['Trotsky', 'Bukharin', 'Zinoviev'] | 1 | CONTESTED",
            "['Trotsky', 'Stalin', 'Zinoviev'] | 1 | CONTESTED",
        ]
    );
    assert_eq!(
        traced(&mut session, "1926-01-15", "Trotsky", "Zinoviev", 1),
        [
            "['Trotsky', 'Zinoviev'] | -1 | CONTESTED",
            "['Trotsky', 'Bukharin', 'Zinoviev'] | 1 | CONTESTED",
        ]
    );
}

#[test]
fn of_two_paths_as_long_the_one_with_fewer_enmities_comes_first() {
    let mut session = tied(OPPOSITIONS);
    assert_eq!(
        traced(&mut session, "1929-01-15", "Trotsky", "Rykov", 2),
        [
            "['Trotsky', 'Bukharin', 'Rykov'] | -1 | CONTESTED",
            "['Trotsky', 'Stalin', 'Rykov'] | 1 | CONTESTED",
        ]
    );
    assert_eq!(
        traced(&mut session, "1929-01-15", "Trotsky", "Zinoviev", 2),
        ["null | null | UNCONNECTED"]
    );
    // By names alone the way through two enmities would come first.
    let mut session = tied(&[
        ("a", -1, "b", "1920"),
        ("b", -1, "d", "1920"),
        ("a", 1, "c", "1920"),
        ("c", 1, "d", "1920"),
    ]);
    assert_eq!(
        traced(&mut session, "1920", "a", "d", 2),
        ["['a', 'c', 'd'] | 1 | ALLY", "['a', 'b', 'd'] | 1 | ALLY"]
    );
}

/// Ties, and the frustration of two groups and of three, at a day.
fn figures(session: &mut Session, day: &str) -> [Value; 3] {
    let mut balance = |groups: u32| {
        let call = format!(
            "FOR VALID_TIME AS OF '{day}' CALL balance({{groups: {groups}}}) YIELD relations, frustration, status RETURN relations, frustration, status"
        );
        let row = run(session, &call).remove(0);
        assert_eq!(row[2], Value::from("proven"));
        row
    };
    let (strong, weak) = (balance(2), balance(3));
    [strong[0].clone(), strong[1].clone(), weak[1].clone()]
}

fn factions(session: &mut Session, day: &str, groups: u32) -> Vec<String> {
    told(
        session,
        &format!(
            "FOR VALID_TIME AS OF '{day}' CALL factions({{groups: {groups}}}) YIELD component, members, upper, optima, undecided
             RETURN component, [m IN members | m.key] AS members, upper, optima, [p IN undecided | [m IN p | m.key]] AS undecided"
        ),
    )
}

#[test]
fn the_figures_of_five_days_are_exact() {
    let mut session = tied(OPPOSITIONS);
    let wanted = [
        ("1924-06-01", [8, 0, 0]),
        ("1926-01-15", [10, 2, 0]),
        ("1926-06-01", [8, 0, 0]),
        ("1926-08-01", [10, 0, 0]),
        ("1929-01-15", [8, 1, 0]),
    ];
    for (day, figures) in wanted {
        let came = self::figures(&mut session, day);
        assert_eq!(came, figures.map(Value::Integer), "{day}");
    }
}

#[test]
fn strong_balance_has_two_optima_and_weak_balance_one() {
    let mut session = tied(OPPOSITIONS);
    let strong = factions(&mut session, "1926-01-15", 2);
    assert!(
        strong.iter().all(|row| row.contains("| 2 | 2 |")),
        "{strong:?}"
    );
    let undecided =
        "CALL factions({groups: 2}) YIELD undecided UNWIND undecided AS pair UNWIND pair AS actor";
    let call = format!(
        "FOR VALID_TIME AS OF '1926-01-15' {undecided} RETURN DISTINCT actor.key AS key ORDER BY key"
    );
    let all = ["Bukharin", "Kamenev", "Stalin", "Trotsky", "Zinoviev"];
    assert_eq!(
        told(&mut session, &call),
        all,
        "each is undecided towards Trotsky"
    );
    assert_eq!(
        factions(&mut session, "1926-01-15", 3),
        [
            "1 | ['Stalin', 'Bukharin'] | 0 | 1 | []",
            "1 | ['Zinoviev', 'Kamenev'] | 0 | 1 | []",
            "1 | ['Trotsky'] | 0 | 1 | []",
        ]
    );
}

#[test]
fn where_nothing_decides_the_pairs_are_named() {
    let mut session = tied(OPPOSITIONS);
    assert_eq!(
        factions(&mut session, "1926-06-01", 2),
        [
            "1 | ['Stalin', 'Bukharin'] | 0 | 1 | []",
            "1 | ['Zinoviev', 'Kamenev', 'Trotsky'] | 0 | 1 | []",
        ]
    );
    let three = factions(&mut session, "1926-06-01", 3);
    assert!(
        three.iter().all(|row| row.contains("| 0 | 2 |")),
        "{three:?}"
    );
    let call = "FOR VALID_TIME AS OF '1926-06-01' CALL factions({groups: 3}) YIELD undecided UNWIND undecided AS pair
                RETURN [m IN pair | m.key] AS pair";
    let undecided = told(&mut session, call);
    let wanted = ["['Zinoviev', 'Trotsky']", "['Kamenev', 'Trotsky']"];
    assert_eq!(undecided, wanted);
}

#[test]
fn components_are_counted_each_for_itself() {
    let mut session = tied(OPPOSITIONS);
    let rows = run(
        &mut session,
        "FOR VALID_TIME AS OF '1929-01-15' CALL factions({groups: 2}) YIELD component, optima RETURN DISTINCT component, optima ORDER BY optima",
    );
    let optima: Vec<&Value> = rows.iter().map(|row| &row[1]).collect();
    assert_eq!(optima, [&Value::Integer(1), &Value::Integer(2)]);
}

#[test]
fn zinoviev_and_kamenev_changed_sides_between_1924_and_1926() {
    let mut session = tied(OPPOSITIONS);
    let pairs = |list: &str| {
        format!("[p IN {list} | p.a.key + ' ' + p.b.key + ' ' + toString(p.to)] AS {list}")
    };
    let call = format!(
        "CALL realignments('1924-06-01', '1926-08-01') YIELD mover, from, to, flipped, begun, ended, evidence, status
         RETURN mover.key, [m IN from | m.key] AS from, [m IN to | m.key] AS to, {}, {}, size(ended), size(evidence), status",
        pairs("flipped"),
        pairs("begun")
    );
    assert_eq!(
        told(&mut session, &call),
        [
            "Zinoviev | ['Stalin', 'Zinoviev', 'Kamenev', 'Bukharin'] | ['Zinoviev', 'Kamenev', 'Trotsky'] | ['Stalin Zinoviev -1', 'Zinoviev Trotsky 1'] | ['Zinoviev Bukharin -1'] | 0 | 5 | proven",
            "Kamenev | ['Stalin', 'Zinoviev', 'Kamenev', 'Bukharin'] | ['Zinoviev', 'Kamenev', 'Trotsky'] | ['Stalin Kamenev -1', 'Kamenev Trotsky 1'] | ['Kamenev Bukharin -1'] | 0 | 5 | proven",
        ]
    );
}

#[test]
fn balance_is_measured_year_by_year() {
    let mut session = tied(OPPOSITIONS);
    let rows = told(
        &mut session,
        "FOR VALID_TIME DURING '1924/1929' CALL balance({by: 'year'}) YIELD at, relations, negative, frustration, balanced_triads
         RETURN at, relations, negative, frustration, balanced_triads",
    );
    assert_eq!(
        rows,
        [
            "1924-01-01 | 8 | 4 | 0 | 1.0",
            "1925-01-01 | 8 | 4 | 0 | 1.0",
            "1926-01-01 | 10 | 8 | 2 | 0.6",
            "1927-01-01 | 10 | 6 | 0 | 1.0",
            "1928-01-01 | 4 | 2 | 0 | 1.0",
            "1929-01-01 | 8 | 5 | 1 | 0.6666666666666666",
        ]
    );
}

#[test]
fn without_a_tie_the_figures_are_null() {
    let mut session = tied(OPPOSITIONS);
    let rows = told(
        &mut session,
        "FOR VALID_TIME AS OF '1900' CALL balance() YIELD relations, frustration, balanced_triads, walk_balance, line_balance
         RETURN relations, frustration, balanced_triads, walk_balance, line_balance",
    );
    assert_eq!(rows, ["0 | null | null | null | null"]);
}

#[test]
fn actors_without_ties_are_unplaced() {
    let mut session = tied(OPPOSITIONS);
    run(&mut session, "CREATE (:Actor {key: 'Kalinin'})");
    let rows = told(
        &mut session,
        "FOR VALID_TIME AS OF '1928-01-01' CALL factions({among: 'Actor'}) YIELD faction, members, status
         RETURN faction, [m IN members | m.key] AS members, status",
    );
    assert_eq!(
        rows.last().map(String::as_str),
        Some("null | ['Rykov', 'Tomsky', 'Kalinin'] | unplaced")
    );
}
