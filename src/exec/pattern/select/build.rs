//! Compiles a path with a selector: its segments, and which conditions each of its nodes, hops or whole paths must fulfil.

use crate::error::{Error, Result};
use crate::exec::pattern::evaluator::{Evaluator, Shape};
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::hop::{Hop, type_test};
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::repetition::Repetitions;
use crate::exec::pattern::scope::{Joint, Scope, Selection};
use crate::exec::pattern::select::Select;
use crate::exec::pattern::select::emit::{Bind, Emitter};
use crate::exec::pattern::select::segment::{Follow, NodeTest, Segment};
use crate::exec::pattern::select::together::Together;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::step::Target;
use crate::exec::pattern::together::search;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot};
use crate::plan::pattern::{GroupVariable, RelationVariable};
use factio_grammar::Span;
use factio_grammar::ast::{PathMode, Quantifier};
use factio_graph::adjacency::Sieve;
use factio_graph::facts::Graph;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::rc::Rc;

/// From which end the paths are sought.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec::pattern) struct Ends {
    pub source: Slot,
    pub target: Target,
    /// The source is the right end.
    pub reversed: bool,
}

/// The step, and the slots that it binds, in the order of its columns.
///
/// # Errors
/// A condition on whole walks that have no end.
pub(in crate::exec::pattern) fn build<'p>(
    scope: &Scope<'p>,
    selection: &Selection<'p>,
    ends: Ends,
    bound: &dyn Fn(Slot) -> bool,
    graph: &Graph,
) -> Result<(Select<'p>, Vec<Slot>)> {
    let path = selection.path;
    let mut builder = Builder {
        shape: scope.shape,
        selection,
        ends,
        bound,
        graph,
        parts: &path.parts,
        mode: path.mode.unwrap_or(PathMode::Trail),
        segments: Vec::new(),
        tests: Vec::new(),
        conditions: Vec::new(),
        sign: None,
        clause: scope.clause.clone(),
        sieve: scope.sieve.clone(),
        times: scope.times.clone(),
        can_share: scope.can_share(),
    };
    builder.add_segments()?;
    builder.add_tests();
    for filter in &selection.conditions {
        builder.add_condition(filter, scope);
    }
    builder.add_time(scope);
    builder.check()?;
    let (binds, slots) = builder.binds();
    Ok((builder.finish(binds), slots))
}

pub(super) struct Builder<'b, 'p> {
    pub shape: Shape,
    pub selection: &'b Selection<'p>,
    pub ends: Ends,
    pub bound: &'b dyn Fn(Slot) -> bool,
    pub graph: &'b Graph,
    /// Nodes and what leads between them, alternating.
    pub parts: &'p [Slot],
    pub mode: PathMode,
    /// From left to right, until the end.
    pub segments: Vec<Segment<'p>>,
    pub tests: Vec<NodeTest<'p>>,
    pub conditions: Vec<Filter<'p>>,
    pub sign: Option<i64>,
    pub clause: Option<Rc<Times<'p>>>,
    pub sieve: Option<Sieve>,
    pub times: Option<Rc<Times<'p>>>,
    /// What is shared is told by the periods of relations.
    can_share: bool,
}

