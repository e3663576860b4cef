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
}
