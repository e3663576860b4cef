//! Quantified groups: a pattern repeated end to end. Each repetition is a match of the inner pattern from the node where the
//! last one ended; chains of them are walked depth first with a stack of their own.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::progress::{Heading, Progress};
use crate::exec::pattern::repetition::{Repetition, Repetitions};
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::trail::Trail;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
use crate::plan::pattern::GroupVariable;
use factio_grammar::ast::PathMode;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{Path, Value};
use std::rc::Rc;
use std::sync::Arc;

/// Between two questions whether the statement was stopped.
const CHECK_EVERY: u32 = 1024;

/// How the chain of repetitions lies in the pattern.
#[derive(Debug)]
pub(super) struct Chain {
    pub from: Slot,
    pub target: Target,
    /// The chain is walked from its right end.
    pub backward: bool,
    pub mode: PathMode,
    /// Slots of relations that are bound already and must not be met again.
    pub avoid: Vec<Slot>,
}

/// The step. Binds all relations of the chain, its path, the collected lists, and the far node where the target binds one.
pub(super) struct Repeat<'p> {
    group: &'p GroupVariable,
    chain: Chain,
    inner: Repetitions<'p>,
    times: Option<Rc<Times<'p>>>,
    search: Search,
}

/// Where the walk stands.
#[derive(Default)]
struct Search {
    row: usize,
    begun: bool,
    /// The repetitions that can follow, and how many of them were tried; the one tried last is on the chain unless it is
    /// the top of the stack.
    stack: Vec<(Rc<[Repetition]>, usize)>,
    /// The time left, before each of them.
    times: Vec<Progress>,
    relations: Trail,
    nodes: Trail,
    avoided: Vec<u32>,
    reach: Option<u32>,
}

impl<'p> Repeat<'p> {
    /// With the time clause, and with as much of it as has to be asked of the whole chain.
    pub fn new(
        group: &'p GroupVariable,
        chain: Chain,
        [clause, times]: [Option<Rc<Times<'p>>>; 2],
        graph: &Graph,
    ) -> Result<Repeat<'p>> {
        let inner = match chain.backward {
            true => Repetitions::leftward(group, chain.mode, clause, graph)?,
            false => Repetitions::rightward(group, chain.mode, clause, graph)?,
        };
        Ok(Repeat {
            inner,
            times,
            group,
            chain,
            search: Search::default(),
        })
    }

    fn begin(&mut self, view: View<'_>, out: &mut Chunk, context: &Context<'_>) -> Result<()> {
        let row = self.search.row;
        let from = view.id(self.chain.from, row);
        self.search = Search {
            row,
            begun: true,
            ..Search::default()
        };
        if self.minds_nodes() {
            self.search.nodes.push(from);
        }
        for &slot in &self.chain.avoid {
            self.search.avoided.extend(view.relations(slot, row));
        }
        self.search.reach = match self.chain.target {
            Target::Bind => None,
            Target::Reach(slot) => Some(view.id(slot, row)),
        };
        let quantifier = self.group.quantifier;
        let at = (view, row);
        let heading = self.heading();
        let Some(time) = Progress::start(self.times.as_deref(), from, heading, at, context)? else {
            return Ok(());
        };
        if quantifier.min == 0 {
            self.emit(from, from, out);
        }
        let most = quantifier.max.unwrap_or(u64::MAX);
        if most > 0 && quantifier.min <= most {
            let next = self.inner.from(from, view, row, context)?;
            self.search.stack.push((next, 0));
            self.search.times.push(time);
        }
        Ok(())
    }

    fn heading(&self) -> Heading {
        match self.chain.backward {
            true => Heading::Leftward,
            false => Heading::Rightward,
        }
    }

    fn minds_nodes(&self) -> bool {
        matches!(self.chain.mode, PathMode::Acyclic | PathMode::Simple)
    }

    /// The node where a repetition starts and the one where it ends, in walking order.
    fn ends(&self, repetition: &Repetition) -> (u32, u32) {
        let first = repetition.path.nodes.first().map_or(0, |node| node.0);
        let last = repetition.path.nodes.last().map_or(0, |node| node.0);
        match self.chain.backward {
            true => (last, first),
            false => (first, last),
        }
    }

    /// Adds the chain so far as a match, if it may end at `to`.
    fn emit(&self, from: u32, to: u32, out: &mut Chunk) {
        let search = &self.search;
        if search.reach.is_some_and(|reach| reach != to) {
            return;
        }
        let taken = search.stack.iter().map(|(tried, count)| &tried[count - 1]);
        let mut chain: Vec<&Repetition> = taken.collect();
        if self.chain.backward {
            chain.reverse();
        }
        let start = if self.chain.backward { to } else { from };
        let mut path = Path {
            nodes: vec![NodeId(start)],
            relations: Vec::new(),
        };
        for repetition in &chain {
            path.nodes.extend(repetition.path.nodes.iter().skip(1));
            path.relations.extend(&repetition.path.relations);
        }
        out.push_list(0, path.relations.iter().map(|relation| relation.0));
        out.push_value(1, Value::Path(Arc::new(path)));
        let collected = self.group.collected.len();
        for number in 0..collected {
            let values = chain.iter().map(|it| it.values[number].clone());
            out.push_value(2 + number, Value::list(values.collect()));
        }
        if self.chain.target == Target::Bind {
            out.push_id(2 + collected, to);
        }
        out.parent.push(search.row as u32);
    }

