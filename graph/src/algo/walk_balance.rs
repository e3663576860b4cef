//! Walk balance (Estrada and Benzi 2014): the weight of closed walks with their sign over that of all closed walks,
//! tr e^A / tr e^|A|. 1 when balanced, and the nearer to 0 the less so; long walks count little.

use super::eigen::eigenvalues;
use super::signed::SignedTies;

/// More actors with ties than this would take minutes: the figure is not given.
const MOST_ACTORS: usize = 1_500;

/// Walk balance of the actors with ties, where a pair weighs its positive minus its negative weight.
/// `None` without ties, with more than 1,500 tied actors, and when stopped. O(n³).
#[must_use]
pub fn walk_balance(ties: &SignedTies, should_stop: &dyn Fn() -> bool) -> Option<f64> {
    let mut place = vec![usize::MAX; ties.nodes()];
    let mut nodes = 0;
    for node in ties.ties().iter().flat_map(|tie| [tie.a, tie.b]) {
        if place[node as usize] == usize::MAX {
            place[node as usize] = nodes;
            nodes += 1;
        }
    }
    if nodes == 0 || nodes > MOST_ACTORS {
        return None;
    }
    let matrix = |cell: fn(i64) -> i64| {
        let mut matrix = vec![0.0; nodes * nodes];
        for tie in ties.ties() {
            let (a, b) = (place[tie.a as usize], place[tie.b as usize]);
            matrix[a * nodes + b] = cell(tie.net()) as f64;
            matrix[b * nodes + a] = cell(tie.net()) as f64;
        }
        eigenvalues(matrix, nodes, should_stop)
    };
    let (signed, unsigned) = (matrix(|net| net)?, matrix(i64::abs)?);
    let highest = unsigned.last().copied()?;
    // Both traces are divided by e^highest, so that neither overflows.
    let trace = |values: &[f64]| {
        values
            .iter()
            .map(|value| (value - highest).exp())
            .sum::<f64>()
    };
    Some(trace(&signed) / trace(&unsigned))
}

#[cfg(test)]
mod tests {
    use super::walk_balance;
    use crate::algo::signed::SignedTies;

    #[test]
    fn a_balanced_network_has_walk_balance_one_and_an_empty_one_none() {
        let balanced = SignedTies::merged(4, [(0, 1, 1, 0), (1, 2, 0, 1), (0, 2, 0, 1)]).unwrap();
        assert!((walk_balance(&balanced, &|| false).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(
            walk_balance(&SignedTies::merged(4, []).unwrap(), &|| false),
            None
        );
    }

    #[test]
    fn heavy_ties_do_not_overflow() {
        let heavy =
            SignedTies::merged(3, [(0, 1, 5_000, 0), (1, 2, 5_000, 0), (0, 2, 0, 5_000)]).unwrap();
        assert!(walk_balance(&heavy, &|| false).unwrap().is_finite());
    }
}
