//! Follows a relation pattern of a path whose relations have to hold together in a slice: in the order of time, so that only those
//! relations are met that share an instant with those before.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::instants::{Instants, Together};
use crate::exec::pattern::lanes::{Lanes, Next};
use crate::exec::pattern::step::{Step, Target};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use factio_graph::adjacency::DatedRun;
use factio_graph::facts::{Graph, VALID};
use std::cell::RefCell;
use std::rc::Rc;

/// What both steps need.
pub(in crate::exec::pattern) struct Link {
    pub from: Slot,
    /// What the relations before have left; `None` for the first.
    pub before: Option<Slot>,
    pub lanes: Lanes,
    pub instants: Rc<RefCell<Instants>>,
    /// Relations that are bound and must not be met again.
    pub avoid: Vec<Slot>,
}

/// Binds the relation, the node it leads to unless that is bound, and what is left.
pub(in crate::exec::pattern) struct Chained {
    link: Link,
    target: Target,
    most: Most,
    row: usize,
}

/// How many parallel relations are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec::pattern) enum Most {
    All,
    /// So many that one of them was not met before: those that leave most.
    Enough,
}

/// Binds nothing; a row weighs as many relations as follow.
pub(in crate::exec::pattern) struct ChainEnd<'p> {
    pub link: Link,
    pub walk: Walk<'p>,
    pub row: usize,
}

impl Chained {
    pub fn new(link: Link, target: Target, most: Most) -> Chained {
        Chained {
            link,
            target,
            most,
            row: 0,
        }
    }

    /// Adds the relations that lead from a node to another. Whether it is only possible that one of them holds together with what
    /// came before.
    fn close(
        &self,
        row: usize,
        (node, to): (u32, u32),
        left: Option<u32>,
        out: &mut Chunk,
        graph: &Graph,
    ) -> bool {
        let mut instants = self.link.instants.borrow_mut();
        let mut found = Vec::new();
        let lanes = &self.link.lanes;
        lanes.each(node, left, &mut instants, graph, |next| {
            if next.skips_loops && node == to {
                return;
            }
            for &relation in relations_to(next.run, to) {
                found.push(next.left);
                add(out, row, &[relation, next.left]);
            }
        });
        found.iter().any(|&left| instants.is_doubted(left))
    }

    fn follow(
        &self,
        row: usize,
        node: u32,
        left: Option<u32>,
        out: &mut Chunk,
        graph: &Graph,
    ) -> bool {
        let mut instants = self.link.instants.borrow_mut();
        let enough = match self.most {
            Most::All => usize::MAX,
            Most::Enough => self.link.avoid.len() + 1,
        };
        if instants.daily() == Some(Together::InOrder) && self.most == Most::Enough {
            for lane in 0..self.link.lanes.len() {
                self.follow_first((row, lane), (node, left), enough, &instants, out, graph);
            }
            return false;
        }
        let mut found = Vec::new();
        self.link
            .lanes
            .each(node, left, &mut instants, graph, |next| {
                found.push(next.left);
                each_relation(next, node, enough, |neighbour, relation| {
                    add(out, row, &[relation, neighbour, next.left]);
                });
            });
        found.iter().any(|&left| instants.is_doubted(left))
    }

    /// Of the relations to each neighbour those that come first.
    fn follow_first(
        &self,
        (row, lane): (usize, usize),
        (node, left): (u32, Option<u32>),
        enough: usize,
        instants: &Instants,
        out: &mut Chunk,
        graph: &Graph,
    ) {
        let lanes = &self.link.lanes;
        let Some(list) = lanes.row(lane, node, graph) else {
            return;
        };
        let undated = instants.undated();
        let day = left.filter(|&left| left != undated);
        for (neighbour, spans) in list.grouped().each() {
            if lanes.skips_loops(lane) && neighbour == node {
                continue;
            }
            let first = day.map_or(0, |day| spans.partition_point(|&span| span < day));
            let always = spans.last().filter(|&&span| span == undated);
            let dated = spans[first..].iter().filter(|&&span| span != undated);
            let spans = always.into_iter().chain(dated);
            let runs = spans.filter_map(|&span| list.run(list.from(span)));
            let relations = runs.flat_map(|run| {
                let after = match run.span == undated {
                    true => day.unwrap_or(undated),
                    false => run.span,
                };
                let relations = relations_to(run, neighbour).iter();
                relations.map(move |&relation| (relation, after))
            });
            for (relation, after) in relations.take(enough) {
                add(out, row, &[relation, neighbour, after]);
            }
        }
    }
}

