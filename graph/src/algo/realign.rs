//! Realignment between two dates: the factions of the dates are matched so that most actors stay, and who did not is a
//! mover. Where several matchings keep as many, each is given: nothing decides between them.

use super::assignment::assignment;
use super::partition::ComponentPartition;

/// An actor that changed sides: the group it was in before and the one it is in after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mover {
    pub actor: u32,
    pub from: u32,
    pub to: u32,
}

/// One way to say which faction became which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// For each group before, the group after that continues it, if one shares an actor with it.
    pub continued: Vec<Option<u32>>,
    /// The actors of both dates whose group after does not continue their group before.
    pub movers: Vec<Mover>,
}

/// What changed between two partitions of the same actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realignment {
    /// The matchings with the fewest movers, at least one; at most [`MOST_MATCHINGS`].
    pub matchings: Vec<Matching>,
    /// Actors placed after only, and before only.
    pub entered: Vec<u32>,
    pub left: Vec<u32>,
}

/// More matchings of equal worth than this are not listed.
pub const MOST_MATCHINGS: usize = 16;

/// The group of each actor, numbered through over all components; `None` for an unplaced one.
#[must_use]
pub fn sides(parts: &[ComponentPartition], actors: usize) -> Vec<Option<u32>> {
    let mut side = vec![None; actors];
    for (group, members) in parts.iter().flat_map(|part| &part.groups).enumerate() {
        for &actor in members {
            side[actor as usize] = Some(group as u32);
        }
    }
    side
}

/// Matches the groups before with those after; both slices are by actor, and an actor beyond the end of one is unplaced.
#[must_use]
pub fn realign(before: &[Option<u32>], after: &[Option<u32>]) -> Realignment {
    let at = |side: &[Option<u32>], actor: usize| side.get(actor).copied().flatten();
    let actors: Vec<_> = (0..before.len().max(after.len()))
        .map(|actor| (at(before, actor), at(after, actor)))
        .collect();
    let groups = |side: &[Option<u32>]| {
        side.iter()
            .flatten()
            .max()
            .map_or(0, |&last| last as usize + 1)
    };
    let mut overlap = vec![vec![0; groups(after)]; groups(before)];
    for &(from, to) in &actors {
        if let (Some(from), Some(to)) = (from, to) {
            overlap[from as usize][to as usize] += 1;
        }
    }
    let found = best_matchings(&overlap, groups(after));
    let matchings = found.into_iter().map(|continued| Matching {
        movers: movers(&actors, &continued),
        continued,
    });
    let only = |wanted: fn(&(Option<u32>, Option<u32>)) -> bool| -> Vec<u32> {
        let places = actors.iter().enumerate().filter(|(_, sides)| wanted(sides));
        places.map(|(actor, _)| actor as u32).collect()
    };
    Realignment {
        matchings: matchings.collect(),
        entered: only(|sides| sides.0.is_none() && sides.1.is_some()),
        left: only(|sides| sides.0.is_some() && sides.1.is_none()),
    }
}

fn movers(actors: &[(Option<u32>, Option<u32>)], continued: &[Option<u32>]) -> Vec<Mover> {
    let moved = |(actor, &(from, to)): (usize, &(Option<u32>, Option<u32>))| {
        let (from, to) = (from?, to?);
        (continued[from as usize] != Some(to)).then_some(Mover {
            actor: actor as u32,
            from,
            to,
        })
    };
    actors.iter().enumerate().filter_map(moved).collect()
}

