//! Quantified groups: a pattern repeated end to end. Each repetition is a match of the inner pattern from the node where the
//! last one ended; chains of them are walked depth first with a stack of their own.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::given;
use crate::exec::pattern::mentions;
use crate::exec::pattern::path::assemble;
use crate::exec::pattern::run::Matcher;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::trail::Trail;
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::Slot;
use crate::plan::pattern::{GroupVariable, PatternPlan};
use factio_grammar::ast::PathMode;
use factio_graph::facts::Graph;
use factio_graph::id::NodeId;
use factio_graph::value::{Path, Value};
use rustc_hash::FxHashMap;
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
    inner: Inner<'p>,
    search: Search,
}

/// The repeated pattern.
struct Inner<'p> {
    matcher: Matcher<'p>,
    given: Vec<(Slot, Kind)>,
    /// What the path of a repetition is put together from.
    parts: Vec<(Slot, Kind)>,
    /// Inner slots whose values are collected.
    collected: Vec<Slot>,
    /// It reads the input row, so that what is known holds for one row of it alone.
    reads_input: bool,
    known_for: Option<usize>,
    /// Repetitions by the node they start from.
    known: FxHashMap<u32, Rc<[Repetition]>>,
}

/// One match of the inner pattern, its path from left to right.
#[derive(Debug)]
struct Repetition {
    path: Path,
    values: Vec<Value>,
}

/// Where the walk stands.
#[derive(Default)]
struct Search {
    row: usize,
    begun: bool,
    /// The repetitions that can follow, and how many of them were tried; the one tried last is on the chain unless it is
    /// the top of the stack.
    stack: Vec<(Rc<[Repetition]>, usize)>,
    relations: Trail,
    nodes: Trail,
    avoided: Vec<u32>,
    reach: Option<u32>,
}

impl<'p> Repeat<'p> {
    pub fn new(group: &'p GroupVariable, chain: Chain, graph: &Graph) -> Result<Repeat<'p>> {
        let start = if chain.backward {
            group.end
        } else {
            group.start
        };
        let scope = Scope::of(&group.inner, Some(start), chain.mode);
        let parts = chain_parts(&scope, group);
        let collected = group.collected.iter().map(|(inner, _)| *inner);
        Ok(Repeat {
            inner: Inner {
                matcher: Matcher::new(&scope, graph)?,
                given: scope.given.clone(),
                parts: parts
                    .into_iter()
                    .map(|slot| (slot, scope.kinds[&slot]))
                    .collect(),
                collected: collected.collect(),
                reads_input: reads_input(&group.inner),
                known_for: None,
                known: FxHashMap::default(),
            },
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
        if quantifier.min == 0 {
            self.emit(from, from, out);
        }
        let most = quantifier.max.unwrap_or(u64::MAX);
        if most > 0 && quantifier.min <= most {
            let next = self.inner.from(from, view, row, context)?;
            self.search.stack.push((next, 0));
        }
        Ok(())
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
            self.step_back();
            return Ok(());
        };
        *position += 1;
        if !self.admits(repetition, count) {
            return Ok(());
        }
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
        }
        Ok(())
    }

    fn take(&mut self, repetition: &Repetition) {
        for relation in &repetition.path.relations {
            self.search.relations.push(relation.0);
        }
        if self.minds_nodes() {
            for node in walked_nodes(&repetition.path, self.chain.backward) {
                self.search.nodes.push(node);
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

/// The nodes that a repetition adds to the chain.
fn walked_nodes(path: &Path, backward: bool) -> Vec<u32> {
    let ids = path.nodes.iter().map(|node| node.0);
    match backward {
        true => ids.rev().skip(1).collect(),
        false => ids.skip(1).collect(),
    }
}

impl Inner<'_> {
    /// The repetitions that start at a node, for a row.
    fn from(
        &mut self,
        node: u32,
        view: View<'_>,
        row: usize,
        context: &Context<'_>,
    ) -> Result<Rc<[Repetition]>> {
        let origin = view.origin(row);
        if self.reads_input && self.known_for != Some(origin) {
            self.known.clear();
            self.known_for = Some(origin);
        }
        if let Some(known) = self.known.get(&node) {
            return Ok(Rc::clone(known));
        }
        let found: Rc<[Repetition]> = self.search(node, view.input, origin, context)?.into();
        self.known.insert(node, Rc::clone(&found));
        Ok(found)
    }

    fn search(
        &mut self,
        node: u32,
        input: &Batch,
        origin: usize,
        context: &Context<'_>,
    ) -> Result<Vec<Repetition>> {
        let given = &self.given;
        self.matcher.begin(input, context, |first| {
            first.push_id(0, node);
            given::load(given, 1, input, origin..origin + 1, first, context)
        })?;
        let mut found = Vec::new();
        while self.matcher.advance(input, context)? {
            let view = self.matcher.view(input);
            for row in 0..view.len() {
                let collected = self.collected.iter();
                found.push(Repetition {
                    path: assemble(&self.parts, view, row, context.graph()),
                    values: collected.map(|&slot| view.value(slot, row)).collect(),
                });
            }
        }
        Ok(found)
    }
}

/// Whether a pattern depends on the input row.
fn reads_input(pattern: &PatternPlan) -> bool {
    let width = pattern.width;
    let reads = |expr| !mentions::slots(expr, width).is_empty();
    let labels = |test| !mentions::label_slots(test, width).is_empty();
    let nodes = pattern.nodes.iter();
    let relations = pattern.relations.iter();
    nodes
        .clone()
        .any(|node| node.bound || node.labels.as_ref().is_some_and(labels))
        || relations.clone().any(|relation| {
            relation.bound
                || relation.types.as_ref().is_some_and(labels)
                || relation.hop.as_ref().is_some_and(|(_, expr)| reads(expr))
        })
        || pattern.filters.iter().any(reads)
        || pattern
            .paths
            .iter()
            .flat_map(|path| &path.filters)
            .any(reads)
        || pattern.groups.iter().any(|group| reads_input(&group.inner))
        || pattern.slice.is_some()
}

/// The parts of a repetition's path: of the path pattern that the planner wrote down, or else what leads from its start to its end.
fn chain_parts(scope: &Scope<'_>, group: &GroupVariable) -> Vec<Slot> {
    let whole =
        |parts: &[Slot]| parts.first() == Some(&group.start) && parts.last() == Some(&group.end);
    if let Some(path) = scope.paths.iter().find(|path| whole(&path.parts)) {
        return path.parts.clone();
    }
    let mut parts = vec![group.start];
    let mut open: Vec<&Joint<'_>> = scope.joints.iter().collect();
    let mut node = group.start;
    while let Some(next) = open.iter().position(|joint| joint.left() == node) {
        let joint = open.remove(next);
        node = joint.right();
        parts.extend([joint.part(), node]);
    }
    parts
}

impl Step for Repeat<'_> {
    fn rewind(&mut self) {
        self.search = Search::default();
        if self.inner.reads_input {
            self.inner.known_for = None;
        }
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
