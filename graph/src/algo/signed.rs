//! Signed ties between numbered actors: what every balance algorithm reads.
//! The law: one entry a pair, `a < b`, sorted; no weight is below 0, and one of the two is above it.

use std::fmt;

/// The greatest sum of all weights that is taken, so that no later sum can overflow.
const HEAVIEST: i64 = 1 << 50;

/// A pair of actors and the weight of evidence for each sign; both above 0 makes the pair ambivalent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedTie {
    pub a: u32,
    pub b: u32,
    pub positive: i64,
    pub negative: i64,
}

impl SignedTie {
    /// The smaller weight: paid in every partition.
    #[must_use]
    pub fn base(&self) -> i64 {
        self.positive.min(self.negative)
    }

    /// Positive minus negative weight: what a partition can still decide.
    #[must_use]
    pub fn net(&self) -> i64 {
        self.positive - self.negative
    }

    /// `Some(true)` for a positive, `Some(false)` for a negative pair, `None` for one that is both.
    #[must_use]
    pub fn is_positive(&self) -> Option<bool> {
        match (self.positive > 0, self.negative > 0) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

/// Signed ties among the actors `0..nodes`, parallel ties merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedTies {
    nodes: usize,
    ties: Vec<SignedTie>,
}

/// Why a list is no list of signed ties; each carries the position of the tie in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedTiesError {
    /// An end is not below the number of nodes.
    UnknownNode(usize),
    /// Both ends are one actor.
    Loop(usize),
    /// A weight is below 0.
    NegativeWeight(usize),
    /// The weights up to this tie sum to more than 2^50.
    TooHeavy(usize),
}

impl fmt::Display for SignedTiesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownNode(at) => write!(f, "tie {at} names an actor that is not there"),
            Self::Loop(at) => write!(f, "tie {at} joins an actor to itself"),
            Self::NegativeWeight(at) => write!(f, "tie {at} has a weight below 0"),
            Self::TooHeavy(at) => write!(f, "the weights up to tie {at} sum to more than 2^50"),
        }
    }
}

impl std::error::Error for SignedTiesError {}

impl SignedTies {
    /// Merges parallel and opposite ties `(a, b, positive weight, negative weight)` to one entry a pair.
    /// A tie that weighs nothing says nothing and is left out.
    ///
    /// # Errors
    /// The first tie that breaks a law of [`SignedTiesError`].
    pub fn merged(
        nodes: usize,
        ties: impl IntoIterator<Item = (u32, u32, i64, i64)>,
    ) -> Result<Self, SignedTiesError> {
        let mut all = Vec::new();
        let mut sum = 0_i64;
        for (at, (a, b, positive, negative)) in ties.into_iter().enumerate() {
            if a as usize >= nodes || b as usize >= nodes {
                return Err(SignedTiesError::UnknownNode(at));
            }
            if a == b {
                return Err(SignedTiesError::Loop(at));
            }
            if positive < 0 || negative < 0 {
                return Err(SignedTiesError::NegativeWeight(at));
            }
            sum = sum.saturating_add(positive).saturating_add(negative);
            if sum > HEAVIEST {
                return Err(SignedTiesError::TooHeavy(at));
            }
            if positive > 0 || negative > 0 {
                all.push(SignedTie {
                    a: a.min(b),
                    b: a.max(b),
                    positive,
                    negative,
                });
            }
        }
        all.sort_by_key(|tie| (tie.a, tie.b));
        all.dedup_by(|later, kept| {
            let same = (later.a, later.b) == (kept.a, kept.b);
            if same {
                kept.positive += later.positive;
                kept.negative += later.negative;
            }
            same
        });
        Ok(Self { nodes, ties: all })
    }

    /// The number of actors, those without ties included.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// The pairs, sorted by their ends.
    #[must_use]
    pub fn ties(&self) -> &[SignedTie] {
        &self.ties
    }

