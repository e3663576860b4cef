//! A node's relations that count in a slice, in the order of time.

use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::OnceLock;

/// A node's relations by span, and within one by neighbour.
#[derive(Debug, Default)]
pub struct DatedRow {
    /// The spans, ascending, and where the run of each starts.
    runs: Vec<(u32, u32)>,
    neighbours: Vec<u32>,
    relations: Vec<u32>,
    loops: bool,
    lasts: OnceLock<Box<[(u32, u32)]>>,
    grouped: OnceLock<Box<Grouped>>,
}

/// The relations of one span at a node.
#[derive(Clone, Copy, Debug)]
pub struct DatedRun<'a> {
    pub span: u32,
    pub neighbours: &'a [u32],
    pub relations: &'a [u32],
}

/// A node's relations by neighbour, and those to one by span.
#[derive(Debug)]
pub struct Grouped {
    /// The distinct neighbours, ascending, and where the spans of each start.
    starts: Vec<(u32, u32)>,
    spans: Vec<u32>,
}

impl DatedRow {
    /// Of entries by span, and within one by neighbour: the span, the neighbour and the relation.
    pub(super) fn new(node: u32, entries: Vec<(u32, u32, u32)>) -> DatedRow {
        let mut row = DatedRow {
            loops: entries.iter().any(|entry| entry.1 == node),
            neighbours: Vec::with_capacity(entries.len()),
            relations: Vec::with_capacity(entries.len()),
            ..DatedRow::default()
        };
        for (span, neighbour, relation) in entries {
            if row.runs.last().is_none_or(|(last, _)| *last != span) {
                row.runs.push((span, row.neighbours.len() as u32));
            }
            row.neighbours.push(neighbour);
            row.relations.push(relation);
        }
        row.runs.shrink_to_fit();
        row
    }

    /// The spans that its relations have, ascending, and how many relations stand before each.
    pub fn spans(&self) -> &[(u32, u32)] {
        &self.runs
    }

    /// How many relations it has.
    pub fn len(&self) -> usize {
        self.neighbours.len()
    }

    pub fn is_empty(&self) -> bool {
        self.neighbours.is_empty()
    }

    /// The place of the first run whose span is not below a number.
    pub fn from(&self, span: u32) -> usize {
        self.runs.partition_point(|(other, _)| *other < span)
    }

    /// How many relations stand before the run at a place.
    pub fn before(&self, place: usize) -> usize {
        self.runs
            .get(place)
            .map_or(self.len(), |run| run.1 as usize)
    }

    /// The last run.
    pub fn last(&self) -> Option<DatedRun<'_>> {
        self.run(self.runs.len().checked_sub(1)?)
    }

    /// The runs whose spans lie in a range of numbers, and that of what has no period.
    pub fn near(&self, (from, to): (u32, u32), undated: u32) -> impl Iterator<Item = DatedRun<'_>> {
        let (from, to) = (self.from(from), self.from(to));
        let last = self.runs.len().saturating_sub(1).max(to);
        let ends = self.runs.last().is_some_and(|run| run.0 == undated);
        let places = (from..to).chain((last..self.runs.len()).filter(move |_| ends));
        places.filter_map(|place| self.run(place))
    }

    /// How many relations each run from a place on has, with its span.
    pub fn lengths(&self, from: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let ends = self.runs.iter().skip(from + 1).map(|next| next.1);
        let starts = self.runs[from..].iter();
        let ends = ends.chain([self.len() as u32]);
        starts
            .zip(ends)
            .map(|(&(span, start), end)| (span, end - start))
    }

    /// Whether a relation leads back to the node itself.
    pub fn has_loops(&self) -> bool {
        self.loops
    }

    /// The run at a place.
    pub fn run(&self, place: usize) -> Option<DatedRun<'_>> {
        let (span, start) = *self.runs.get(place)?;
        let range = start as usize..self.before(place + 1);
        Some(DatedRun {
            span,
            neighbours: &self.neighbours[range.clone()],
            relations: &self.relations[range],
        })
    }

    /// The distinct neighbours by the last span in which a relation leads there, the latest first: pairs of the span and the
    /// neighbour. Worked out when it is first asked for.
    pub fn lasts(&self) -> &[(u32, u32)] {
        self.lasts.get_or_init(|| {
            let mut seen = FxHashSet::default();
            let runs = (0..self.runs.len())
                .rev()
                .filter_map(|place| self.run(place));
            let all = runs.flat_map(|run| run.neighbours.iter().map(move |&node| (run.span, node)));
            all.filter(|(_, node)| seen.insert(*node)).collect()
        })
    }

    /// The relations by neighbour. Worked out when it is first asked for.
    pub fn grouped(&self) -> &Grouped {
        self.grouped.get_or_init(|| {
            let runs = (0..self.runs.len()).filter_map(|place| self.run(place));
            let all = runs.flat_map(|run| run.neighbours.iter().map(move |&node| (node, run.span)));
            let mut all: Vec<(u32, u32)> = all.collect();
            all.sort_unstable();
            all.dedup();
            let mut starts: Vec<(u32, u32)> = Vec::new();
            for (place, (node, _)) in (0..).zip(&all) {
                if starts.last().is_none_or(|(last, _)| last != node) {
                    starts.push((*node, place));
                }
            }
            Box::new(Grouped {
                starts,
                spans: all.into_iter().map(|(_, span)| span).collect(),
            })
        })
    }
}

impl Grouped {
    /// The distinct neighbours, ascending, each with the spans in which a relation leads there, ascending.
    pub fn each(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let ends = self.starts.iter().skip(1).map(|next| next.1 as usize);
        let ends = ends.chain([self.spans.len()]);
        let starts = self.starts.iter().zip(ends);
        starts.map(|(&(node, start), end)| {
            (
                node,
                &self.spans[Range {
                    start: start as usize,
                    end,
                }],
            )
        })
    }
}
