//! All paths of one length between two nodes: depth first from the target, never along a way that is too far from the source.

use crate::error::Result;
use crate::exec::pattern::progress::{Heading, Progress};
use crate::exec::pattern::select::distance::Distances;
use crate::exec::pattern::select::segment::{At, Move, NodeTest, Segment, Way};
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::trail::Trail;
use factio_grammar::ast::PathMode;

/// Between two questions whether the statement was stopped.
const CHECK_EVERY: u32 = 1024;

/// A path as moves of segments, from the source to the target. A move's node is where it starts.
pub(super) type Found = Vec<(usize, Move)>;

/// What is sought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub source: u32,
    pub target: u32,
    pub length: u32,
    /// The product of the path's signs is to be negative; only where signs are asked for.
    pub negative: bool,
    pub mode: PathMode,
    /// No more than so many.
    pub most: usize,
}

/// What a search gave.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub found: Vec<Found>,
    /// There may be longer paths.
    pub longer: bool,
}

/// The parts of a search.
pub(super) struct Search<'s, 'p> {
    pub segments: &'s mut [Segment<'p>],
    pub tests: &'s mut [NodeTest<'p>],
    pub distances: &'s Distances,
    pub signed: bool,
    pub times: Option<&'s Times<'p>>,
    /// The target is the left end.
    pub reversed: bool,
    pub goal: Goal,
}

/// How far the way back has come.
#[derive(Clone, Copy, Debug)]
struct Point {
    segment: usize,
    /// Moves of the segment made behind it.
    count: u64,
    node: u32,
    /// Relations to go.
    remaining: u32,
    /// The sign of what is to go.
    negative: bool,
}

/// A point on the way, and what can still be tried there.
struct Frame {
    point: Point,
    choices: std::vec::IntoIter<Choice>,
    /// A move led here, and not the end of a segment.
    moved: bool,
}

enum Choice {
    /// The segment before ends here.
    Leave,
    Make(Move),
}

/// The way back so far.
#[derive(Default)]
struct Route {
    moves: Found,
    relations: Trail,
    nodes: Trail,
    /// The time left, at the target and after each move.
    times: Vec<Progress>,
}

/// How far a point is from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearness {
    Near,
    /// Only on a longer path.
    Far,
    Never,
}

impl Search<'_, '_> {
    /// All paths of the goal's length.
    pub fn run(mut self, at: At<'_, '_>) -> Result<Answer> {
        let mut answer = Answer::default();
        let mut route = Route::default();
        let goal = self.goal;
        let Some(last) = self.segments.len().checked_sub(1) else {
            if goal.source == goal.target && goal.length == 0 && !goal.negative {
                answer.found.push(Vec::new());
            }
            return Ok(answer);
        };
        if self.minds_nodes() {
            route.nodes.push(goal.target);
        }
        let heading = match self.reversed {
            true => Heading::Rightward,
            false => Heading::Leftward,
        };
        let place = (at.view, at.row);
        let Some(time) = Progress::start(self.times, goal.target, heading, place, at.context)?
        else {
            return Ok(answer);
        };
        route.times.push(time);
        let start = Point {
            segment: last,
            count: 0,
            node: goal.target,
            remaining: goal.length,
            negative: goal.negative,
        };
        let mut stack = vec![self.frame(start, false, &route, &mut answer, at)?];
        let mut steps = 0u32;
        while let Some(frame) = stack.last_mut() {
            steps += 1;
            if steps.is_multiple_of(CHECK_EVERY) {
                at.context.check()?;
            }
            let point = frame.point;
            match frame.choices.next() {
                None => {
                    if frame.moved {
                        self.take_back(&mut route);
                    }
                    stack.pop();
                }
                Some(Choice::Leave) if point.segment == 0 => {
                    answer
                        .found
                        .push(route.moves.iter().rev().cloned().collect());
                    if answer.found.len() >= goal.most {
                        answer.longer = true;
                        return Ok(answer);
                    }
                }
                Some(Choice::Leave) => {
                    let before = Point {
                        segment: point.segment - 1,
                        count: 0,
                        ..point
                    };
                    stack.push(self.frame(before, false, &route, &mut answer, at)?);
                }
                Some(Choice::Make(step)) => {
                    let next = after(point, &step);
                    route.times.extend(self.time_left(&step, &route, at));
                    self.make(point.segment, step, &mut route);
                    stack.push(self.frame(next, true, &route, &mut answer, at)?);
                }
            }
        }
        Ok(answer)
    }