    /// Whether a repetition may come next.
    fn admits(&self, repetition: &Repetition, count: u64) -> bool {
        let path = &repetition.path;
        let quantifier = self.group.quantifier;
        if path.relations.is_empty() && quantifier.max.is_none() && count > quantifier.min {
            return false;
        }
        let search = &self.search;
        let fresh = |relation: u32| {
            let used = self.chain.mode != PathMode::Walk && search.relations.contains(relation);
            !used && !search.avoided.contains(&relation)
        };
        path.relations.iter().all(|relation| fresh(relation.0))
            && (!self.minds_nodes() || self.admits_nodes(repetition))
    }

    /// Whether a repetition meets no node again. A simple path may end where it began.
    fn admits_nodes(&self, repetition: &Repetition) -> bool {
        let nodes = &self.search.nodes;
        let (from, to) = self.ends(repetition);
        let first = nodes.ids().first().copied();
        let closes = self.chain.mode == PathMode::Simple && Some(to) == first;
        let inner = repetition.path.nodes.iter().map(|node| node.0);
        let met = inner.filter(|&node| node != from && nodes.contains(node));
        met.into_iter().all(|node| closes && node == to)
    }

    /// Takes one more repetition, or steps back.
    fn advance(&mut self, view: View<'_>, out: &mut Chunk, context: &Context<'_>) -> Result<()> {
        let count = self.search.stack.len() as u64;
        let Some((tried, position)) = self.search.stack.last_mut() else {
            return Ok(());
        };
        let tried = Rc::clone(tried);
        let Some(repetition) = tried.get(*position) else {
            self.search.stack.pop();
            self.search.times.pop();
            self.step_back();
            return Ok(());
        };
        *position += 1;
        if !self.admits(repetition, count) {
            return Ok(());
        }
        let left = self.search.times.last().copied().unwrap_or(Progress::Free);
        let chain = walked(&repetition.path, self.chain.backward);
        let Some(left) = left.hops(chain, context.graph()) else {
            return Ok(());
        };
        let (_, to) = self.ends(repetition);
        let quantifier = self.group.quantifier;
        if count >= quantifier.min {
            let first = self.search.stack.first();
            let from = first.map_or(to, |(tried, count)| self.ends(&tried[count - 1]).0);
            self.emit(from, to, out);
        }
        let closed = self.chain.mode == PathMode::Simple
            && !repetition.path.relations.is_empty()
            && self.search.nodes.ids().first() == Some(&to);
        if count < quantifier.max.unwrap_or(u64::MAX) && !closed {
            self.take(repetition);
            let next = self.inner.from(to, view, self.search.row, context)?;
            self.search.stack.push((next, 0));
            self.search.times.push(left);
        }
        Ok(())
    }

    fn take(&mut self, repetition: &Repetition) {
        for relation in &repetition.path.relations {
            self.search.relations.push(relation.0);
        }
        if self.minds_nodes() {
            for (_, node) in walked(&repetition.path, self.chain.backward) {
                self.search.nodes.push(node.0);
            }
        }
    }

    /// Gives back the repetition that led to the frame just left.
    fn step_back(&mut self) {
        let Some((tried, position)) = self.search.stack.last() else {
            return;
        };
        let path = &tried[position - 1].path;
        for _ in &path.relations {
            self.search.relations.pop();
            if matches!(self.chain.mode, PathMode::Acyclic | PathMode::Simple) {
                self.search.nodes.pop();
            }
        }
    }
}

/// The hops of a repetition in walking order: each relation with the node that it leads to.
pub(super) fn walked(path: &Path, backward: bool) -> impl Iterator<Item = (RelationId, NodeId)> {
    let count = path.relations.len();
    (0..count).map(move |hop| match backward {
        true => (path.relations[count - 1 - hop], path.nodes[count - 1 - hop]),
        false => (path.relations[hop], path.nodes[hop + 1]),
    })
}

impl Step for Repeat<'_> {
    fn word(&self) -> &'static str {
        "repeat"
    }

    fn rewind(&mut self) {
        self.search = Search::default();
        self.inner.rewind();
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let mut moves = 0u32;
        while self.search.row < view.len() {
            if !self.search.begun {
                self.begin(view, out, context)?;
            }
            while !self.search.stack.is_empty() {
                if out.len() >= limit {
                    return Ok(true);
                }
                moves += 1;
                if moves.is_multiple_of(CHECK_EVERY) {
                    context.check()?;
                }
                self.advance(view, out, context)?;
            }
            self.search.row += 1;
            self.search.begun = false;
        }
        Ok(false)
    }
}
