//! Path selectors: which of the paths between two nodes are kept. Paths are sought by length, shortest first, and the search
//! ends when enough are found.

mod binds;
mod build;
mod conditions;
mod daily;
mod distance;
mod emit;
mod quick;
mod quota;
mod search;
mod segment;
mod together;

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
pub(super) use build::{Ends, build};
use distance::Distances;
use emit::Emitter;
use factio_grammar::ast::PathMode;
pub(super) use quota::Quota;
use search::{Answer, Found, Goal, Search};
use segment::{At, NodeTest, Segment};
use std::rc::Rc;
use together::Together;

/// The step. Binds what the emitter says.
pub(super) struct Select<'p> {
    segments: Vec<Segment<'p>>,
    /// For the node before each segment, and behind the last one.
    tests: Vec<NodeTest<'p>>,
    source: Slot,
    target: Target,
    mode: PathMode,
    quota: Quota,
    /// Every path that the search finds can be kept, conditions aside.
    exact: bool,
    /// The sign that the path must have, where one is asked for.
    sign: Option<i64>,
    /// Conditions on whole paths.
    conditions: Vec<Filter<'p>>,
    emitter: Emitter,
    times: Option<Rc<Times<'p>>>,
    /// Where one shortest path is sought whose elements have to hold together, and the periods of its relations tell.
    together: Option<Together>,
    row: usize,
    /// The targets left for the row at hand, last first.
    targets: Option<Vec<u32>>,
    /// What is known of the source at hand.
    distances: Option<(u32, Distances)>,
}

impl Step for Select<'_> {
    fn word(&self) -> &'static str {
        "choose"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.targets = None;
        self.distances = None;
        self.segments.iter_mut().for_each(Segment::rewind);
        self.tests.iter_mut().for_each(|test| test.known.clear());
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            let at = At {
                view,
                row: self.row,
                context,
            };
            let mut targets = match self.targets.take() {
                Some(targets) => targets,
                None => self.begin(at)?,
            };
            while out.len() < limit
                && let Some(target) = targets.pop()
            {
                self.reach(target, at, out)?;
            }
            if !targets.is_empty() {
                self.targets = Some(targets);
                return Ok(true);
            }
            self.row += 1;
        }
        Ok(false)
    }
}

