//! What a single actor's ties say: signed degrees and the balance of the triangles it is in.

use super::signed::SignedTies;
use super::triads::each_triad;

/// The figures of one actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActorFigures {
    /// Ties that are positive only, negative only, and both.
    pub positive: u32,
    pub negative: u32,
    pub ambivalent: u32,
    /// Signed triangles with this actor, those with an even number of negative ties, and those without exactly one.
    pub triads: u64,
    pub balanced: u64,
    pub weakly_balanced: u64,
}

impl ActorFigures {
    /// The share of balanced triangles around the actor, 0 to 1; `None` without a triangle.
    #[must_use]
    pub fn local_balance(&self) -> Option<f64> {
        (self.triads > 0).then(|| self.balanced as f64 / self.triads as f64)
    }

    /// Positive minus negative ties.
    #[must_use]
    pub fn net_degree(&self) -> i64 {
        i64::from(self.positive) - i64::from(self.negative)
    }
}

/// The figures of every actor, by its number.
#[must_use]
pub fn actor_figures(ties: &SignedTies) -> Vec<ActorFigures> {
    let mut actors = vec![ActorFigures::default(); ties.nodes()];
    for tie in ties.ties() {
        for node in [tie.a, tie.b] {
            let actor = &mut actors[node as usize];
            match tie.is_positive() {
                Some(true) => actor.positive += 1,
                Some(false) => actor.negative += 1,
                None => actor.ambivalent += 1,
            }
        }
    }
    each_triad(ties, |triad, negative| {
        for node in triad {
            let actor = &mut actors[node as usize];
            actor.triads += 1;
            actor.balanced += u64::from(negative % 2 == 0);
            actor.weakly_balanced += u64::from(negative != 1);
        }
    });
    actors
}

#[cfg(test)]
mod tests {
    use super::actor_figures;
    use crate::algo::signed::SignedTies;

    #[test]
    fn an_actor_knows_its_signs_and_its_triangles() {
        let ties = [
            (0, 1, 1, 0),
            (1, 2, 0, 1),
            (0, 2, 0, 1),
            (0, 3, 0, 1),
            (1, 3, 1, 0),
            (2, 4, 1, 1),
        ];
        let actors = actor_figures(&SignedTies::merged(5, ties).unwrap());
        assert_eq!(
            (
                actors[0].positive,
                actors[0].negative,
                actors[0].net_degree()
            ),
            (1, 2, -1)
        );
        assert_eq!(
            (
                actors[0].triads,
                actors[0].balanced,
                actors[0].local_balance()
            ),
            (2, 1, Some(0.5))
        );
        assert_eq!(
            (
                actors[2].ambivalent,
                actors[2].local_balance(),
                actors[4].local_balance()
            ),
            (1, Some(1.0), None)
        );
    }
}
