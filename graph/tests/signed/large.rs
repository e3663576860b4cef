//! Networks of thousands of ties: Bitcoin-Alpha under its three rules and the Wikipedia elections.

use factio_graph::algo::frustration::frustration;
use factio_graph::algo::partition::Budget;
use factio_graph::algo::signed::SignedTies;

use super::{named, read, text};

#[test]
fn bitcoin_alpha_without_contradicting_pairs_has_index_720() {
    if let Some(ties) = read("bitcoin_alpha_undirected.tsv") {
        holds(&ties, 720);
    }
}

#[test]
fn bitcoin_alpha_by_summed_ratings_has_index_819() {
    let Some(directed) = ratings(|rating| rating) else {
        return;
    };
    let sums = directed.ties().iter().map(|tie| {
        (
            tie.a,
            tie.b,
            i64::from(tie.net() > 0),
            i64::from(tie.net() < 0),
        )
    });
    holds(
        &SignedTies::merged(directed.nodes(), sums).expect("lawful ties"),
        819,
    );
}

#[test]
fn bitcoin_alpha_by_every_rating_has_index_1098() {
    if let Some(directed) = ratings(i64::signum) {
        holds(&directed, 1_098);
    }
}

fn ratings(weigh: impl Fn(i64) -> i64) -> Option<SignedTies> {
    let text = text("bitcoin_alpha_ratings.csv.gz")?;
    let row = |line: &'_ str| -> Option<(usize, usize, i64)> {
        let mut cells = line.split(',');
        Some((
            cells.next()?.len(),
            cells.next()?.len(),
            cells.next()?.parse().ok()?,
        ))
    };
    let rows = text.lines().skip(1).filter_map(|line| {
        row(line).map(|(a, b, rating)| (&line[..a], &line[a + 1..a + 1 + b], rating))
    });
    Some(
        named(
            &rows.filter(|row| row.0 != row.1).collect::<Vec<_>>(),
            weigh,
        )
        .1,
    )
}

fn holds(ties: &SignedTies, index: i64) {
    let found = frustration(
        ties,
        Budget {
            should_stop: &|| false,
            steps: 200_000_000,
        },
    );
    assert!(found.lower <= index && index <= found.upper, "{found:?}");
    assert_eq!(found.upper, index);
}

#[test]
fn the_wikipedia_elections_are_answered_by_a_good_interval() {
    let Some(ties) = read("wikipedia_elections_undirected.tsv.gz") else {
        return;
    };
    let found = frustration(
        &ties,
        Budget {
            should_stop: &|| false,
            steps: 20_000_000,
        },
    );
    assert!(found.upper <= 14_903 && found.lower > 0, "{found:?}");
}
