//! Acceptance cases of balance and factions on signed networks, with their exact figures, and laws on small random graphs.

mod signed;

use std::num::NonZeroU32;

use factio_graph::algo::frustration::frustration;
use factio_graph::algo::partition::{
    Budget, ComponentPartition, Groups, Standing, Status, partition,
};
use factio_graph::algo::realign::{realign, sides};
use factio_graph::algo::signed::{Alpha, SignedTies};
use factio_graph::algo::tie_changes::{TieChange, TieSign, tie_changes};
use factio_graph::algo::triads::triad_census;
use factio_graph::algo::walk_balance::walk_balance;
use signed::{complete_negative, five_cycle, oppositions_at, petersen, read, read_valued, windows};

pub fn at_most(groups: u32) -> Groups {
    NonZeroU32::new(groups).map_or(Groups::Free, Groups::AtMost)
}

pub fn solve(ties: &SignedTies, groups: Groups) -> Vec<ComponentPartition> {
    partition(ties, groups, Budget::default())
}

/// The proven cost and the number of optima, over all components.
pub fn figures(ties: &SignedTies, groups: Groups) -> (i64, u128) {
    let parts = solve(ties, groups);
    assert!(parts.iter().all(|part| part.status() == Status::Proven));
    let optima = parts
        .iter()
        .map(|part| part.optima.expect("counted"))
        .product();
    (parts.iter().map(|part| part.upper).sum(), optima)
}

#[test]
fn all_negative_complete_graphs_have_the_frustration_of_their_best_cut() {
    let two = [1, 2, 4, 6, 9];
    let three = [0, 1, 2, 3, 5];
    for (place, nodes) in (3..=7).enumerate() {
        assert_eq!(
            figures(&complete_negative(nodes), Groups::TWO).0,
            two[place]
        );
        assert_eq!(
            figures(&complete_negative(nodes), at_most(3)).0,
            three[place]
        );
    }
}

#[test]
fn the_petersen_graph_and_a_five_cycle_have_known_figures() {
    assert_eq!(figures(&petersen(), Groups::TWO).0, 3);
    assert_eq!(figures(&five_cycle(), Groups::TWO), (1, 5));
}

#[test]
fn the_tribes_of_gahuku_gama_have_one_optimum() {
    let Some(tribes) = read("tribes.tsv") else {
        return;
    };
    assert_eq!(figures(&tribes, Groups::TWO), (7, 1));
    assert_eq!(figures(&tribes, at_most(3)), (2, 1));
    let census = triad_census(&tribes);
    assert_eq!(census.by_negative, [19, 2, 40, 7]);
    let near = |value: Option<f64>, expected: f64| {
        assert!((value.expect("given") - expected).abs() < 1e-7, "{value:?}")
    };
    near(census.balanced(), 0.867_647_1);
    near(census.weakly_balanced(), 0.970_588_2);
    near(walk_balance(&tribes, &|| false), 0.357_576_1);
    near(
        frustration(&tribes, Budget::default()).normalised(),
        0.758_620_7,
    );
}

#[test]
fn the_other_classics_have_their_published_figures() {
    let Some(bank) = read("bank_wiring.tsv") else {
        return;
    };
    assert_eq!(figures(&bank, Groups::TWO).0, 2);
    assert_eq!(figures(&bank, at_most(3)), (1, 16));
    assert_eq!(figures(&bank, at_most(4)).0, 0);
    if let Some(slovene) = read("slovene_parties_1994.tsv") {
        assert_eq!(figures(&slovene, Groups::TWO), (2, 1));
    }
    if let Some(slovene) = read_valued("slovene_parties_1994.tsv") {
        assert_eq!(figures(&slovene, Groups::TWO), (15, 1));
    }
    if let Some(seven) = read("balance_example_7.tsv") {
        assert_eq!(figures(&seven, Groups::TWO), (1, 3));
        assert_eq!(figures(&seven, at_most(3)), (0, 1));
    }
    if let Some(congress) = read("us_congress_convote.tsv") {
        let parts = solve(&congress, Groups::TWO);
        assert!(parts.iter().all(|part| part.status() == Status::Proven));
        assert_eq!(parts.iter().map(|part| part.upper).sum::<i64>(), 18);
    }
}

#[test]
fn the_novices_of_sampson_divide_by_half_alpha() {
    let cases = [
        ("T2", 21.5, 1, 17.5, 2),
        ("T3", 16.0, 1, 11.0, 1),
        ("T4", 12.5, 1, 10.5, 2),
    ];
    for (time, two, two_optima, three, three_optima) in cases {
        let Some(ties) = read_valued(&format!("sampson_affect_{time}.tsv")) else {
            return;
        };
        let alpha = Alpha::new(0.5).expect("a half");
        let weighed = ties.weighed(alpha).expect("light");
        let unit = |figures: (i64, u128)| (figures.0 as f64 / alpha.divisor() as f64, figures.1);
        assert_eq!(
            unit(figures(&weighed, Groups::TWO)),
            (two, two_optima),
            "{time}, two groups"
        );
        assert_eq!(
            unit(figures(&weighed, at_most(3))),
            (three, three_optima),
            "{time}, three groups"
        );
    }
}

#[test]
fn the_windows_of_the_correlates_of_war_are_proven() {
    for window in windows() {
        let name = window.name;
        let found = frustration(&window.ties, Budget::default());
        assert_eq!(
            (found.lower, found.upper),
            (window.frustration, window.frustration),
            "{name}"
        );
        assert_eq!(
            triad_census(&window.ties).by_negative,
            window.triads,
            "{name}"
        );
        let normalised = found.normalised().expect("ties");
        assert!(
            (normalised - window.normalised).abs() < 1e-6,
            "{name}: {normalised}"
        );
    }
}

