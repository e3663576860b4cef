//! The lists of a walk in a slice, in the order of time: from a node on, only relations are met that can share what is left.

use crate::exec::pattern::instants::{Instants, Together};
use crate::exec::pattern::walk::Walk;
use factio_graph::adjacency::{DatedRow, DatedRun, Sifted, Spans};
use factio_graph::facts::Graph;
use std::sync::Arc;

/// The lists of a walk in which every relation counts that holds in the slice.
#[derive(Debug)]
pub(super) struct Lanes {
    lanes: Vec<Lane>,
    /// Some relation may be followed both ways.
    pub either: bool,
}

#[derive(Debug)]
struct Lane {
    sifted: Arc<Sifted>,
    /// A self-loop was met on another lane before.
    skips_loops: bool,
}

/// The relations of one span from a node on, and what is left after one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'a> {
    pub run: DatedRun<'a>,
    pub left: u32,
    pub skips_loops: bool,
}

impl Lanes {
    /// `None` for a walk whose lists are not sifted, or do not tell all.
    pub fn new(walk: &Walk<'_>, graph: &Graph) -> Option<Lanes> {
        let lists = walk.sifted(graph)?;
        let lanes = lists.into_iter().map(|(sifted, skips_loops)| Lane {
            sifted,
            skips_loops,
        });
        Some(Lanes {
            lanes: lanes.collect(),
            either: !walk.is_one_way(),
        })
    }

    /// The spans by which all these lists are ordered; `None` where there is no list, or they are ordered differently.
    pub fn spans<'l>(lanes: impl Iterator<Item = &'l Lanes>, graph: &Graph) -> Option<Arc<Spans>> {
        let mut lists = lanes.flat_map(|lanes| &lanes.lanes);
        let spans = Arc::clone(lists.next()?.sifted.dated(graph).spans());
        lists
            .all(|lane| Arc::ptr_eq(lane.sifted.dated(graph).spans(), &spans))
            .then_some(spans)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.lanes.len()
    }

    /// A node's row on one of them.
    pub fn row<'l>(&'l self, lane: usize, node: u32, graph: &Graph) -> Option<&'l DatedRow> {
        self.lanes[lane].sifted.dated(graph).row(node, graph)
    }

    pub fn skips_loops(&self, lane: usize) -> bool {
        self.lanes[lane].skips_loops
    }

    /// Goes through what can be followed from a node when so much is left; all with `None`.
    pub fn each(
        &self,
        node: u32,
        left: Option<u32>,
        instants: &mut Instants,
        graph: &Graph,
        mut meet: impl FnMut(Next<'_>),
    ) {
        for lane in 0..self.len() {
            let Some(row) = self.row(lane, node, graph) else {
                continue;
            };
            let near = left.map_or((0, u32::MAX), |left| instants.near(left));
            for run in row.near(near, instants.undated()) {
                let left = match left {
                    None => Some(run.span),
                    Some(left) => instants.join(left, run.span),
                };
                if let Some(left) = left {
                    let skips_loops = self.skips_loops(lane);
                    meet(Next {
                        run,
                        left,
                        skips_loops,
                    });
                }
            }
        }
    }

    /// How many relations of these spans a node has, but for those without a period.
    pub fn entries(&self, node: u32, (from, to): (u32, u32), graph: &Graph) -> u64 {
        let rows = (0..self.len()).filter_map(|lane| self.row(lane, node, graph));
        let entries = rows.map(|row| row.before(row.from(to)) - row.before(row.from(from)));
        entries.sum::<usize>() as u64
    }

    /// How many relations can be followed from a node when so much is left. Notes where it is only possible that anything is left
    /// after one of them.
    pub fn count(
        &self,
        node: u32,
        left: u32,
        instants: &mut Instants,
        graph: &Graph,
        doubted: &mut bool,
    ) -> u64 {
        let mut count = 0;
        for lane in 0..self.len() {
            let Some(row) = self.row(lane, node, graph) else {
                continue;
            };
            let loops = self.skips_loops(lane) && row.has_loops();
            if let Some(together) = instants.daily().filter(|_| !loops) {
                count += follow(row, left, together, instants.undated());
                continue;
            }
            for run in row.near(instants.near(left), instants.undated()) {
                let Some(left) = instants.join(left, run.span) else {
                    continue;
                };
                *doubted |= instants.is_doubted(left);
                count += run.neighbours.len() as u64;
                if self.skips_loops(lane) {
                    count -= count_of(run.neighbours, node) as u64;
                }
            }
        }
        count
    }
}

/// How many relations of a row follow a day.
fn follow(row: &DatedRow, day: u32, together: Together, undated: u32) -> u64 {
    if day == undated {
        return row.len() as u64;
    }
    let place = row.from(day);
    let count = match together {
        Together::InOrder => row.len() - row.before(place),
        Together::AtOnce => {
            let same = row.run(place).filter(|run| run.span == day);
            let always = row.last().filter(|run| run.span == undated);
            same.map_or(0, |run| run.relations.len()) + always.map_or(0, |run| run.relations.len())
        }
    };
    count as u64
}

/// How often a number stands in an ascending list.
pub(super) fn count_of(sorted: &[u32], wanted: u32) -> usize {
    let start = sorted.partition_point(|&other| other < wanted);
    sorted[start..].partition_point(|&other| other == wanted)
}
