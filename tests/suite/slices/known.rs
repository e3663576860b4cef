//! What is known of some spans in a slice, by counting out the choices of their ends.

use super::clause::{Asked, Clause};
use super::periods::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    Absent,
    Possible,
    Certain,
}

fn known(possible: bool, certain: bool, doubtful: bool) -> Known {
    match (possible, certain && !doubtful) {
        (false, _) => Known::Absent,
        (true, true) => Known::Certain,
        (true, false) => Known::Possible,
    }
}

/// What is known of one element.
pub fn alone(span: &Span, clause: &Clause) -> Known {
    let (first, last) = clause.window;
    let holds = |(s, e): (i64, i64), day: i64| s <= day && day <= e;
    let choices = || span.choices.iter().copied();
    let (possible, certain) = match clause.asked {
        Asked::At => {
            let on = |choice| (first..=last).map(move |day| holds(choice, day));
            (
                choices().any(|choice| on(choice).any(|held| held)),
                choices().all(|choice| on(choice).all(|held| held)),
            )
        }
        Asked::During => {
            let meets = |(s, e): (i64, i64)| s <= last && first <= e;
            (choices().any(meets), choices().all(meets))
        }
        Asked::Throughout => {
            let covers = |(s, e): (i64, i64)| s <= first && last <= e;
            (choices().any(covers), choices().all(covers))
        }
    };
    known(possible, certain, span.doubtful)
}

/// What is known of different elements that have to share an instant of the slice.
pub fn together(spans: &[&Span], clause: &Clause) -> Known {
    let each = spans.iter().map(|span| alone(span, clause));
    let least = each.min().unwrap_or(Known::Certain);
    if least == Known::Absent || clause.asked == Asked::Throughout {
        return least;
    }
    let (first, last) = clause.window;
    let possible = (first..=last).any(|day| spans.iter().all(|span| span.may_hold(day)));
    // Intervals on a line share a day when each two of them do.
    let pairs = pairs(spans.len()).all(|(i, j)| {
        let mut both = spans[i].choices.iter().flat_map(|a| {
            let others = spans[j].choices.iter();
            others.map(move |b| (a, b))
        });
        both.all(|(a, b)| a.0.max(b.0) <= a.1.min(b.1))
    });
    let certain = least == Known::Certain && (clause.asked == Asked::At || pairs);
    known(possible, certain, false)
}

/// What is known of the hops of a walk, each at an instant of its own that is not before that of the hop before. A hop is the
/// places in `spans` of its relation and its two nodes.
pub fn one_by_one(spans: &[&Span], hops: &[Vec<usize>], clause: &Clause) -> Known {
    let (first, last) = clause.window;
    let mut now = first;
    let possible = hops.iter().all(|hop| {
        let at = (now..=last).find(|&day| hop.iter().all(|&place| spans[place].may_hold(day)));
        now = at.unwrap_or(now);
        at.is_some()
    });
    let in_window = |span: &Span| span.choices.iter().all(|(s, e)| *s <= last && first <= *e);
    let never_after = |x: usize, y: usize| {
        let starts = spans[x].choices.iter().map(|(s, _)| *s).max();
        let ends = spans[y].choices.iter().map(|(_, e)| *e).min();
        x == y || starts <= ends
    };
    let ordered = hops.iter().enumerate().all(|(place, hop)| {
        let later = hops[place..].iter().flatten();
        later
            .into_iter()
            .all(|&y| hop.iter().all(|&x| never_after(x, y)))
    });
    let certain = ordered && spans.iter().all(|span| in_window(span));
    known(possible, certain, spans.iter().any(|span| span.doubtful))
}

fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |i| (i + 1..count).map(move |j| (i, j)))
}