/// The figures are those of the linear relaxation over cycles, rounded up, by another program.
#[test]
fn weak_balance_of_the_windows_is_proven() {
    let figures = [
        12, 15, 11, 17, 27, 28, 25, 35, 32, 17, 24, 23, 21, 21, 28, 35, 32, 41, 40, 35, 26, 36, 39,
        36, 39, 33,
    ];
    for (window, figure) in windows().iter().zip(figures) {
        let parts = partition(&window.ties, Groups::Free, Budget::default());
        let lower: i64 = parts.iter().map(|part| part.lower).sum();
        let upper: i64 = parts.iter().map(|part| part.upper).sum();
        assert_eq!((lower, upper), (figure, figure), "{}", window.name);
    }
}

#[test]
fn the_oppositions_fall_into_sides_at_five_dates() {
    let dates = [
        "1924-06-01",
        "1926-01-15",
        "1926-06-01",
        "1926-08-01",
        "1929-01-15",
    ];
    let ties = [8, 10, 8, 10, 8];
    let strong = [0, 2, 0, 0, 1];
    for (place, date) in dates.iter().enumerate() {
        let (_, at) = oppositions_at(date);
        assert_eq!(at.ties().len(), ties[place], "{date}");
        assert_eq!(figures(&at, Groups::TWO).0, strong[place], "{date}");
        assert_eq!(figures(&at, at_most(3)).0, 0, "{date}");
    }
}

#[test]
fn the_fourteenth_congress_leaves_trotsky_between_in_two_groups_and_alone_in_three() {
    let (names, ties) = oppositions_at("1926-01-15");
    let node = |name: &str| {
        names
            .iter()
            .position(|other| *other == name)
            .expect("named") as u32
    };
    let [stalin, bukharin, trotsky, zinoviev, kamenev] =
        ["Stalin", "Bukharin", "Trotsky", "Zinoviev", "Kamenev"].map(node);
    let two = &solve(&ties, Groups::TWO)[0];
    assert_eq!(two.optima, Some(2));
    assert_eq!(two.standing(stalin, bukharin), Some(Standing::Together));
    assert_eq!(two.standing(zinoviev, kamenev), Some(Standing::Together));
    assert_eq!(two.standing(stalin, zinoviev), Some(Standing::Apart));
    assert_eq!(two.standing(stalin, trotsky), Some(Standing::Open));
    let weak = &solve(&ties, at_most(3))[0];
    assert_eq!(weak.optima, Some(1));
    let mut groups = weak.groups.clone();
    let mut expected = [
        vec![stalin, bukharin],
        vec![zinoviev, kamenev],
        vec![trotsky],
    ];
    expected.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    expected.sort();
    assert_eq!(groups, expected);
}

#[test]
fn before_the_united_opposition_the_side_of_trotsky_is_not_decided() {
    let (names, ties) = oppositions_at("1926-06-01");
    let node = |name: &str| {
        names
            .iter()
            .position(|other| *other == name)
            .expect("named") as u32
    };
    assert_eq!(solve(&ties, Groups::TWO)[0].optima, Some(1));
    let weak = &solve(&ties, at_most(3))[0];
    assert_eq!(weak.optima, Some(2));
    assert_eq!(
        weak.standing(node("Trotsky"), node("Zinoviev")),
        Some(Standing::Open)
    );
}

#[test]
fn unconnected_components_are_counted_apart() {
    let (_, ties) = oppositions_at("1929-01-15");
    let optima: Vec<_> = solve(&ties, Groups::TWO)
        .iter()
        .map(|part| part.optima)
        .collect();
    assert_eq!(optima.len(), 2);
    assert!(optima.contains(&Some(2)) && optima.contains(&Some(1)));
}

#[test]
fn zinoviev_and_kamenev_are_the_movers_of_1926() {
    let (names, before) = oppositions_at("1924-06-01");
    let (_, after) = oppositions_at("1926-08-01");
    let side = |ties: &SignedTies| sides(&solve(ties, Groups::TWO), ties.nodes());
    let found = realign(&side(&before), &side(&after));
    assert_eq!(found.matchings.len(), 1);
    let movers: Vec<&str> = found.matchings[0]
        .movers
        .iter()
        .map(|mover| names[mover.actor as usize])
        .collect();
    assert_eq!(movers, ["Zinoviev", "Kamenev"]);
    assert!(found.entered.is_empty() && found.left.is_empty());
    let (plus, minus) = (Some(TieSign::Positive), Some(TieSign::Negative));
    let mut changes: Vec<_> = tie_changes(&before, &after)
        .iter()
        .map(|change| story(&names, change))
        .collect();
    changes.sort_unstable();
    let mut expected = vec![
        ("Stalin", "Zinoviev", plus, minus),
        ("Stalin", "Kamenev", plus, minus),
        ("Zinoviev", "Trotsky", minus, plus),
        ("Kamenev", "Trotsky", minus, plus),
        ("Zinoviev", "Bukharin", None, minus),
        ("Kamenev", "Bukharin", None, minus),
    ];
    expected.sort_unstable();
    assert_eq!(changes, expected);
}

type Story<'a> = (&'a str, &'a str, Option<TieSign>, Option<TieSign>);

fn story<'a>(names: &[&'a str], change: &TieChange) -> Story<'a> {
    (
        names[change.a as usize],
        names[change.b as usize],
        change.from,
        change.to,
    )
}