    fn minds_nodes(&self) -> bool {
        matches!(self.goal.mode, PathMode::Acyclic | PathMode::Simple)
    }

    /// A point and what can be tried there.
    fn frame(
        &mut self,
        point: Point,
        moved: bool,
        route: &Route,
        answer: &mut Answer,
        at: At<'_, '_>,
    ) -> Result<Frame> {
        let mut choices = Vec::new();
        if self.can_leave(point, at)? {
            choices.push(Choice::Leave);
        }
        let segment = &mut self.segments[point.segment];
        if point.count < segment.most {
            let mut moves = Vec::new();
            segment.moves(Way::Back, point.node, self.signed, at, &mut moves)?;
            for step in moves {
                answer.longer |= self.closes_later(point, &step);
                let possible = step.sign != 0 && self.time_left(&step, route, at).is_some();
                if !possible || !self.admits(point, &step, route) {
                    continue;
                }
                match self.nearness(point, &step) {
                    Nearness::Near => choices.push(Choice::Make(step)),
                    Nearness::Far => answer.longer = true,
                    Nearness::Never => {}
                }
            }
        }
        Ok(Frame {
            point,
            choices: choices.into_iter(),
            moved,
        })
    }

    /// Whether the segment may begin here.
    fn can_leave(&mut self, point: Point, at: At<'_, '_>) -> Result<bool> {
        if point.count < self.segments[point.segment].least {
            return Ok(false);
        }
        match point.segment {
            0 => Ok(point.node == self.goal.source && point.remaining == 0 && !point.negative),
            segment => self.tests[segment].passes(point.node, at),
        }
    }

    /// Whether a move does not repeat what may not be repeated.
    fn admits(&self, point: Point, step: &Move, route: &Route) -> bool {
        let segment = &self.segments[point.segment];
        if step.length == 0 && segment.most == u64::MAX && point.count >= segment.least {
            return false;
        }
        if self.goal.mode == PathMode::Walk {
            return true;
        }
        let relations = step.relations();
        if relations
            .iter()
            .any(|&relation| route.relations.contains(relation))
        {
            return false;
        }
        if !self.minds_nodes() || step.length == 0 {
            return true;
        }
        let closes = self.goal.mode == PathMode::Simple
            && step.length == point.remaining
            && step.node == self.goal.target;
        let inner = step.inner_nodes();
        (closes || !route.nodes.contains(step.node))
            && !inner.iter().any(|&node| route.nodes.contains(node))
    }

    /// The time left after a move.
    fn time_left(&self, step: &Move, route: &Route, at: At<'_, '_>) -> Option<Progress> {
        match route.times.last() {
            None | Some(Progress::Free) => Some(Progress::Free),
            Some(left) => {
                let hops = step.hops(!self.reversed).into_iter();
                left.hops(hops, at.context.graph())
            }
        }
    }

    /// Whether a move would close a simple path that is longer than the goal.
    fn closes_later(&self, point: Point, step: &Move) -> bool {
        self.goal.mode == PathMode::Simple
            && self.goal.source == self.goal.target
            && step.node == self.goal.target
            && step.length > point.remaining
    }

    fn nearness(&self, point: Point, step: &Move) -> Nearness {
        let least = self.segments[point.segment].least;
        let next = point.count + 1;
        let negative = point.negative != (step.sign < 0);
        match self
            .distances
            .to(point.segment, next, step.node, negative, least)
        {
            Some(distance) if distance + step.length <= point.remaining => Nearness::Near,
            Some(_) => Nearness::Far,
            None if self.distances.is_exhausted() => Nearness::Never,
            None => Nearness::Far,
        }
    }

    fn make(&self, segment: usize, step: Move, route: &mut Route) {
        for relation in step.relations() {
            route.relations.push(relation);
        }
        if self.minds_nodes() && step.length > 0 {
            for node in step.inner_nodes() {
                route.nodes.push(node);
            }
            route.nodes.push(step.node);
        }
        route.moves.push((segment, step));
    }

    fn take_back(&self, route: &mut Route) {
        let Some((_, step)) = route.moves.pop() else {
            return;
        };
        route.times.pop();
        for _ in step.relations() {
            route.relations.pop();
        }
        if self.minds_nodes() && step.length > 0 {
            for _ in step.inner_nodes() {
                route.nodes.pop();
            }
            route.nodes.pop();
        }
    }
}

/// The point that a move leads to.
fn after(point: Point, step: &Move) -> Point {
    Point {
        count: point.count + 1,
        node: step.node,
        remaining: point.remaining - step.length,
        negative: point.negative != (step.sign < 0),
        ..point
    }
}
