//! Variable-length relations: a depth-first walk with a stack of its own, so that a path may be as long as the graph has relations.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::progress::{Heading, Progress};
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::trail::Trail;
use crate::exec::pattern::view::{Kind, View};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use factio_grammar::ast::PathMode;
use factio_graph::id::{NodeId, RelationId};
use std::rc::Rc;

/// A chunk is full, too, when its lists hold this many relations for each row it may have.
const LIST_ROOM: usize = 32;
/// Between two questions whether the statement was stopped.
const CHECK_EVERY: u32 = 4096;

/// The step. Binds the list of relations, from left to right, and then the far node where `target` binds one.
pub(super) struct VarLength<'p> {
    pub from: Slot,
    pub target: Target,
    pub walk: Rc<Walk<'p>>,
    pub hop: Hop<'p>,
    pub least: u64,
    pub most: u64,
    pub mode: PathMode,
    /// The walk starts at the pattern's right end.
    pub backward: bool,
    /// Slots of relations that are bound already and must not be met again.
    pub avoid: Vec<Slot>,
    pub times: Option<Rc<Times<'p>>>,
    pub search: Search,
}

/// Where the walk stands.
#[derive(Debug, Default)]
pub(super) struct Search {
    row: usize,
    /// The walk of this row has begun.
    begun: bool,
    stack: Vec<Frame>,
    trail: Trail,
    /// The nodes along the trail, for modes that forbid to meet them again.
    nodes: Trail,
    avoided: Vec<u32>,
    reach: Option<u32>,
}

/// A node on the way, and how far its entries were followed.
#[derive(Debug)]
struct Frame {
    node: u32,
    strand: usize,
    position: usize,
    /// The time left.
    time: Progress,
}

impl Frame {
    fn new(node: u32, time: Progress) -> Frame {
        Frame {
            node,
            time,
            strand: 0,
            position: 0,
        }
    }

    /// The next neighbour and relation.
    fn next(&mut self, open: &OpenWalk<'_, '_>) -> Option<(u32, u32)> {
        while self.strand < open.strands() {
            let entries = open.strand(self.strand, self.node);
            while self.position < entries.len() {
                let entry = entries.get(self.position);
                self.position += 1;
                if entry.is_some() {
                    return entry;
                }
            }
            self.strand += 1;
            self.position = 0;
        }
        None
    }

    /// The next relation that leads to `to`.
    fn next_to(&mut self, to: u32, open: &OpenWalk<'_, '_>) -> Option<(u32, u32)> {
        while self.strand < open.strands() {
            let entries = open.strand(self.strand, self.node);
            let range = entries.positions(to);
            self.position = self.position.max(range.start);
            while self.position < range.end {
                let entry = entries.get(self.position);
                self.position += 1;
                if entry.is_some() {
                    return entry;
                }
            }
            self.strand += 1;
            self.position = 0;
        }
        None
    }
}

