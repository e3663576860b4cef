//! Laws of balance on small random graphs, against brute force and against each other.

use factio_graph::algo::conflict::algebraic_conflict;
use factio_graph::algo::partition::{Budget, Groups, Standing, partition};
use factio_graph::algo::signed::SignedTies;

use super::random;
use crate::{at_most, figures, solve};

/// Every partition into at most `most` groups: the least cost and how many reach it.
fn brute(ties: &SignedTies, most: u32) -> (i64, u128) {
    let mut labels = vec![0; ties.nodes()];
    let mut best = (i64::MAX, 0);
    every(ties, &mut labels, 0, 0, most, &mut best);
    best
}

fn every(
    ties: &SignedTies,
    labels: &mut Vec<u32>,
    at: usize,
    groups: u32,
    most: u32,
    best: &mut (i64, u128),
) {
    if at == labels.len() {
        let cost = ties.ties().iter().map(|tie| {
            if labels[tie.a as usize] == labels[tie.b as usize] {
                tie.negative
            } else {
                tie.positive
            }
        });
        let cost: i64 = cost.sum();
        match cost.cmp(&best.0) {
            std::cmp::Ordering::Less => *best = (cost, 1),
            std::cmp::Ordering::Equal => best.1 += 1,
            std::cmp::Ordering::Greater => {}
        }
        return;
    }
    for group in 0..most.min(groups + 1) {
        labels[at] = group;
        every(ties, labels, at + 1, groups.max(group + 1), most, best);
    }
}

#[test]
fn brute_force_agrees_on_random_connected_graphs() {
    for seed in 0..120 {
        let nodes = 4 + seed as usize % 6;
        let ties = random(nodes, nodes + seed as usize % 7, seed);
        for most in [2, 3, nodes as u32] {
            let groups = if most == nodes as u32 {
                Groups::Free
            } else {
                at_most(most)
            };
            assert_eq!(
                figures(&ties, groups),
                brute(&ties, most),
                "seed {seed}, {most} groups"
            );
        }
    }
}

#[test]
fn brute_force_agrees_with_two_groups_up_to_fourteen_nodes() {
    for seed in 0..40 {
        let nodes = 11 + seed as usize % 4;
        let ties = random(nodes, 2 * nodes, 1000 + seed);
        assert_eq!(figures(&ties, Groups::TWO), brute(&ties, 2), "seed {seed}");
    }
}

/// The frustration index, proven.
fn index(ties: &SignedTies) -> i64 {
    figures(ties, Groups::TWO).0
}

type Row = (u32, u32, i64, i64);

fn rows(ties: &SignedTies) -> Vec<Row> {
    ties.ties()
        .iter()
        .map(|tie| (tie.a, tie.b, tie.positive, tie.negative))
        .collect()
}

fn changed(ties: &SignedTies, change: impl Fn(Row) -> Row) -> SignedTies {
    SignedTies::merged(ties.nodes(), rows(ties).into_iter().map(change)).expect("lawful ties")
}

#[test]
fn the_index_does_not_change_under_switching_or_renaming() {
    for seed in 0..30 {
        let ties = random(20, 50, 300 + seed);
        let found = index(&ties);
        let switched = changed(&ties, |(a, b, plus, minus)| {
            if (a % 3 == 0) == (b % 3 == 0) {
                (a, b, plus, minus)
            } else {
                (a, b, minus, plus)
            }
        });
        assert_eq!(index(&switched), found, "seed {seed}, switched");
        let renamed = changed(&ties, |(a, b, plus, minus)| {
            (a * 7 % 20, b * 7 % 20, plus, minus)
        });
        assert_eq!(index(&renamed), found, "seed {seed}, renamed");
    }
}

#[test]
fn the_index_is_at_most_the_negative_weight_and_half_of_all() {
    for seed in 0..30 {
        let ties = random(25, 70, 500 + seed);
        let negative: i64 = ties.ties().iter().map(|tie| tie.negative).sum();
        let all: i64 = ties
            .ties()
            .iter()
            .map(|tie| tie.positive + tie.negative)
            .sum();
        assert!(index(&ties) <= negative.min(all / 2), "seed {seed}");
    }
}

#[test]
fn the_index_adds_over_components() {
    for seed in 0..20 {
        let (one, two) = (random(12, 30, seed), random(15, 40, 900 + seed));
        let moved = rows(&two)
            .into_iter()
            .map(|(a, b, plus, minus)| (a + 12, b + 12, plus, minus));
        let both =
            SignedTies::merged(27, rows(&one).into_iter().chain(moved)).expect("lawful ties");
        assert_eq!(index(&both), index(&one) + index(&two), "seed {seed}");
    }
}