impl Select<'_> {
    /// Starts on a row: its targets, last first.
    fn begin(&mut self, at: At<'_, '_>) -> Result<Vec<u32>> {
        let source = at.view.id(self.source, at.row);
        let constant = self.segments.iter().all(Segment::is_constant)
            && self.tests.iter().all(NodeTest::is_constant);
        if !constant {
            self.segments.iter_mut().for_each(Segment::rewind);
            self.tests.iter_mut().for_each(|test| test.known.clear());
        }
        if !constant || self.distances.as_ref().is_none_or(|(of, _)| *of != source) {
            let distances = Distances::new(&self.segments, self.sign.is_some(), source);
            self.distances = Some((source, distances));
        }
        if !self.tests[0].passes(source, at)? {
            return Ok(Vec::new());
        }
        if let Target::Reach(slot) = self.target {
            return Ok(vec![at.view.id(slot, at.row)]);
        }
        let Some((_, distances)) = &mut self.distances else {
            return Ok(Vec::new());
        };
        while !distances.is_exhausted() {
            distances.deepen(&mut self.segments, &mut self.tests, at)?;
        }
        let negative = self.sign == Some(-1);
        let ends = distances
            .ends()
            .iter()
            .filter(|(_, sign)| *sign == negative);
        Ok(ends.rev().map(|(node, _)| *node).collect())
    }

    /// Adds the paths to a target that are kept.
    fn reach(&mut self, target: u32, at: At<'_, '_>, out: &mut Chunk) -> Result<()> {
        let source = at.view.id(self.source, at.row);
        if let Some(last) = self.tests.last_mut()
            && !last.passes(target, at)?
        {
            return Ok(());
        }
        if source != target
            && let Some(together) = &mut self.together
            && let Some(segment) = self.segments.first_mut()
        {
            let most = segment.most;
            if let Some(test) = segment.test()
                && let Some(moves) = together.shortest((source, target), most, test, at)?
            {
                let found: Found = moves.into_iter().map(|step| (0, step)).collect();
                self.emitter.emit(&found, target, self.mode, at, out);
            }
            return Ok(());
        }
        if source != target && self.is_simple(at)? {
            let line = self.segments.first_mut().and_then(Segment::as_line);
            let Some(mut line) = line else {
                return Ok(());
            };
            if let Some(moves) = quick::shortest(&mut line, source, target, at)? {
                let found: Found = moves.into_iter().map(|step| (0, step)).collect();
                self.emitter.emit(&found, target, self.mode, at, out);
            }
            return Ok(());
        }
        let (mut paths, mut lengths) = (0, 0);
        let mut length = 0;
        while paths < self.quota.paths && lengths < self.quota.lengths {
            let Some(next) = self.next_length(target, length, at)? else {
                return Ok(());
            };
            let wanted = match self.exact && self.conditions.is_empty() {
                true => self.quota.paths - paths,
                false => usize::MAX,
            };
            let answer = self.search(source, target, next, wanted, at)?;
            let kept = self.keep(&answer.found, target, self.quota.paths - paths, at, out)?;
            paths += kept;
            lengths += usize::from(kept > 0);
            if !answer.longer {
                return Ok(());
            }
            length = next + 1;
        }
        Ok(())
    }

    /// One shortest path along one segment is wanted, and any will do.
    fn is_simple(&self, at: At<'_, '_>) -> Result<bool> {
        let [segment] = self.segments.as_slice() else {
            return Ok(false);
        };
        let conditions = match &self.times {
            Some(times) if times.asks_paths(at.view, at.row, at.context)? => return Ok(false),
            // The last condition is the time clause's, which asks nothing then.
            Some(_) => self.conditions.len() > 1,
            None => !self.conditions.is_empty(),
        };
        Ok(segment.least <= 1
            && segment.is_relation()
            && self.exact
            && self.quota.paths == 1
            && self.sign.is_none()
            && !conditions
            && matches!(self.target, Target::Reach(_)))
    }

    /// The next length, from `length` on, that a path to the target might have; `None` when there is none.
    fn next_length(&mut self, target: u32, length: u32, at: At<'_, '_>) -> Result<Option<u32>> {
        let negative = self.sign == Some(-1);
        let Some((_, distances)) = &mut self.distances else {
            return Ok(None);
        };
        loop {
            match distances.to_end(target, negative) {
                Some(nearest) if distances.depth() > nearest.max(length) => {
                    return Ok(Some(nearest.max(length)));
                }
                Some(nearest) if distances.is_exhausted() => {
                    return Ok(Some(nearest.max(length)));
                }
                None if distances.is_exhausted() => return Ok(None),
                _ => distances.deepen(&mut self.segments, &mut self.tests, at)?,
            }
        }
    }

    fn search(
        &mut self,
        source: u32,
        target: u32,
        length: u32,
        most: usize,
        at: At<'_, '_>,
    ) -> Result<Answer> {
        let Some((_, distances)) = &self.distances else {
            return Ok(Answer::default());
        };
        let search = Search {
            segments: &mut self.segments,
            tests: &mut self.tests,
            distances,
            signed: self.sign.is_some(),
            times: self.times.as_deref(),
            reversed: self.emitter.reversed,
            goal: Goal {
                source,
                target,
                length,
                negative: self.sign == Some(-1),
                mode: self.mode,
                most,
            },
        };
        search.run(at)
    }

    /// Adds those of some paths of one length that fulfil the conditions, `most` at most. How many were added.
    fn keep(
        &mut self,
        found: &[Found],
        target: u32,
        most: usize,
        at: At<'_, '_>,
        out: &mut Chunk,
    ) -> Result<usize> {
        let before = out.len();
        for path in found {
            self.emitter.emit(path, target, self.mode, at, out);
        }
        let mut rows: Vec<u32> = (before as u32..out.len() as u32).collect();
        for condition in &mut self.conditions {
            condition.keep(at.view.topped(out), &mut rows, at.context)?;
        }
        rows.truncate(most);
        let kept = rows.len();
        let all: Vec<u32> = (0..before as u32).chain(rows).collect();
        out.keep(&all);
        Ok(kept)
    }
}