impl<'p> Builder<'_, 'p> {
    pub fn joint(&self, segment: usize) -> Option<&Joint<'p>> {
        let part = *self.parts.get(2 * segment + 1)?;
        let mut joints = self.selection.joints.iter();
        joints.find(|joint| joint.part() == part)
    }

    pub fn count(&self) -> usize {
        self.parts.len() / 2
    }

    fn add_segments(&mut self) -> Result<()> {
        for number in 0..self.count() {
            let segment = match self.joint(number) {
                Some(Joint::Relation(relation, _)) => self.relation(relation),
                Some(Joint::Group(group, ..)) => self.group(group)?,
                Some(Joint::Selection(_)) | None => {
                    return Err(Error::not_yet("such a path", self.selection.path.span));
                }
            };
            self.segments.push(segment);
        }
        Ok(())
    }

    fn relation(&self, relation: &'p RelationVariable) -> Segment<'p> {
        let (rightward, leftward) = (
            Walk::rightward(relation, self.graph).through(self.sieve.as_ref()),
            Walk::leftward(relation, self.graph).through(self.sieve.as_ref()),
        );
        let (onward, back) = match self.ends.reversed {
            true => (leftward, rightward),
            false => (rightward, leftward),
        };
        let mut test = Hop::of(relation, self.shape);
        if relation.length.is_none() && (self.bound)(relation.slot) {
            let local = self.shape.end();
            let same = equal(local, relation.slot, relation.span);
            test.add(local, Cow::Owned(same), self.shape);
        } else if let (None, Some(types)) = (relation.length, &relation.types)
            && !is_constant(types)
        {
            let condition = type_test(relation.slot, types, relation);
            test.add(relation.slot, Cow::Owned(condition), self.shape);
        }
        let length = relation.length.unwrap_or(Quantifier {
            min: 1,
            max: Some(1),
        });
        Segment {
            least: length.min,
            most: length.max.unwrap_or(u64::MAX),
            follow: Follow::Relation { onward, back, test },
            times: self.times.clone(),
        }
    }

    fn group(&self, group: &'p GroupVariable) -> Result<Segment<'p>> {
        let clause = || self.clause.clone();
        let rightward = Box::new(Repetitions::rightward(
            group,
            self.mode,
            clause(),
            self.graph,
        )?);
        let leftward = Box::new(Repetitions::leftward(
            group,
            self.mode,
            clause(),
            self.graph,
        )?);
        let (onward, back) = match self.ends.reversed {
            true => (leftward, rightward),
            false => (rightward, leftward),
        };
        Ok(Segment {
            least: group.quantifier.min,
            most: group.quantifier.max.unwrap_or(u64::MAX),
            follow: Follow::Group {
                onward,
                back,
                reversed: self.ends.reversed,
            },
            times: self.times.clone(),
        })
    }

    /// One test for each node of the path, from left to right.
    fn add_tests(&mut self) {
        for &slot in self.parts.iter().step_by(2) {
            let variables = self.selection.nodes.iter().filter(|node| node.slot == slot);
            let mut test = NodeTest {
                slot,
                labels: Vec::new(),
                handle: None,
                bound: (self.bound)(slot),
                conditions: Vec::new(),
                times: self.times.clone(),
                known: FxHashMap::default(),
            };
            for node in variables {
                test.handle = test.handle.or(node.handle);
                match &node.labels {
                    Some(labels) if is_constant(labels) => test.labels.push(labels),
                    Some(labels) => test
                        .conditions
                        .push(Evaluator::of_labels(slot, labels, node.span, self.shape)),
                    None => {}
                }
            }
            self.tests.push(test);
        }
    }

    fn check(&self) -> Result<()> {
        let endless = self.segments.iter().any(|segment| segment.most == u64::MAX);
        match self.mode == PathMode::Walk && endless && !self.conditions.is_empty() {
            true => Err(Error::not_yet(
                "a condition on whole walks of any length",
                self.selection.path.span,
            )
            .hint("a walk may go round for ever and never meet it: bound its length, as in {1,10}, or say TRAIL")),
            false => Ok(()),
        }
    }

    fn finish(self, binds: Vec<Bind>) -> Select<'p> {
        let slots: Vec<Slot> = self.parts.iter().copied().step_by(2).collect();
        let pairs = (0..slots.len()).flat_map(|a| (a + 1..slots.len()).map(move |b| (a, b)));
        let same: Vec<(usize, usize)> = pairs.filter(|&(a, b)| slots[a] == slots[b]).collect();
        let nested = self.selection.nested.iter();
        let modes = nested
            .filter_map(|path| {
                let (from, to) = self.range(&path.parts)?;
                Some((from, to, path.mode?))
            })
            .collect::<Vec<_>>();
        let groups = self
            .segments
            .iter()
            .any(|it| matches!(it.follow, Follow::Group { .. }));
        let plain_mode = matches!(self.mode, PathMode::Walk | PathMode::Trail);
        let given: Vec<(usize, Slot)> = (0..self.segments.len())
            .filter_map(|number| match self.joint(number)? {
                Joint::Relation(relation, _) => Some((number, relation.slot)),
                Joint::Group(..) | Joint::Selection(_) => None,
            })
            .filter(|(_, slot)| (self.bound)(*slot))
            .collect();
        let exact =
            same.is_empty() && given.is_empty() && modes.is_empty() && (plain_mode || !groups);
        let emitter = Emitter {
            binds,
            segments: self.segments.len(),
            reversed: self.ends.reversed,
            same,
            given,
            modes,
        };
        let (mut segments, mut tests) = (self.segments, self.tests);
        if self.ends.reversed {
            segments.reverse();
            tests.reverse();
        }
        let simple = exact && self.sign.is_none() && self.selection.quota.paths == 1;
        let ends = matches!(self.ends.target, Target::Reach(_));
        let can_share = self.can_share && simple && ends && self.conditions.len() == 1;
        let together = match segments.as_slice() {
            [one] if can_share && one.least <= 1 => self.clause.as_ref().and_then(|clause| {
                let flipped = clause.is_in_order() && self.ends.reversed;
                together(one, clause, flipped, self.graph)
            }),
            _ => None,
        };
        Select {
            together,
            segments,
            tests,
            source: self.ends.source,
            target: self.ends.target,
            mode: self.mode,
            quota: self.selection.quota,
            exact,
            sign: self.sign,
            conditions: self.conditions,
            emitter,
            times: self.times,
            row: 0,
            targets: None,
            distances: None,
        }
    }
}

/// What a search of one shortest path along a segment needs, where its elements have to hold together; flipped, from its target.
fn together(
    segment: &Segment<'_>,
    clause: &Times<'_>,
    flipped: bool,
    graph: &Graph,
) -> Option<Together> {
    let walks = match (&segment.follow, flipped) {
        (Follow::Relation { onward, back, .. }, false) => [onward, back],
        (Follow::Relation { onward, back, .. }, true) => [back, onward],
        (Follow::Group { .. }, _) => return None,
    };
    let (lanes, instants) = search(walks, clause, graph)?;
    Some(Together::new(lanes, instants, flipped))
}

fn equal(left: Slot, right: Slot, span: Span) -> Expr {
    let slot = |slot| {
        Box::new(Expr {
            kind: ExprKind::Slot(slot),
            span,
        })
    };
    Expr {
        kind: ExprKind::Compare(CompareOp::Equal, slot(left), slot(right)),
        span,
    }
}
