//! One shortest path between two nodes along one relation pattern in a slice in which each relation with a period holds on one day,
//! so that its elements hold together, or one after the other: breadth first from both ends over pairs of a node and a day.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::instants::Together;
use crate::exec::pattern::lanes::Lanes;
use crate::exec::pattern::select::quick::joined;
use crate::exec::pattern::select::segment::{At, Move};
use factio_graph::adjacency::DatedRun;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// So many visits of a frontier are looked at to say how much there is behind it.
const LOOKED: usize = 16;

/// What a search follows.
pub(super) struct Days<'l> {
    /// From the source, and from the target.
    pub lanes: [&'l Lanes; 2],
    pub most: u64,
    pub together: Together,
    /// What is left where nothing with a period was met: any day.
    pub any: u32,
    /// In order: the target comes first.
    pub flipped: bool,
}

/// How the days of the relations go on from one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    Same,
    Later,
    Earlier,
}

/// What was reached from one end.
struct Side<'l> {
    lanes: &'l Lanes,
    pace: Pace,
    any: u32,
    visits: Vec<Visit>,
    /// By node: the number of its latest visit.
    latest: FxHashMap<u32, u32>,
    /// The visits from which nobody went on.
    frontier: Range<usize>,
    /// How many relations they lead to.
    cost: u64,
}

/// A node on the way, and how it was reached.
struct Visit {
    node: u32,
    day: u32,
    /// The number of the visit from which it was reached, and the relation; its own for the end.
    before: u32,
    relation: u32,
    /// The number of the earlier visit of the same node, or its own.
    earlier: u32,
}

/// A path of the fewest moves, each with the node where it starts; `None` when there is none within the most allowed. The ends
/// differ.
pub(super) fn shortest(
    days: &Days<'_>,
    (source, target): (u32, u32),
    test: &mut Hop<'_>,
    at: At<'_, '_>,
) -> Result<Option<Vec<Move>>> {
    let paces = match (days.together, days.flipped) {
        (Together::AtOnce, _) => [Pace::Same; 2],
        (Together::InOrder, false) => [Pace::Later, Pace::Earlier],
        (Together::InOrder, true) => [Pace::Earlier, Pace::Later],
    };
    let mut near = Side::new(source, days.lanes[0], (paces[0], days.any), at.context);
    let mut far = Side::new(target, days.lanes[1], (paces[1], days.any), at.context);
    let mut length = 0;
    while length < days.most && !near.frontier.is_empty() && !far.frontier.is_empty() {
        at.context.check()?;
        let meeting = match near.cost <= far.cost {
            true => near.widen(&far, test, at)?,
            false => far.widen(&near, test, at)?.map(|(far, near)| (near, far)),
        };
        if let Some((one, other)) = meeting {
            let (first, last) = (near.trace(one), far.trace(other));
            return Ok(Some(joined(first, near.node(one), last)));
        }
        length += 1;
    }
    Ok(None)
}

