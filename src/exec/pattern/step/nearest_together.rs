//! What can be reached in a slice in at most so many hops, along what has to hold together: a breadth-first search over pairs of a
//! node and what is left to share, each pair once.
//!
//! What is left never grows on the way, so a way that repeats nothing leaves most: whoever is near enough is reached by a trail.
//! Where relations may be followed both ways, a trail back to the start is sought from each first relation, without that one.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::instants::{Instants, Together};
use crate::exec::pattern::lanes::Lanes;
use crate::exec::pattern::met::Met;
use crate::exec::pattern::step::arrivals::Arrivals;
use crate::exec::pattern::step::reach::Search;

/// The search.
pub(in crate::exec::pattern) struct NearestTogether {
    lanes: Lanes,
    instants: Instants,
    /// The start counts as reached, without a hop.
    least_is_none: bool,
    most: u64,
    nodes: Found,
}

/// What was found from one node.
#[derive(Default)]
struct Found {
    /// The start, and then the nodes found, nearest first.
    found: Vec<u32>,
    is_found: Vec<bool>,
    met: Met,
    arrivals: Arrivals,
}

impl NearestTogether {
    /// For walks in which every relation of the slice counts; with 0 or 1 as the fewest hops.
    pub fn new(lanes: Lanes, instants: Instants, least: u64, most: u64) -> NearestTogether {
        NearestTogether {
            lanes,
            instants,
            least_is_none: least == 0,
            most,
            nodes: Found::default(),
        }
    }
}

impl Search for NearestTogether {
    const WORD: &'static str = "reach together along";

    fn search(&mut self, start: u32, context: &Context<'_>) -> Result<bool> {
        let (lanes, instants) = (&self.lanes, &mut self.instants);
        let (nodes, most) = (&mut self.nodes, self.most);
        let mut closed = nodes.run(start, most, lanes, instants, context)?;
        if lanes.either && !self.least_is_none {
            closed = nodes.closes(start, most, lanes, instants, context)?;
        }
        Ok(closed || self.least_is_none)
    }

    fn found(&self) -> &[u32] {
        &self.nodes.found
    }
}

impl Found {
    /// Finds what lies within `most` hops, the start first. Whether a way leads back to the start.
    fn run(
        &mut self,
        start: u32,
        most: u64,
        lanes: &Lanes,
        instants: &mut Instants,
        context: &Context<'_>,
    ) -> Result<bool> {
        let graph = context.graph();
        for node in self.found.drain(..) {
            self.is_found[node as usize] = false;
        }
        self.met.forget(context)?;
        self.is_found.resize(self.met.room(), false);
        self.find(start);
        if instants.daily() == Some(Together::InOrder) {
            let (arrivals, undated) = (&mut self.arrivals, instants.undated());
            let (found, is_found) = (&mut self.found, &mut self.is_found);
            return arrivals.run((start, most), lanes, undated, context, |node| {
                find(node, found, is_found);
            });
        }
        let (mut closed, mut doubted) = (false, false);
        let mut frontier = vec![(start, None)];
        let mut depth = 0;
        while depth < most && !frontier.is_empty() {
            depth += 1;
            let mut next = Vec::new();
            for (node, left) in frontier {
                context.check()?;
                let mut fresh = Vec::new();
                lanes.each(node, left, instants, graph, |step| {
                    fresh.push(step.left);
                    let mut last = None;
                    for &neighbour in step.run.neighbours {
                        if last.replace(neighbour) == Some(neighbour) {
                            continue;
                        }
                        closed |= neighbour == start;
                        self.find(neighbour);
                        if depth < most && neighbour != start {
                            next.push((neighbour, Some(step.left)));
                        }
                    }
                });
                doubted |= fresh.iter().any(|&left| instants.is_doubted(left));
            }
            let met = &mut self.met;
            next.retain(|&(node, left)| left.is_some_and(|left| met.meet(node, left, instants)));
            frontier = next;
        }
        context.sight().admitted(doubted);
        Ok(closed)
    }

    /// Whether a trail leads back to the start, where relations may be followed both ways.
    fn closes(
        &mut self,
        start: u32,
        most: u64,
        lanes: &Lanes,
        instants: &mut Instants,
        context: &Context<'_>,
    ) -> Result<bool> {
        let graph = context.graph();
        let mut firsts = Vec::new();
        lanes.each(start, None, instants, graph, |step| {
            let ends = step.run.neighbours.iter().zip(step.run.relations);
            firsts.extend(ends.map(|(&node, &relation)| (node, step.left, relation)));
        });
        if most > 0 && firsts.iter().any(|(node, ..)| *node == start) {
            return Ok(true);
        }
        for first in firsts {
            if self.returns(start, first, most, lanes, instants, context)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the start is reached again after a first relation, without it.
    fn returns(
        &mut self,
        start: u32,
        (node, left, first): (u32, u32, u32),
        most: u64,
        lanes: &Lanes,
        instants: &mut Instants,
        context: &Context<'_>,
    ) -> Result<bool> {
        let graph = context.graph();
        self.met.forget(context)?;
        let mut frontier = vec![(node, left)];
        let mut depth = 1;
        let mut closed = false;
        while depth < most && !frontier.is_empty() && !closed {
            context.check()?;
            depth += 1;
            let mut next = Vec::new();
            for (node, left) in frontier {
                lanes.each(node, Some(left), instants, graph, |step| {
                    let ends = step.run.neighbours.iter().zip(step.run.relations);
                    let others = ends.filter(|(_, relation)| **relation != first);
                    for (&neighbour, _) in others {
                        closed |= neighbour == start;
                        if depth < most {
                            next.push((neighbour, step.left));
                        }
                    }
                });
            }
            let met = &mut self.met;
            next.retain(|&(node, left)| met.meet(node, left, instants));
            frontier = next;
        }
        Ok(closed)
    }

    fn find(&mut self, node: u32) {
        find(node, &mut self.found, &mut self.is_found);
    }
}

fn find(node: u32, found: &mut Vec<u32>, is_found: &mut [bool]) {
    if !std::mem::replace(&mut is_found[node as usize], true) {
        found.push(node);
    }
}