impl VarLength<'_> {
    fn minds_nodes(&self) -> bool {
        matches!(self.mode, PathMode::Acyclic | PathMode::Simple)
    }

    fn begin(&mut self, view: View<'_>, out: &mut Chunk, context: &Context<'_>) -> Result<()> {
        let row = self.search.row;
        let from = view.id(self.from, row);
        self.search.begun = true;
        self.search.trail.clear();
        self.search.nodes.clear();
        if self.minds_nodes() {
            self.search.nodes.push(from);
        }
        self.search.avoided.clear();
        for &slot in &self.avoid {
            self.search.avoided.extend(view.relations(slot, row));
        }
        self.search.reach = match self.target {
            Target::Bind => None,
            Target::Reach(slot) => Some(view.id(slot, row)),
        };
        let heading = match self.backward {
            true => Heading::Leftward,
            false => Heading::Rightward,
        };
        let at = (view, row);
        let Some(time) = Progress::start(self.times.as_deref(), from, heading, at, context)? else {
            return Ok(());
        };
        if self.least == 0 {
            self.emit(from, out);
        }
        if self.most > 0 && self.least <= self.most {
            self.search.stack.push(Frame::new(from, time));
        }
        Ok(())
    }

    /// Adds the walk so far as a match, if it may end at `node`.
    fn emit(&self, node: u32, out: &mut Chunk) {
        let search = &self.search;
        if search.reach.is_some_and(|reach| reach != node) {
            return;
        }
        let list = search.trail.ids().iter().copied();
        match self.backward {
            true => out.push_list(0, list.rev()),
            false => out.push_list(0, list),
        }
        if self.target == Target::Bind {
            out.push_id(1, node);
        }
        out.parent.push(search.row as u32);
    }

    /// Whether the walk may go on along a relation to a node.
    fn admits(&self, node: u32, relation: u32) -> bool {
        let search = &self.search;
        let repeats = match self.mode {
            PathMode::Walk => false,
            PathMode::Trail => search.trail.contains(relation),
            PathMode::Acyclic => search.nodes.contains(node),
            PathMode::Simple => {
                search.nodes.contains(node) && search.nodes.ids().first() != Some(&node)
                    || search.trail.contains(relation)
            }
        };
        !repeats && !search.avoided.contains(&relation)
    }

    /// The time left after a hop; `None` when it does not count in the slice, or no time is left.
    fn in_time(
        &self,
        time: Progress,
        relation: u32,
        node: u32,
        view: View<'_>,
        context: &Context<'_>,
    ) -> Result<Option<Progress>> {
        let Some(times) = &self.times else {
            return Ok(Some(time));
        };
        let row = self.search.row;
        let counts = times.admits(Kind::Relation, relation, view, row, context)?
            && times.admits(Kind::Node, node, view, row, context)?;
        let left = counts.then(|| time.hop(RelationId(relation), NodeId(node), context.graph()));
        Ok(left.flatten())
    }

    /// Makes one hop, or steps back.
    fn advance(
        &mut self,
        view: View<'_>,
        open: &OpenWalk<'_, '_>,
        out: &mut Chunk,
        context: &Context<'_>,
    ) -> Result<()> {
        let length = self.search.trail.len() as u64 + 1;
        let Some(frame) = self.search.stack.last_mut() else {
            return Ok(());
        };
        let time = frame.time;
        let entry = match self.search.reach {
            Some(to) if length == self.most => frame.next_to(to, open),
            _ => frame.next(open),
        };
        let Some((node, relation)) = entry else {
            self.search.stack.pop();
            self.search.trail.pop();
            self.search.nodes.pop();
            return Ok(());
        };
        if !self.admits(node, relation)
            || !self.hop.passes(view, self.search.row, relation, context)?
        {
            return Ok(());
        }
        let Some(time) = self.in_time(time, relation, node, view, context)? else {
            return Ok(());
        };
        self.search.trail.push(relation);
        if length >= self.least {
            self.emit(node, out);
        }
        let closed = self.mode == PathMode::Simple && self.search.nodes.contains(node);
        if length < self.most && !closed {
            if self.minds_nodes() {
                self.search.nodes.push(node);
            }
            self.search.stack.push(Frame::new(node, time));
        } else {
            self.search.trail.pop();
        }
        Ok(())
    }
}

impl Step for VarLength<'_> {
    fn word(&self) -> &'static str {
        "walk"
    }

    fn rewind(&mut self) {
        self.hop.rewind();
        self.search = Search::default();
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let walk = Rc::clone(&self.walk);
        let open = walk.open(context);
        let mut hops = 0u32;
        while self.search.row < view.len() {
            if !self.search.begun {
                self.begin(view, out, context)?;
            }
            while !self.search.stack.is_empty() {
                if out.len() >= limit || out.list_total(0) >= limit * LIST_ROOM {
                    return Ok(true);
                }
                hops += 1;
                if hops.is_multiple_of(CHECK_EVERY) {
                    context.check()?;
                }
                self.advance(view, &open, out, context)?;
            }
            self.search.row += 1;
            self.search.begun = false;
        }
        Ok(false)
    }
}
