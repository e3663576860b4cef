//! What is known of an instance: a partition, its bounds, and all optima where they were counted.

use super::instance::Instance;
use super::standing::Standings;

/// Up to this many actors, the standing of every pair is kept.
pub(super) const PAIRS_KEPT: usize = 512;

/// All optimal partitions: how many there are with exactly 1, 2, … groups, and what they agree on.
#[derive(Clone, Debug)]
pub(super) struct Optima {
    pub by_groups: Vec<u128>,
    pub standings: Option<Standings>,
}

impl Optima {
    pub(super) fn total(&self) -> Option<u128> {
        self.by_groups
            .iter()
            .try_fold(0_u128, |sum, &count| sum.checked_add(count))
    }

    /// The optima of two disjoint sets.
    pub(super) fn joined(&self, other: &Self) -> Option<Self> {
        let len = self.by_groups.len().max(other.by_groups.len());
        let at = |optima: &Self, place: usize| optima.by_groups.get(place).copied().unwrap_or(0);
        let by_groups = (0..len)
            .map(|place| at(self, place).checked_add(at(other, place)))
            .collect::<Option<_>>()?;
        let standings = match (&self.standings, &other.standings) {
            (Some(one), Some(two)) => Some(one.common(two)),
            _ => None,
        };
        Some(Self {
            by_groups,
            standings,
        })
    }
}

/// Costs leave out the base of the instance. `optima` is `Some` only when `lower == upper`.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub labels: Vec<u32>,
    pub upper: i64,
    pub lower: i64,
    pub optima: Option<Optima>,
}

impl Solved {
    /// The answer for the instance that was switched by `side` (two groups only), turned back.
    pub(super) fn switched(self, instance: &Instance, side: &[u32]) -> Self {
        let labels: Vec<u32> = self
            .labels
            .iter()
            .zip(side)
            .map(|(&label, &side)| label ^ side)
            .collect();
        let upper = self.upper;
        let optima = self.optima.and_then(|optima| {
            let total = optima.total()?;
            let all_in_one = u128::from(instance.cost(&vec![0; instance.nodes]) == upper);
            let standings = optima.standings.map(|standings| standings.switched(side));
            Some(Optima {
                by_groups: vec![all_in_one, total - all_in_one],
                standings,
            })
        });
        Self {
            labels,
            optima,
            ..self
        }
    }

    /// The answer for the instance whose nodes were contracted to `class`, paying `base` beside it.
    pub(super) fn expanded(self, class: &[u32], base: i64) -> Self {
        let labels = class
            .iter()
            .map(|&class| self.labels[class as usize])
            .collect();
        let optima = self.optima.map(|optima| Optima {
            by_groups: optima.by_groups,
            standings: optima
                .standings
                .filter(|_| class.len() <= PAIRS_KEPT)
                .map(|standings| standings.expanded(class)),
        });
        Self {
            labels,
            upper: self.upper + base,
            lower: self.lower + base,
            optima,
        }
    }
}