    /// The component of each actor, numbered by its smallest actor; `None` for an actor without ties.
    #[must_use]
    pub fn components(&self) -> Vec<Option<u32>> {
        let mut union = petgraph::unionfind::UnionFind::new(self.nodes);
        let mut tied = vec![false; self.nodes];
        for tie in &self.ties {
            union.union(tie.a as usize, tie.b as usize);
            tied[tie.a as usize] = true;
            tied[tie.b as usize] = true;
        }
        let mut number = vec![None; self.nodes];
        let mut next = 0;
        let mut component = vec![None; self.nodes];
        for node in (0..self.nodes).filter(|&node| tied[node]) {
            let root = union.find_mut(node);
            component[node] = Some(*number[root].get_or_insert_with(|| {
                next += 1;
                next - 1
            }));
        }
        component
    }

    /// The ties weighed for the criterion function of Doreian and Mrvar: negative misfits count `alpha`, positive ones
    /// `1 − alpha`. Costs of the result are in units of one over [`Alpha::divisor`].
    ///
    /// # Errors
    /// [`SignedTiesError::TooHeavy`] when the scaled weights grow beyond bounds.
    pub fn weighed(&self, alpha: Alpha) -> Result<Self, SignedTiesError> {
        let scaled = self.ties.iter().map(|tie| {
            let positive = tie.positive.saturating_mul(alpha.divisor - alpha.numerator);
            (
                tie.a,
                tie.b,
                positive,
                tie.negative.saturating_mul(alpha.numerator),
            )
        });
        Self::merged(self.nodes, scaled)
    }
}

/// The weight of a negative misfit between 0 and 1, as a fraction in ten-thousandths, reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alpha {
    numerator: i64,
    divisor: i64,
}

impl Alpha {
    /// The nearest ten-thousandth of `value`; `None` outside 0..=1.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        const PARTS: i64 = 10_000;
        if !(0.0..=1.0).contains(&value) {
            return None;
        }
        let parts = (value * PARTS as f64).round() as i64;
        let (mut a, mut b) = (PARTS, parts);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Some(Self {
            numerator: parts / a,
            divisor: PARTS / a,
        })
    }

    /// What a cost of weighed ties is divided by to be in the caller's unit.
    #[must_use]
    pub fn divisor(&self) -> i64 {
        self.divisor
    }
}

#[cfg(test)]
mod tests {
    use super::{Alpha, SignedTies, SignedTiesError};

    #[test]
    fn parallel_ties_of_a_pair_are_one_entry() {
        let ties = SignedTies::merged(3, [(1, 0, 2, 0), (0, 1, 0, 5), (2, 1, 1, 0)]).unwrap();
        assert_eq!(ties.ties().len(), 2);
        assert_eq!((ties.ties()[0].base(), ties.ties()[0].net()), (2, -3));
        assert_eq!(ties.ties()[0].is_positive(), None);
    }

    #[test]
    fn lists_that_break_a_law_are_refused() {
        assert_eq!(
            SignedTies::merged(2, [(0, 2, 1, 0)]),
            Err(SignedTiesError::UnknownNode(0))
        );
        assert_eq!(
            SignedTies::merged(2, [(0, 1, 1, 0), (1, 1, 1, 0)]),
            Err(SignedTiesError::Loop(1))
        );
        assert_eq!(
            SignedTies::merged(2, [(0, 1, -1, 0)]),
            Err(SignedTiesError::NegativeWeight(0))
        );
        assert_eq!(
            SignedTies::merged(2, [(0, 1, i64::MAX, 1)]),
            Err(SignedTiesError::TooHeavy(0))
        );
    }

    #[test]
    fn components_are_numbered_by_their_smallest_actor_and_leave_out_the_untied() {
        let ties = SignedTies::merged(6, [(5, 1, 1, 0), (4, 2, 0, 1), (1, 3, 1, 0)]).unwrap();
        assert_eq!(
            ties.components(),
            [None, Some(0), Some(1), Some(0), Some(1), Some(0)]
        );
    }

    #[test]
    fn alpha_is_a_reduced_fraction() {
        let half = Alpha::new(0.5).unwrap();
        assert_eq!((half.numerator, half.divisor), (1, 2));
        assert_eq!(Alpha::new(0.0).unwrap().divisor(), 1);
        assert!(Alpha::new(1.5).is_none() && Alpha::new(f64::NAN).is_none());
    }
}