/// All matchings over groups that share actors with the greatest overlap, the one found first in front.
fn best_matchings(overlap: &[Vec<i64>], columns: usize) -> Vec<Vec<Option<u32>>> {
    let assigned = assignment(overlap, columns);
    let shares =
        |(row, column): (usize, Option<usize>)| column.filter(|&column| overlap[row][column] > 0);
    let first: Vec<Option<usize>> = assigned.into_iter().enumerate().map(shares).collect();
    let sum = first
        .iter()
        .enumerate()
        .map(|(row, column)| column.map_or(0, |column| overlap[row][column]))
        .sum();
    let mut rest: Vec<i64> = overlap
        .iter()
        .map(|row| row.iter().copied().max().unwrap_or(0))
        .collect();
    rest.push(0);
    for row in (0..overlap.len()).rev() {
        rest[row] += rest[row + 1];
    }
    let mut listing = Listing {
        overlap,
        rest,
        used: vec![false; columns],
        chosen: Vec::new(),
        found: vec![first],
        steps: 0,
    };
    listing.place(sum);
    let number = |matching: Vec<Option<usize>>| {
        matching
            .into_iter()
            .map(|column| column.map(|column| column as u32))
            .collect()
    };
    listing.found.into_iter().map(number).collect()
}

struct Listing<'a> {
    overlap: &'a [Vec<i64>],
    /// The most that the rows from each on can still add.
    rest: Vec<i64>,
    used: Vec<bool>,
    chosen: Vec<Option<usize>>,
    found: Vec<Vec<Option<usize>>>,
    steps: u32,
}

impl Listing<'_> {
    /// Lists the matchings of the rows not yet chosen that add `wanted`.
    fn place(&mut self, wanted: i64) {
        const MOST_STEPS: u32 = 100_000;
        const MOST_ROWS: usize = 64;
        let row = self.chosen.len();
        self.steps += 1;
        if self.steps > MOST_STEPS
            || self.overlap.len() > MOST_ROWS
            || self.found.len() >= MOST_MATCHINGS
            || self.rest[row] < wanted
        {
            return;
        }
        if row == self.overlap.len() {
            if wanted == 0 && !self.found.contains(&self.chosen) {
                self.found.push(self.chosen.clone());
            }
            return;
        }
        for column in 0..self.used.len() {
            let shared = self.overlap[row][column];
            if shared > 0 && !self.used[column] {
                self.used[column] = true;
                self.chosen.push(Some(column));
                self.place(wanted - shared);
                self.chosen.pop();
                self.used[column] = false;
            }
        }
        self.chosen.push(None);
        self.place(wanted);
        self.chosen.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::{Mover, realign};

    #[test]
    fn the_fewest_actors_move() {
        let before = [Some(0), Some(0), Some(0), Some(0), Some(1), Some(1)];
        let after = [Some(1), Some(1), Some(1), Some(0), Some(0), Some(0)];
        let found = realign(&before, &after);
        assert_eq!(found.matchings.len(), 1);
        assert_eq!(found.matchings[0].continued, [Some(1), Some(0)]);
        assert_eq!(
            found.matchings[0].movers,
            [Mover {
                actor: 3,
                from: 0,
                to: 0
            }]
        );
    }

    #[test]
    fn a_mirror_that_keeps_as_many_is_given_too() {
        let found = realign(
            &[Some(0), Some(0), Some(1), Some(1)],
            &[Some(0), Some(1), Some(0), Some(1)],
        );
        let movers: Vec<Vec<u32>> = found
            .matchings
            .iter()
            .map(|matching| matching.movers.iter().map(|mover| mover.actor).collect())
            .collect();
        assert_eq!(movers.len(), 2);
        assert!(movers.contains(&vec![1, 2]) && movers.contains(&vec![0, 3]));
    }

    #[test]
    fn who_enters_or_leaves_is_no_mover() {
        let found = realign(
            &[Some(0), None, Some(0)],
            &[Some(0), Some(1), None, Some(1)],
        );
        assert_eq!((found.entered, found.left), (vec![1, 3], vec![2]));
        assert!(
            found
                .matchings
                .iter()
                .all(|matching| matching.movers.is_empty())
        );
    }

    #[test]
    fn nothing_before_leaves_nothing_to_match() {
        let found = realign(&[], &[Some(0)]);
        assert_eq!((found.matchings.len(), found.entered), (1, vec![0]));
    }
}
