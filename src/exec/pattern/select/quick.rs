//! One shortest path between two nodes along one segment: breadth first from both ends, always from the smaller frontier.

use crate::error::Result;
use crate::exec::pattern::select::segment::{At, Move, Segment, Way};
use rustc_hash::FxHashMap;

/// What one side has reached.
struct Side {
    /// For each node reached, the node and the move by which it was; none for the end itself.
    reached: FxHashMap<u32, Option<(u32, Move)>>,
    frontier: Vec<u32>,
    way: Way,
}

impl Side {
    fn new(end: u32, way: Way) -> Side {
        Side {
            reached: std::iter::once((end, None)).collect(),
            frontier: vec![end],
            way,
        }
    }

    /// The moves from a node back to the end of this side, as (where each starts when one goes away from the end, move).
    fn trace(&self, mut node: u32) -> Vec<(u32, Move)> {
        let mut moves = Vec::new();
        while let Some(Some((before, step))) = self.reached.get(&node) {
            moves.push((*before, step.clone()));
            node = *before;
        }
        moves
    }
}

/// A path of the fewest moves, each with the node where it starts; `None` when there is none within `most`. The ends differ.
pub(super) fn shortest(
    segment: &mut Segment<'_>,
    source: u32,
    target: u32,
    at: At<'_, '_>,
) -> Result<Option<Vec<Move>>> {
    let mut near = Side::new(source, Way::Onward);
    let mut far = Side::new(target, Way::Back);
    let mut length = 0;
    while length < segment.most && !near.frontier.is_empty() && !far.frontier.is_empty() {
        at.context.check()?;
        let (side, other) = match near.frontier.len() <= far.frontier.len() {
            true => (&mut near, &far),
            false => (&mut far, &near),
        };
        length += 1;
        if let Some(meeting) = widen(side, other, segment, at)? {
            return Ok(Some(joined(&near, &far, meeting)));
        }
    }
    Ok(None)
}

/// Goes one move further; the node at which the sides meet, if they do.
fn widen(
    side: &mut Side,
    other: &Side,
    segment: &mut Segment<'_>,
    at: At<'_, '_>,
) -> Result<Option<u32>> {
    let mut next = Vec::new();
    let mut moves = Vec::new();
    for node in std::mem::take(&mut side.frontier) {
        moves.clear();
        segment.moves(side.way, node, false, at, &mut moves)?;
        for step in moves.drain(..) {
            let to = step.node;
            if side.reached.contains_key(&to) {
                continue;
            }
            side.reached.insert(to, Some((node, step)));
            if other.reached.contains_key(&to) {
                return Ok(Some(to));
            }
            next.push(to);
        }
    }
    side.frontier = next;
    Ok(None)
}

/// The way from the source over the meeting node to the target.
fn joined(near: &Side, far: &Side, meeting: u32) -> Vec<Move> {
    let first = near.trace(meeting).into_iter().rev();
    let mut moves: Vec<Move> = first
        .map(|(start, step)| Move {
            node: start,
            ..step
        })
        .collect();
    let mut start = meeting;
    for (next, step) in far.trace(meeting) {
        moves.push(Move {
            node: start,
            ..step
        });
        start = next;
    }
    moves
}
