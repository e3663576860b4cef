//! The census of signed triads: how many triangles have 0, 1, 2 and 3 negative ties.
//! Forward counting along a degree order (Chiba and Nishizeki 1985): O(m · √m).

use super::signed::SignedTies;

/// Triangles by their number of negative ties. A triangle with an ambivalent tie has no sign and is not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TriadCensus {
    pub by_negative: [u64; 4],
}

impl TriadCensus {
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_negative.iter().sum()
    }

    /// The share with an even number of negative ties, 0 to 1; `None` without a triad.
    #[must_use]
    pub fn balanced(&self) -> Option<f64> {
        self.share(self.by_negative[0] + self.by_negative[2])
    }

    /// The share without exactly one negative tie, 0 to 1; `None` without a triad.
    #[must_use]
    pub fn weakly_balanced(&self) -> Option<f64> {
        self.share(self.total() - self.by_negative[1])
    }

    fn share(&self, part: u64) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| part as f64 / total as f64)
    }
}

/// The census of all triangles.
#[must_use]
pub fn triad_census(ties: &SignedTies) -> TriadCensus {
    let mut census = TriadCensus::default();
    each_triad(ties, |_, negative| census.by_negative[negative] += 1);
    census
}

/// Calls `visit` with the actors of each signed triangle and its number of negative ties.
pub(super) fn each_triad(ties: &SignedTies, mut visit: impl FnMut([u32; 3], usize)) {
    let mut degree = vec![0_u32; ties.nodes()];
    for tie in ties.ties() {
        degree[tie.a as usize] += 1;
        degree[tie.b as usize] += 1;
    }
    let rank = |node: u32| (degree[node as usize], node);
    let mut ahead: Vec<Vec<(u32, usize)>> = vec![Vec::new(); ties.nodes()];
    for tie in ties.ties() {
        let Some(positive) = tie.is_positive() else {
            continue;
        };
        let (from, to) = if rank(tie.a) < rank(tie.b) {
            (tie.a, tie.b)
        } else {
            (tie.b, tie.a)
        };
        ahead[from as usize].push((to, usize::from(!positive)));
    }
    let mut sign: Vec<Option<usize>> = vec![None; ties.nodes()];
    for (node, own) in ahead.iter().enumerate() {
        own.iter()
            .for_each(|&(to, negative)| sign[to as usize] = Some(negative));
        for &(middle, first) in own {
            for &(last, second) in &ahead[middle as usize] {
                if let Some(third) = sign[last as usize] {
                    visit([node as u32, middle, last], first + second + third);
                }
            }
        }
        own.iter().for_each(|&(to, _)| sign[to as usize] = None);
    }
}

#[cfg(test)]
mod tests {
    use super::triad_census;
    use crate::algo::signed::SignedTies;

    #[test]
    fn no_triad_has_no_share() {
        let census = triad_census(&SignedTies::merged(3, [(0, 1, 1, 0), (1, 2, 1, 0)]).unwrap());
        assert_eq!(
            (census.total(), census.balanced(), census.weakly_balanced()),
            (0, None, None)
        );
    }

    #[test]
    fn three_enemies_are_balanced_weakly_only() {
        let census = triad_census(
            &SignedTies::merged(3, [(0, 1, 0, 1), (1, 2, 0, 2), (0, 2, 0, 1)]).unwrap(),
        );
        assert_eq!(
            (
                census.by_negative,
                census.balanced(),
                census.weakly_balanced()
            ),
            ([0, 0, 0, 1], Some(0.0), Some(1.0))
        );
    }

    #[test]
    fn an_ambivalent_tie_makes_no_triad() {
        let census = triad_census(
            &SignedTies::merged(3, [(0, 1, 1, 1), (1, 2, 1, 0), (0, 2, 1, 0)]).unwrap(),
        );
        assert_eq!(census.total(), 0);
    }
}
