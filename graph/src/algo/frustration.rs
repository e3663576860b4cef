//! The frustration index (line index of balance; Harary 1959): the least weight of ties whose removal leaves two groups
//! without misfits, summed over the components.

use super::partition::{Budget, Groups, Status, partition};
use super::signed::SignedTies;

/// Bounds of the index; equal when it is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frustration {
    pub lower: i64,
    pub upper: i64,
    /// The weight of all ties.
    pub total: i64,
}

impl Frustration {
    #[must_use]
    pub fn status(&self) -> Status {
        if self.lower == self.upper {
            Status::Proven
        } else {
            Status::Interval
        }
    }

    /// Normalised balance F = 1 − 2L/m of the upper bound (Aref and Wilson 2018): 1 when balanced; `None` without ties.
    #[must_use]
    pub fn normalised(&self) -> Option<f64> {
        (self.total > 0).then(|| 1.0 - 2.0 * self.upper as f64 / self.total as f64)
    }
}

/// The frustration index within the budget.
#[must_use]
pub fn frustration(ties: &SignedTies, budget: Budget<'_>) -> Frustration {
    let parts = partition(ties, Groups::TWO, budget);
    Frustration {
        lower: parts.iter().map(|part| part.lower).sum(),
        upper: parts.iter().map(|part| part.upper).sum(),
        total: ties
            .ties()
            .iter()
            .map(|tie| tie.positive + tie.negative)
            .sum(),
    }
}
