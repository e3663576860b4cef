//! Follows a variable-length pattern in a slice where only the nodes that it leads to are wanted, and what it meets has to hold
//! together: a breadth-first search over pairs of a node and what is left to share, each pair once.
//!
//! What is left never grows on the way, so a way that repeats nothing leaves most: whoever is near enough is reached by a trail.
//! Where relations may be followed both ways, a trail back to the start is sought from each first relation, without that one.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::instants::Instants;
use crate::exec::pattern::lanes::Lanes;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
use factio_graph::facts::Graph;

/// The step. Binds the far node where `target` binds one.
pub(in crate::exec::pattern) struct ReachTogether {
    from: Slot,
    target: Target,
    lanes: Lanes,
    instants: Instants,
    /// The start counts as reached, without a hop.
    least_is_none: bool,
    most: u64,
    search: Search,
    row: usize,
    /// What is left to hand on of the row at hand, and whether it was searched.
    position: usize,
    searched: bool,
}

/// The search from one node.
#[derive(Default)]
pub(in crate::exec::pattern) struct Search {
    /// The start, and then the nodes found, nearest first.
    found: Vec<u32>,
    is_found: Vec<bool>,
    met: Met,
}

/// What was left at each node when it was met.
#[derive(Default)]
pub(in crate::exec::pattern) struct Met {
    /// By node: the latest of its links, and one more.
    heads: Vec<u32>,
    touched: Vec<u32>,
    /// What was left, and the link before.
    links: Vec<(u32, u32)>,
}

impl ReachTogether {
    /// For walks in which every relation of the slice counts; with 0 or 1 as the fewest hops.
    pub fn new(
        (from, target): (Slot, Target),
        lanes: Lanes,
        instants: Instants,
        least: u64,
        most: u64,
    ) -> ReachTogether {
        ReachTogether {
            from,
            target,
            lanes,
            instants,
            least_is_none: least == 0,
            most,
            search: Search::default(),
            row: 0,
            position: 0,
            searched: false,
        }
    }

    fn search(&mut self, start: u32, context: &Context<'_>) -> Result<()> {
        let (lanes, instants) = (&self.lanes, &mut self.instants);
        let mut closed = self
            .search
            .run(start, self.most, lanes, instants, context)?;
        if lanes.either && !self.least_is_none {
            closed = self
                .search
                .closes(start, self.most, lanes, instants, context)?;
        }
        let counts = closed || self.least_is_none;
        self.position = if counts { 0 } else { 1 };
        Ok(())
    }

    fn hand_on(&mut self, view: View<'_>, out: &mut Chunk, limit: usize) -> bool {
        let found = &self.search.found[self.position..];
        if let Target::Reach(slot) = self.target {
            if found.contains(&view.id(slot, self.row)) {
                out.parent.push(self.row as u32);
            }
            return true;
        }
        let room = limit.saturating_sub(out.len()).min(found.len());
        for &node in &found[..room] {
            out.push_id(0, node);
            out.parent.push(self.row as u32);
        }
        self.position += room;
        self.position == self.search.found.len()
    }
}

impl Step for ReachTogether {
    fn word(&self) -> &'static str {
        "reach together along"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.searched = false;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            if !self.searched {
                self.search(view.id(self.from, self.row), context)?;
                self.searched = true;
            }
            if !self.hand_on(view, out, limit) {
                return Ok(true);
            }
            self.row += 1;
            self.searched = false;
        }
        Ok(false)
    }
}

impl Search {
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
        self.met.forget(graph);
        self.is_found.resize(self.met.heads.len(), false);
        self.find(start);
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
        self.met.forget(graph);
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
        if !std::mem::replace(&mut self.is_found[node as usize], true) {
            self.found.push(node);
        }
    }
}

impl Met {
    pub fn forget(&mut self, graph: &Graph) {
        for node in self.touched.drain(..) {
            self.heads[node as usize] = 0;
        }
        self.links.clear();
        let bound = graph.node_bound() as usize;
        if self.heads.len() < bound {
            self.heads.resize(bound, 0);
        }
    }

    /// Whether a node was not met before with as much left.
    pub fn meet(&mut self, node: u32, left: u32, instants: &Instants) -> bool {
        let mut link = self.heads[node as usize];
        if link == 0 {
            self.touched.push(node);
        }
        while let Some(&(met, before)) = link
            .checked_sub(1)
            .and_then(|at| self.links.get(at as usize))
        {
            if instants.covers(met, left) {
                return false;
            }
            link = before;
        }
        self.links.push((left, self.heads[node as usize]));
        self.heads[node as usize] = self.links.len() as u32;
        true
    }
}
