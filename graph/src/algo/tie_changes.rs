//! Which pairs changed between two dates: flipped, begun and ended ties.

use super::signed::{SignedTie, SignedTies};

/// What the evidence says of a pair at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieSign {
    Positive,
    Negative,
    Ambivalent,
}

impl TieSign {
    fn of(tie: &SignedTie) -> Self {
        match tie.is_positive() {
            Some(true) => Self::Positive,
            Some(false) => Self::Negative,
            None => Self::Ambivalent,
        }
    }
}

/// A pair whose sign is not the same at both dates; `None` where it has no tie, so a tie that began has no `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TieChange {
    pub a: u32,
    pub b: u32,
    pub from: Option<TieSign>,
    pub to: Option<TieSign>,
}

/// The changed pairs, sorted by their ends. Linear in the ties of both dates.
#[must_use]
pub fn tie_changes(before: &SignedTies, after: &SignedTies) -> Vec<TieChange> {
    let (mut old, mut new) = (
        before.ties().iter().peekable(),
        after.ties().iter().peekable(),
    );
    let mut changes = Vec::new();
    loop {
        let pair = match (old.peek(), new.peek()) {
            (None, None) => return changes,
            (Some(one), None) | (None, Some(one)) => (one.a, one.b),
            (Some(one), Some(two)) => (one.a, one.b).min((two.a, two.b)),
        };
        let from = old.next_if(|tie| (tie.a, tie.b) == pair).map(TieSign::of);
        let to = new.next_if(|tie| (tie.a, tie.b) == pair).map(TieSign::of);
        if from != to {
            changes.push(TieChange {
                a: pair.0,
                b: pair.1,
                from,
                to,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TieChange, TieSign, tie_changes};
    use crate::algo::signed::SignedTies;

    #[test]
    fn flipped_begun_and_ended_pairs_are_told_apart() {
        let before = SignedTies::merged(4, [(0, 1, 1, 0), (1, 2, 1, 0), (2, 3, 0, 1)]).unwrap();
        let after = SignedTies::merged(4, [(0, 1, 0, 1), (0, 3, 1, 1), (2, 3, 0, 4)]).unwrap();
        let change = |a, b, from, to| TieChange { a, b, from, to };
        let (plus, minus, both) = (
            Some(TieSign::Positive),
            Some(TieSign::Negative),
            Some(TieSign::Ambivalent),
        );
        assert_eq!(
            tie_changes(&before, &after),
            [
                change(0, 1, plus, minus),
                change(0, 3, None, both),
                change(1, 2, plus, None)
            ]
        );
    }
}