impl Step for Chained {
    fn word(&self) -> &'static str {
        "follow in time"
    }

    fn rewind(&mut self) {
        self.row = 0;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let from = view.ids(self.link.from);
        let before = self.link.before.map(|slot| view.ids(slot));
        let targets = match self.target {
            Target::Bind => None,
            Target::Reach(slot) => Some(view.ids(slot)),
        };
        let mut doubted = false;
        while self.row < from.len() && out.len() < limit {
            let (row, left) = (self.row, before.as_ref().map(|before| before[self.row]));
            doubted |= match &targets {
                Some(to) => self.close(row, (from[row], to[row]), left, out, context.graph()),
                None => self.follow(row, from[row], left, out, context.graph()),
            };
            self.row += 1;
        }
        context.sight().admitted(doubted);
        context.check()?;
        Ok(self.row < from.len())
    }
}

impl ChainEnd<'_> {
    /// How many relations follow that were not met before.
    fn count(
        &self,
        view: View<'_>,
        row: usize,
        node: u32,
        left: u32,
        context: &Context<'_>,
    ) -> u64 {
        let (mut doubted, graph) = (false, context.graph());
        let mut instants = self.link.instants.borrow_mut();
        let lanes = &self.link.lanes;
        let count = lanes.count(node, left, &mut instants, graph, &mut doubted);
        context.sight().admitted(doubted);
        let periods = graph.relation_column(VALID);
        let avoid = self.link.avoid.iter();
        let met = avoid.flat_map(|&slot| view.relations(slot, row).to_vec());
        let among = met.filter(|&relation| {
            let span = instants.span_of(periods.period(relation));
            self.walk.across(graph, node, relation).is_some()
                && span.is_some_and(|span| instants.join(left, span).is_some())
        });
        count - among.count() as u64
    }
}

impl Step for ChainEnd<'_> {
    fn word(&self) -> &'static str {
        "tally in time"
    }

    fn rewind(&mut self) {
        self.row = 0;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let from = view.ids(self.link.from);
        let Some(before) = self.link.before.map(|slot| view.ids(slot)) else {
            return Ok(false);
        };
        while self.row < from.len() && out.len() < limit {
            let row = self.row;
            let weight = self.count(view, row, from[row], before[row], context);
            if weight > 0 {
                out.parent.push(row as u32);
                out.weights.push(weight);
            }
            self.row += 1;
        }
        context.check()?;
        Ok(self.row < from.len())
    }
}

fn add(out: &mut Chunk, row: usize, ids: &[u32]) {
    for (column, &id) in ids.iter().enumerate() {
        out.push_id(column, id);
    }
    out.parent.push(row as u32);
}

/// So many relations of a run to each neighbour, at most; none to the node itself on a lane that skips loops.
fn each_relation(next: Next<'_>, node: u32, most: usize, mut meet: impl FnMut(u32, u32)) {
    let mut relations = next.run.relations;
    for same in next.run.neighbours.chunk_by(|a, b| a == b) {
        let (these, rest) = relations.split_at(same.len());
        relations = rest;
        if !(next.skips_loops && same[0] == node) {
            these
                .iter()
                .take(most)
                .for_each(|&relation| meet(same[0], relation));
        }
    }
}

/// The relations of a run to a neighbour.
fn relations_to(run: DatedRun<'_>, neighbour: u32) -> &[u32] {
    let start = run.neighbours.partition_point(|&other| other < neighbour);
    let count = run.neighbours[start..].partition_point(|&other| other == neighbour);
    &run.relations[start..start + count]
}
