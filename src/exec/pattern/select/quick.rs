//! One shortest path between two nodes along one relation pattern: breadth first from both ends, always from the smaller
//! frontier, over distinct neighbours.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::select::segment::{At, Move, What};
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::Kind;
use crate::exec::pattern::walk::Walk;
use rustc_hash::FxHashMap;

/// A relation pattern that is followed from both ends.
pub(super) struct Line<'s, 'p> {
    pub onward: &'s Walk<'p>,
    pub back: &'s Walk<'p>,
    pub test: &'s mut Hop<'p>,
    pub times: Option<&'s Times<'p>>,
    pub most: u64,
}

/// What one side has reached.
struct Side {
    /// For each node reached, the node before it and the relation between; the end itself leads to itself.
    reached: FxHashMap<u32, (u32, u32)>,
    frontier: Vec<u32>,
}

impl Side {
    fn new(end: u32) -> Side {
        Side {
            reached: std::iter::once((end, (end, 0))).collect(),
            frontier: vec![end],
        }
    }

    /// The hops from a node back to the end of this side: where each leads, and its relation.
    fn trace(&self, mut node: u32) -> Vec<(u32, u32)> {
        let mut hops = Vec::new();
        while let Some(&(before, relation)) = self.reached.get(&node) {
            if before == node {
                break;
            }
            hops.push((before, relation));
            node = before;
        }
        hops
    }
}

/// A path of the fewest moves, each with the node where it starts; `None` when there is none within the most allowed. The
/// ends differ.
pub(super) fn shortest(
    line: &mut Line<'_, '_>,
    source: u32,
    target: u32,
    at: At<'_, '_>,
) -> Result<Option<Vec<Move>>> {
    let (mut near, mut far) = (Side::new(source), Side::new(target));
    let onward = line.onward.open(at.context);
    let back = line.back.open(at.context);
    let mut length = 0;
    while length < line.most && !near.frontier.is_empty() && !far.frontier.is_empty() {
        at.context.check()?;
        let meeting = match cost(&near, &onward) <= cost(&far, &back) {
            true => widen(&mut near, &far, &onward, line, at)?,
            false => widen(&mut far, &near, &back, line, at)?,
        };
        if let Some(meeting) = meeting {
            return Ok(Some(joined(
                near.trace(meeting),
                meeting,
                far.trace(meeting),
            )));
        }
        length += 1;
    }
    Ok(None)
}

/// How many entries it takes to go one move further.
fn cost(side: &Side, open: &OpenWalk<'_, '_>) -> usize {
    side.frontier.iter().map(|&node| open.degree(node)).sum()
}

/// Goes one move further; the node at which the sides meet, if they do.
fn widen(
    side: &mut Side,
    other: &Side,
    open: &OpenWalk<'_, '_>,
    line: &mut Line<'_, '_>,
    at: At<'_, '_>,
) -> Result<Option<u32>> {
    let free = line.test.is_empty() && line.times.is_none();
    let distinct = free && open.is_plain();
    let mut next = Vec::new();
    for node in std::mem::take(&mut side.frontier) {
        for strand in 0..open.strands() {
            let entries = open.strand(strand, node);
            let listed = distinct.then(|| open.distinct(strand, node));
            let distinct = listed.as_ref().map(|listed| listed.runs());
            let count = distinct.map_or(entries.len(), |runs| runs.len());
            for position in 0..count {
                let position = distinct.map_or(position, |runs| runs.range(position).start);
                let to = entries.neighbours()[position];
                if side.reached.contains_key(&to) {
                    continue;
                }
                let Some((to, relation)) = entries.get(position) else {
                    continue;
                };
                if !free && !counts(to, relation, line, at)? {
                    continue;
                }
                side.reached.insert(to, (node, relation));
                if other.reached.contains_key(&to) {
                    return Ok(Some(to));
                }
                next.push(to);
            }
        }
    }
    side.frontier = next;
    Ok(None)
}

/// Whether a hop may be made.
fn counts(node: u32, relation: u32, line: &mut Line<'_, '_>, at: At<'_, '_>) -> Result<bool> {
    let At { view, row, context } = at;
    Ok(line.test.passes(view, row, relation, context)?
        && match line.times {
            Some(times) => in_time(times, node, relation, at, context)?,
            None => true,
        })
}

fn in_time(
    times: &Times<'_>,
    node: u32,
    relation: u32,
    at: At<'_, '_>,
    context: &Context<'_>,
) -> Result<bool> {
    Ok(
        times.admits(Kind::Relation, relation, at.view, at.row, context)?
            && times.admits(Kind::Node, node, at.view, at.row, context)?,
    )
}

/// The way from the source over the meeting node to the target: by the hops from there back to the source, and on to the target,
/// each with where it leads and its relation.
pub(super) fn joined(back: Vec<(u32, u32)>, meeting: u32, on: Vec<(u32, u32)>) -> Vec<Move> {
    let step = |node, relation| Move {
        node,
        length: 1,
        sign: 1,
        what: What::Relation(relation),
    };
    let first = back.into_iter().rev();
    let mut moves: Vec<Move> = first
        .map(|(start, relation)| step(start, relation))
        .collect();
    let mut start = meeting;
    for (next, relation) in on {
        moves.push(step(start, relation));
        start = next;
    }
    moves
}
