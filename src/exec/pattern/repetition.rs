//! One repetition of a quantified group: the matches of its inner pattern from a node, found once a node.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::pattern::given;
use crate::exec::pattern::mentions;
use crate::exec::pattern::order::order;
use crate::exec::pattern::path::assemble;
use crate::exec::pattern::run::Matcher;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::Slot;
use crate::plan::pattern::{GroupVariable, PatternPlan};
use factio_grammar::ast::PathMode;
use factio_graph::facts::Graph;
use factio_graph::value::{Path, Value};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The repeated pattern, walked from one of its ends.
pub(super) struct Repetitions<'p> {
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
pub(super) struct Repetition {
    pub path: Path,
    pub values: Vec<Value>,
}

impl<'p> Repetitions<'p> {
    /// Those that start at the left end of the repeated pattern.
    pub fn rightward(
        group: &'p GroupVariable,
        mode: PathMode,
        times: Option<Rc<Times<'p>>>,
        graph: &Graph,
    ) -> Result<Self> {
        Repetitions::new(group, group.start, mode, times, graph)
    }

    /// Those that start at the right end.
    pub fn leftward(
        group: &'p GroupVariable,
        mode: PathMode,
        times: Option<Rc<Times<'p>>>,
        graph: &Graph,
    ) -> Result<Self> {
        Repetitions::new(group, group.end, mode, times, graph)
    }

    fn new(
        group: &'p GroupVariable,
        start: Slot,
        mode: PathMode,
        times: Option<Rc<Times<'p>>>,
        graph: &Graph,
    ) -> Result<Self> {
        let moving = times.as_ref().is_some_and(|times| !times.is_constant());
        let scope = Scope::of(&group.inner, Some(start), mode, times, graph);
        let parts = parts(&scope, group).into_iter();
        let collected = group.collected.iter().map(|(inner, _)| *inner);
        Ok(Repetitions {
            matcher: Matcher::new(&scope, order(&scope, graph)?, graph)?,
            parts: parts.map(|slot| (slot, scope.kinds[&slot])).collect(),
            given: scope.given,
            collected: collected.collect(),
            reads_input: moving || reads_input(&group.inner),
            known_for: None,
            known: FxHashMap::default(),
        })
    }

    /// Whether what was found for one input row holds for every other.
    pub fn is_constant(&self) -> bool {
        !self.reads_input
    }

    /// Forgets what holds for one row of an input batch alone.
    pub fn rewind(&mut self) {
        if self.reads_input {
            self.known_for = None;
        }
    }

    /// The repetitions that start at a node, for a row.
    pub fn from(
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

/// The parts of a repetition's path, in the order written.
fn parts(scope: &Scope<'_>, group: &GroupVariable) -> Vec<Slot> {
    let mut joints: Vec<&Joint<'_>> = scope.joints.iter().collect();
    joints.sort_by_key(|joint| joint.span().start);
    let mut parts = vec![group.start];
    for joint in joints {
        parts.extend([joint.part(), joint.right()]);
    }
    parts
}
