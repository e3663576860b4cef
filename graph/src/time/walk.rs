//! How far a whole walk can be made in time-respecting order: exact also where it comes to an element twice.

use crate::time::bounds::Bounds;
use crate::time::relate::Certainty;
use crate::time::share::InOrder;

/// An element of a walk, to be told from others, and its validity.
pub type Step<K> = (K, Bounds);

/// How far the hops of a walk can be made one after the other, at instants of the window that never go back. The walk is a node,
/// then a relation and a node by turns.
///
/// Cost: linear in the length; quadratic where an element comes twice and the answer hangs on it.
pub fn in_order<K: PartialEq>(window: &Bounds, walk: &[Step<K>]) -> Certainty {
    let Some((first, hops)) = walk.split_first() else {
        return Certainty::Absent;
    };
    let arrived = hops
        .chunks_exact(2)
        .try_fold(InOrder::starting(window, &first.1), |walk, hop| {
            Some(walk?.hop(&hop[0].1, &hop[1].1))
        });
    match arrived.flatten().map(|walk| walk.certainty()) {
        None => Certainty::Absent,
        Some(Certainty::Possible) if is_certain(window, walk) => Certainty::Certain,
        Some(certainty) => certainty,
    }
}

/// Whether a walk that is possible is so for every choice of starts and ends: no element may start after one of the same hop
/// or a later one has ended. An element never starts after its own end.
fn is_certain<K: PartialEq>(window: &Bounds, walk: &[Step<K>]) -> bool {
    let twice = |at: usize| walk[..at].iter().any(|(before, _)| *before == walk[at].0);
    let doubtful = window.doubtful || walk.iter().any(|(_, bounds)| bounds.doubtful);
    if doubtful || !(1..walk.len()).any(twice) {
        return false;
    }
    let inside = |bounds: &Bounds| bounds.s_hi <= window.e_lo && window.s_hi <= bounds.e_lo;
    let never_after = |at: usize, later: usize| {
        let ((one, start), (other, end)) = (&walk[at], &walk[later]);
        one == other || start.s_hi <= end.e_lo
    };
    // An element is of the hops on both its sides: it shares the first of these with what stands up to two places before it.
    let ordered = (0..walk.len()).all(|at| {
        let from = match at % 2 {
            0 => at.saturating_sub(2),
            _ => at - 1,
        };
        (from..walk.len()).all(|later| never_after(at, later))
    });
    ordered && walk.iter().all(|(_, bounds)| inside(bounds))
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use crate::time::{Bounds, Certainty};

    #[test]
    fn an_element_that_comes_twice_is_the_same_both_times() {
        let window = Bounds::exactly(0, 20).unwrap();
        let vague = Bounds::new((0, 7), (5, 9)).unwrap();
        let (there, always) = (Bounds::exactly(3, 6).unwrap(), Bounds::ALWAYS);
        let back = [
            ('a', vague),
            ('r', always),
            ('b', always),
            ('s', always),
            ('a', vague),
        ];
        assert_eq!(in_order(&window, &back), Certainty::Certain);
        let apart = [
            ('a', vague),
            ('r', always),
            ('b', always),
            ('s', always),
            ('c', vague),
        ];
        assert_eq!(in_order(&window, &apart), Certainty::Possible);
        let missed = [('a', vague), ('r', there), ('a', vague)];
        assert_eq!(in_order(&window, &missed), Certainty::Possible);
        let gone = [
            ('a', Bounds::exactly(5, 6).unwrap()),
            ('r', Bounds::exactly(1, 2).unwrap()),
            ('b', always),
        ];
        assert_eq!(in_order(&window, &gone), Certainty::Absent);
    }
}
