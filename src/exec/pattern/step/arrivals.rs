//! What can be reached in order in at most so many hops, in a slice in which each relation with a period holds on one day: breadth
//! first, by the earliest day on which each node is reached.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::lanes::Lanes;
use factio_graph::adjacency::DatedRow;

/// The search.
#[derive(Default)]
pub(super) struct Arrivals {
    /// By node: the earliest arrival so far, as in [`arrival`].
    best: Vec<u32>,
    touched: Vec<u32>,
}

/// Where nothing has arrived.
const NEVER: u32 = u32::MAX;
/// Before all days.
const FIRST: u32 = 0;

impl Arrivals {
    /// Calls `find` for each node within `most` hops, the start aside, once or more often. Whether a way leads back to the start.
    pub fn run(
        &mut self,
        (start, most): (u32, u64),
        lanes: &Lanes,
        undated: u32,
        context: &Context<'_>,
        mut find: impl FnMut(u32),
    ) -> Result<bool> {
        self.forget(context.graph().node_bound());
        self.improve(start, FIRST);
        let mut closed = false;
        let mut frontier = vec![start];
        let mut depth = 0;
        while depth < most && !frontier.is_empty() {
            depth += 1;
            // What is found in this layer goes on from the next one.
            let days: Vec<u32> = frontier
                .iter()
                .map(|&node| self.best[node as usize])
                .collect();
            let mut next = Vec::new();
            for (&node, &day) in frontier.iter().zip(&days) {
                context.check()?;
                let rows =
                    (0..lanes.len()).filter_map(|lane| lanes.row(lane, node, context.graph()));
                for row in rows {
                    if depth == most {
                        for neighbour in reached(row, day, undated) {
                            closed |= neighbour == start;
                            find(neighbour);
                        }
                        continue;
                    }
                    for (neighbour, spans) in row.grouped().each() {
                        let known = self.best[neighbour as usize] <= day && neighbour != start;
                        let arrived = match known {
                            true => None,
                            false => arrival(spans, day, undated),
                        };
                        let Some(arrived) = arrived else {
                            continue;
                        };
                        closed |= neighbour == start;
                        find(neighbour);
                        if self.improve(neighbour, arrived) {
                            next.push(neighbour);
                        }
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            frontier = next;
        }
        Ok(closed)
    }

    fn forget(&mut self, bound: u32) {
        for node in self.touched.drain(..) {
            self.best[node as usize] = NEVER;
        }
        if self.best.len() < bound as usize {
            self.best.resize(bound as usize, NEVER);
        }
    }

    /// Notes an arrival. Whether it is the earliest.
    fn improve(&mut self, node: u32, day: u32) -> bool {
        let best = &mut self.best[node as usize];
        let improves = day < *best;
        if improves {
            if *best == NEVER {
                self.touched.push(node);
            }
            *best = day;
        }
        improves
    }
}

/// The neighbours to which a relation leads on a day of arrival or later.
fn reached(row: &DatedRow, day: u32, undated: u32) -> impl Iterator<Item = u32> {
    let follows = move |span: u32| span == undated || span + 1 >= day;
    let lasts = row.lasts().iter().take_while(move |last| follows(last.0));
    lasts.map(|last| last.1)
}

/// The earliest arrival along relations of these spans from a day of arrival on: the number of the span and one more.
fn arrival(spans: &[u32], day: u32, undated: u32) -> Option<u32> {
    if spans.last() == Some(&undated) {
        return Some(day);
    }
    let first = spans.partition_point(|span| span + 1 < day);
    spans.get(first).map(|span| span + 1)
}
