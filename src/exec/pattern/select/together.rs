//! One shortest path between two nodes along one relation pattern, whose elements have to hold together in the slice: breadth
//! first over pairs of a node and what is left to share. What is left never grows, so a shortest way repeats nothing.

use crate::error::Result;
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::instants::Instants;
use crate::exec::pattern::lanes::Lanes;
use crate::exec::pattern::met::Met;
use crate::exec::pattern::select::daily::{self, Days};
use crate::exec::pattern::select::segment::{At, Move, What};

/// What a search along the lists of one relation pattern needs.
pub(super) struct Together {
    lanes: Lanes,
    /// From the other end.
    back: Lanes,
    instants: Instants,
    met: Met,
    /// It starts from the target.
    flipped: bool,
}

/// A node on the way, and how it was reached.
struct Visit {
    node: u32,
    left: Option<u32>,
    /// The number of the visit before.
    before: usize,
    relation: u32,
}

impl Together {
    /// From the lists from the end at which it starts, and from the other.
    pub fn new([lanes, back]: [Lanes; 2], instants: Instants, flipped: bool) -> Together {
        Together {
            lanes,
            back,
            instants,
            met: Met::default(),
            flipped,
        }
    }

    /// A path of the fewest moves, each with the node where it starts; `None` when there is none within the most allowed. The
    /// ends differ.
    pub fn shortest(
        &mut self,
        (source, target): (u32, u32),
        most: u64,
        test: &mut Hop<'_>,
        at: At<'_, '_>,
    ) -> Result<Option<Vec<Move>>> {
        if let Some(together) = self.instants.daily() {
            let lanes = match self.flipped {
                true => [&self.back, &self.lanes],
                false => [&self.lanes, &self.back],
            };
            let days = Days {
                lanes,
                most,
                together,
                any: self.instants.undated(),
                flipped: self.flipped,
            };
            return daily::shortest(&days, (source, target), test, at);
        }
        let (source, target) = match self.flipped {
            true => (target, source),
            false => (source, target),
        };
        self.met.forget(at.context)?;
        let mut visits = vec![Visit {
            node: source,
            left: None,
            before: 0,
            relation: 0,
        }];
        let (mut begin, mut length) = (0, 0);
        while length < most && begin < visits.len() {
            let layer = begin..visits.len();
            begin = layer.end;
            length += 1;
            for number in layer {
                at.context.check()?;
                let last = self.widen(number, target, &mut visits, test, at)?;
                if last {
                    return Ok(Some(traced(&visits, self.flipped)));
                }
            }
        }
        Ok(None)
    }

    /// Goes one move on from a visited node. Whether the target was reached: by the last visit then.
    fn widen(
        &mut self,
        number: usize,
        target: u32,
        visits: &mut Vec<Visit>,
        test: &mut Hop<'_>,
        at: At<'_, '_>,
    ) -> Result<bool> {
        let (node, left) = (visits[number].node, visits[number].left);
        let graph = at.context.graph();
        let mut found = Vec::new();
        self.lanes
            .each(node, left, &mut self.instants, graph, |next| {
                let ends = next.run.neighbours.iter().zip(next.run.relations);
                found.extend(ends.map(|(&neighbour, &relation)| (neighbour, relation, next.left)));
            });
        for (neighbour, relation, left) in found {
            if !test.is_empty() && !test.passes(at.view, at.row, relation, at.context)? {
                continue;
            }
            if neighbour == target || self.met.meet(neighbour, left, &self.instants) {
                visits.push(Visit {
                    node: neighbour,
                    left: Some(left),
                    before: number,
                    relation,
                });
            }
            if neighbour == target {
                let doubted = self.instants.is_doubted(left);
                at.context.sight().admitted(doubted);
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The way to the last visit; flipped, from it back.
fn traced(visits: &[Visit], flipped: bool) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut number = visits.len() - 1;
    while number > 0 {
        let visit = &visits[number];
        moves.push(Move {
            node: match flipped {
                true => visit.node,
                false => visits[visit.before].node,
            },
            length: 1,
            sign: 1,
            what: What::Relation(visit.relation),
        });
        number = visit.before;
    }
    if !flipped {
        moves.reverse();
    }
    moves
}