#[test]
fn one_more_tie_changes_the_index_by_at_most_one() {
    for seed in 0..30 {
        let ties = random(18, 40, 700 + seed);
        let end = seed as u32 % 17 + 1;
        let more = SignedTies::merged(18, rows(&ties).into_iter().chain([(0, end, 0, 1)]))
            .expect("lawful ties");
        let change = index(&more) - index(&ties);
        assert!((0..=1).contains(&change), "seed {seed}: {change}");
    }
}

#[test]
fn a_component_is_balanced_when_its_index_and_its_least_eigenvalue_are_zero() {
    for seed in 0..40 {
        let nodes = 8;
        let ties = random(nodes, nodes + seed as usize % 4, 100 + seed);
        let conflict = algebraic_conflict(&ties, &|| false).expect("nobody stopped");
        for (part, conflict) in solve(&ties, Groups::TWO).iter().zip(conflict) {
            assert_eq!(part.upper == 0, conflict < 1e-9, "seed {seed}: {conflict}");
        }
    }
}

#[test]
fn the_standing_of_every_pair_is_what_all_optima_agree_on() {
    for seed in 0..60 {
        let nodes = 5 + seed as usize % 4;
        let ties = random(nodes, nodes + seed as usize % 5, 2000 + seed);
        for most in [2, 3, nodes as u32] {
            let part = &solve(&ties, at_most(most))[0];
            let optima = optima(&ties, most, part.upper);
            for (a, b) in (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b))) {
                let together = optima
                    .iter()
                    .filter(|labels| labels[a] == labels[b])
                    .count();
                let expected = match together {
                    0 => Standing::Apart,
                    all if all == optima.len() => Standing::Together,
                    _ => Standing::Open,
                };
                assert_eq!(
                    part.standing(a as u32, b as u32),
                    Some(expected),
                    "seed {seed}, {most} groups, {a} and {b}"
                );
            }
        }
    }
}

/// All partitions into at most `most` groups of the given cost.
fn optima(ties: &SignedTies, most: u32, cost: i64) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for _ in 0..ties.nodes() {
        let grow = |labels: Vec<u32>| {
            let groups = labels.iter().max().map_or(0, |&last| last + 1);
            (0..most.min(groups + 1)).map(move |group| [labels.as_slice(), &[group]].concat())
        };
        all = all.into_iter().flat_map(grow).collect();
    }
    let paid = |labels: &Vec<u32>| -> i64 {
        ties.ties()
            .iter()
            .map(|tie| {
                if labels[tie.a as usize] == labels[tie.b as usize] {
                    tie.negative
                } else {
                    tie.positive
                }
            })
            .sum()
    };
    all.into_iter()
        .filter(|labels| paid(labels) == cost)
        .collect()
}

#[test]
fn a_partition_costs_what_its_misfits_cost() {
    for seed in 0..20 {
        let ties = random(40, 120, 4000 + seed);
        for groups in [Groups::TWO, at_most(3), Groups::Free] {
            let budget = Budget {
                should_stop: &|| false,
                steps: 300_000,
            };
            for part in partition(&ties, groups, budget) {
                assert_eq!(
                    part.misfits.iter().map(|misfit| misfit.cost).sum::<i64>(),
                    part.upper,
                    "seed {seed}"
                );
                assert_eq!(
                    part.groups.iter().map(Vec::len).sum::<usize>(),
                    part.nodes.len()
                );
            }
        }
    }
}

#[test]
fn a_spent_budget_leaves_an_interval_that_holds_the_index() {
    for seed in 0..10 {
        let ties = random(40, 160, 6000 + seed);
        let exact = index(&ties);
        for steps in [1, 1_000, 100_000] {
            let budget = Budget {
                should_stop: &|| false,
                steps,
            };
            let parts = partition(&ties, Groups::TWO, budget);
            let lower: i64 = parts.iter().map(|part| part.lower).sum();
            let upper: i64 = parts.iter().map(|part| part.upper).sum();
            assert!(
                lower <= exact && exact <= upper,
                "seed {seed}: {exact} in {lower}..={upper}"
            );
        }
    }
}

#[test]
fn a_star_of_a_hundred_thousand_enemies_is_answered_block_by_block() {
    let ties = (1..100_000).map(|leaf| (0, leaf, 0, 1));
    let star = SignedTies::merged(100_000, ties).expect("lawful ties");
    assert_eq!(index(&star), 0);
}
