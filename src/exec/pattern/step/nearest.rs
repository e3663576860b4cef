//! What can be reached along a walk in at most so many hops: a breadth-first search, each node once.
//!
//! A shortest walk to another node repeats nothing, so whoever is near enough is reached by a trail. Back to the start a trail leads
//! along a cycle: of two neighbours' branches that touch, where relations may be followed both ways.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::step::reach::Search;
use crate::exec::pattern::walk::Walk;

/// The search.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Nearest<'p> {
    walk: Walk<'p>,
    /// The start counts as reached, without a hop.
    least_is_none: bool,
    most: u64,
    tree: Tree,
    held: Held,
}

/// What was found from one node.
#[derive(Debug, Default)]
struct Tree {
    /// By node.
    marks: Vec<Mark>,
    /// The start, and then the nodes found, nearest first.
    found: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// The number of the branch that reached it: that of the start's neighbour, from 1 on; 0 where none did.
    branch: u32,
    depth: u32,
}

/// The branch of the start itself.
const START: u32 = u32::MAX;

impl<'p> Nearest<'p> {
    /// For walks along one side, or along both sides of the same lists, in which every relation counts; with 0 or 1 as the fewest hops.
    pub fn new(walk: Walk<'p>, least: u64, most: u64) -> Nearest<'p> {
        Nearest {
            walk,
            least_is_none: least == 0,
            most,
            tree: Tree::default(),
            held: Held::default(),
        }
    }
}

impl Search for Nearest<'_> {
    const WORD: &'static str = "reach along";

    fn search(&mut self, start: u32, context: &Context<'_>) -> Result<bool> {
        let open = self.walk.open(context);
        let bound = context.graph().node_bound() as usize;
        if self.tree.marks.len() < bound {
            self.held.set((bound * size_of::<Mark>()) as u64, context)?;
        }
        self.tree.begin(start, bound);
        let closed = self.tree.run(start, self.most, &open, context)?;
        Ok(closed || self.least_is_none)
    }

    fn found(&self) -> &[u32] {
        &self.tree.found
    }
}

impl Tree {
    fn begin(&mut self, start: u32, bound: usize) {
        for node in self.found.drain(..) {
            self.marks[node as usize] = Mark::default();
        }
        let len = bound.max(start as usize + 1);
        self.marks.resize(len, Mark::default());
    }

    /// Finds what lies within `most` hops, the start first. Whether a trail of at most so many hops leads back to the start.
    fn run(
        &mut self,
        start: u32,
        most: u64,
        open: &OpenWalk<'_, '_>,
        context: &Context<'_>,
    ) -> Result<bool> {
        self.reach(start, START, 0);
        let mut closed = false;
        let mut next = 0;
        while let Some(&node) = self.found.get(next)
            && u64::from(self.marks[node as usize].depth) < most
        {
            closed |= self.follow(node, most, open);
            next += 1;
            if next.is_multiple_of(64) {
                context.check()?;
            }
        }
        Ok(closed)
    }

    /// Goes one hop on from a node. Whether that closes a trail through the start.
    fn follow(&mut self, node: u32, most: u64, open: &OpenWalk<'_, '_>) -> bool {
        let Mark { branch, depth } = self.marks[node as usize];
        let (mut back, mut touches) = (0, false);
        for strand in 0..open.strands() {
            let listed = open.distinct(strand, node);
            let runs = listed.runs();
            for (index, &neighbour) in runs.neighbours.iter().enumerate() {
                let there = self.marks[neighbour as usize];
                match there.branch {
                    0 if branch == START => self.reach(neighbour, self.found.len() as u32, 1),
                    0 => self.reach(neighbour, branch, depth + 1),
                    START => back += runs.range(index).len(),
                    other => {
                        let length = u64::from(depth) + u64::from(there.depth) + 1;
                        touches |= other != branch && branch != START && length <= most;
                    }
                }
            }
        }
        match open.is_either() {
            // A self-loop of the start, or two relations between it and a neighbour.
            true => touches || back > usize::from(branch != START),
            false => back > 0,
        }
    }

    fn reach(&mut self, node: u32, branch: u32, depth: u32) {
        self.marks[node as usize] = Mark { branch, depth };
        self.found.push(node);
    }
}