impl<'l> Side<'l> {
    fn new(
        end: u32,
        lanes: &'l Lanes,
        (pace, any): (Pace, u32),
        context: &Context<'_>,
    ) -> Side<'l> {
        let visit = Visit {
            node: end,
            day: any,
            before: 0,
            relation: 0,
            earlier: 0,
        };
        let mut side = Side {
            lanes,
            pace,
            any,
            visits: vec![visit],
            latest: std::iter::once((end, 0)).collect(),
            frontier: 0..1,
            cost: 0,
        };
        side.weigh(context);
        side
    }

    /// Notes about how much there is to look at from the frontier on, by a few of its visits.
    fn weigh(&mut self, context: &Context<'_>) {
        let frontier = &self.visits[self.frontier.clone()];
        let apart = frontier.len().div_ceil(LOOKED).max(1);
        let entries = |visit: &Visit| {
            let range = self.pace.range(visit.day, self.any);
            self.lanes.entries(visit.node, range, context.graph())
        };
        let looked: u64 = frontier.iter().step_by(apart).map(entries).sum();
        self.cost = looked.saturating_mul(apart as u64);
    }

    /// A relation to the end of the other side, where that has not moved yet, and the visit from which it leads there.
    fn look(&self, other: &Side<'_>, context: &Context<'_>) -> Option<(usize, u32)> {
        let end = other.visits[0].node;
        self.frontier.clone().find_map(|number| {
            let visit = &self.visits[number];
            let range = self.pace.range(visit.day, self.any);
            let lanes = 0..self.lanes.len();
            let mut rows =
                lanes.filter_map(|lane| self.lanes.row(lane, visit.node, context.graph()));
            rows.find_map(|row| {
                let mut runs = row.near(range, self.any);
                runs.find_map(|run| {
                    let place = run.neighbours.binary_search(&end).ok()?;
                    Some((number, run.relations[place]))
                })
            })
        })
    }

    /// Goes one move further; the visits at which the sides meet, this side's first, if they do.
    fn widen(
        &mut self,
        other: &Side<'_>,
        test: &mut Hop<'_>,
        at: At<'_, '_>,
    ) -> Result<Option<(u32, u32)>> {
        let graph = at.context.graph();
        if other.visits.len() == 1
            && test.is_empty()
            && let Some((before, relation)) = self.look(other, at.context)
        {
            let number = self.visits.len() as u32;
            self.visits.push(Visit {
                node: other.visits[0].node,
                day: self.any,
                before: before as u32,
                relation,
                earlier: number,
            });
            return Ok(Some((number, 0)));
        }
        for number in self.frontier.clone() {
            let (node, day) = (self.visits[number].node, self.visits[number].day);
            let range = self.pace.range(day, self.any);
            for lane in 0..self.lanes.len() {
                let Some(row) = self.lanes.row(lane, node, graph) else {
                    continue;
                };
                for run in row.near(range, self.any) {
                    let day = if run.span == self.any { day } else { run.span };
                    let met = self.follow(run, (number, day), other, test, at)?;
                    if met.is_some() {
                        return Ok(met);
                    }
                }
            }
        }
        self.frontier = self.frontier.end..self.visits.len();
        self.weigh(at.context);
        Ok(None)
    }

    /// Follows the relations of a run from a visit; the visits at which the sides meet, if they do.
    fn follow(
        &mut self,
        run: DatedRun<'_>,
        (before, day): (usize, u32),
        other: &Side<'_>,
        test: &mut Hop<'_>,
        at: At<'_, '_>,
    ) -> Result<Option<(u32, u32)>> {
        let mut last = None;
        for (&node, &relation) in run.neighbours.iter().zip(run.relations) {
            if last == Some(node) {
                continue;
            }
            if !test.is_empty() && !test.passes(at.view, at.row, relation, at.context)? {
                continue;
            }
            last = Some(node);
            let number = self.visits.len() as u32;
            let latest = self.latest.entry(node).or_insert(number);
            let known = visits_from(&self.visits, *latest);
            if known
                .into_iter()
                .any(|(_, visit)| self.pace.covers(visit.day, day, self.any))
            {
                continue;
            }
            self.visits.push(Visit {
                node,
                day,
                before: before as u32,
                relation,
                earlier: std::mem::replace(latest, number),
            });
            if let Some(met) = other.meets(node, day) {
                return Ok(Some((number, met)));
            }
        }
        Ok(None)
    }

    /// A visit of a node from which this side can go on to whoever came there from the other side on a day.
    fn meets(&self, node: u32, day: u32) -> Option<u32> {
        let latest = *self.latest.get(&node)?;
        let mut visits = visits_from(&self.visits, latest);
        let follows = |own: u32| {
            own == self.any
                || day == self.any
                || match self.pace {
                    Pace::Same => own == day,
                    Pace::Later => own <= day,
                    Pace::Earlier => own >= day,
                }
        };
        visits
            .find(|(_, visit)| follows(visit.day))
            .map(|(number, _)| number)
    }

    fn node(&self, visit: u32) -> u32 {
        self.visits[visit as usize].node
    }

    /// The hops from a visit back to the end of this side: where each leads, and its relation.
    fn trace(&self, mut number: u32) -> Vec<(u32, u32)> {
        let mut hops = Vec::new();
        while number > 0 {
            let visit = &self.visits[number as usize];
            number = visit.before;
            hops.push((self.node(number), visit.relation));
        }
        hops
    }
}

/// The visits of a node, the latest of which has a number that may still be to come.
fn visits_from(visits: &[Visit], latest: u32) -> impl Iterator<Item = (u32, &Visit)> {
    let mut next = Some(latest);
    std::iter::from_fn(move || {
        let number = next?;
        let visit = visits.get(number as usize)?;
        next = (visit.earlier != number).then_some(visit.earlier);
        Some((number, visit))
    })
}

impl Pace {
    /// The days, from and to, on which a relation may follow.
    fn range(self, day: u32, any: u32) -> (u32, u32) {
        match self {
            _ if day == any => (0, u32::MAX),
            Pace::Same => (day, day + 1),
            Pace::Later => (day, u32::MAX),
            Pace::Earlier => (0, day + 1),
        }
    }

    /// Whether whatever can follow another day can follow a day.
    fn covers(self, day: u32, other: u32, any: u32) -> bool {
        day == any
            || other != any
                && match self {
                    Pace::Same => day == other,
                    Pace::Later => day <= other,
                    Pace::Earlier => day >= other,
                }
    }
}
