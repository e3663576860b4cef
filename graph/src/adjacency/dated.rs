//! The relations that count in a slice, in the order of time: at each node runs of one span each. What can be shared on the way
//! along a path is then looked up, and the relations that cannot share it are never met.

use crate::adjacency::lists::Lists;
use crate::adjacency::sift::Sieve;
use crate::facts::{Graph, VALID};
use crate::id::PeriodId;
use crate::time::{Bounds, Certainty, Shared};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What the distinct periods leave of a slice, each span once, in the order in which they begin.
#[derive(Debug, Default)]
pub struct Spans {
    spans: Vec<Shared>,
    /// By number of the period; [`ABSENT`] for one that does not count.
    of_period: Vec<u32>,
    of_undated: u32,
    /// The greatest number of days from the first to the last of a span.
    longest: i64,
}

/// For each node its relations that count, by span. A node's row is made when it is first asked for.
#[derive(Debug)]
pub struct Dated {
    spans: Arc<Spans>,
    lists: Arc<Lists>,
    pages: Vec<OnceLock<Page>>,
    /// How many relations the rows made so far hold.
    held: AtomicUsize,
}

/// A node's relations by span, and within one by neighbour.
#[derive(Debug, Default)]
pub struct DatedRow {
    /// The spans, ascending, and where the run of each starts.
    runs: Vec<(u32, u32)>,
    neighbours: Vec<u32>,
    relations: Vec<u32>,
}

/// The relations of one span at a node.
#[derive(Clone, Copy, Debug)]
pub struct DatedRun<'a> {
    pub span: u32,
    pub neighbours: &'a [u32],
    pub relations: &'a [u32],
}

type Page = Box<[OnceLock<DatedRow>]>;

const PAGE: usize = 256;
/// Marks a period that does not count.
const ABSENT: u32 = u32::MAX;

impl Spans {
    /// The spans of a graph's periods that pass a sieve.
    pub(super) fn new(graph: &Graph, sieve: &Sieve) -> Spans {
        let Sieve::Held { slice, least } = *sieve;
        let left = |bounds: &Bounds| {
            let counts = slice.decide(bounds) >= least;
            let left = Shared::within(slice).with(bounds).filter(|_| counts);
            left.filter(|left| least == Certainty::Possible || left.certainty() >= least)
        };
        let of_period = (0..graph.period_bound()).map(|number| {
            let period = graph.period(PeriodId(number));
            period.and_then(|period| left(period.bounds()))
        });
        let of_period: Vec<Option<Shared>> = of_period.collect();
        let undated = left(&Bounds::ALWAYS);
        let mut spans: Vec<Shared> = of_period
            .iter()
            .copied()
            .chain([undated])
            .flatten()
            .collect();
        spans.sort_unstable_by_key(Shared::order);
        spans.dedup();
        let number = |span: &Option<Shared>| {
            let place = |span: &Shared| spans.binary_search_by_key(&span.order(), Shared::order);
            let place = span.as_ref().and_then(|span| place(span).ok());
            place.map_or(ABSENT, |place| place as u32)
        };
        let length = |span: &Shared| span.days().1.saturating_sub(span.days().0);
        Spans {
            of_period: of_period.iter().map(number).collect(),
            of_undated: number(&undated),
            longest: spans.iter().map(length).max().unwrap_or(0),
            spans,
        }
    }

    pub fn all(&self) -> &[Shared] {
        &self.spans
    }

    /// The numbers of the spans, from and to, that may have one of these days; some between them have not.
    pub fn near(&self, (first, last): (i64, i64)) -> (u32, u32) {
        let begin = first.saturating_sub(self.longest);
        let from = self.spans.partition_point(|span| span.days().0 < begin);
        let to = self.spans.partition_point(|span| span.days().0 <= last);
        (from as u32, to as u32)
    }

    fn of(&self, period: Option<PeriodId>) -> u32 {
        let number = period.map(|period| self.of_period.get(period.0 as usize));
        number.map_or(self.of_undated, |number| number.copied().unwrap_or(ABSENT))
    }
}

impl Dated {
    pub(super) fn new(lists: Arc<Lists>, spans: Arc<Spans>) -> Dated {
        let bound = lists.nodes().last().map_or(0, |&last| last as usize + 1);
        Dated {
            spans,
            lists,
            held: AtomicUsize::new(0),
            pages: (0..bound.div_ceil(PAGE)).map(|_| OnceLock::new()).collect(),
        }
    }

    pub fn spans(&self) -> &Arc<Spans> {
        &self.spans
    }

    /// A node's row.
    pub fn row(&self, node: u32, graph: &Graph) -> Option<&DatedRow> {
        let page = self.pages.get(node as usize / PAGE)?;
        let page = page.get_or_init(|| (0..PAGE).map(|_| OnceLock::new()).collect());
        let row = &page[node as usize % PAGE];
        Some(row.get_or_init(|| self.make(node, graph)))
    }

    /// How many relations the rows made so far hold.
    pub(super) fn size(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }

    fn make(&self, node: u32, graph: &Graph) -> DatedRow {
        let list = self.lists.of(node);
        let periods = graph.relation_column(VALID);
        let pairs = list.neighbours.iter().zip(list.relations);
        let entries = pairs.map(|(&neighbour, &relation)| {
            (self.spans.of(periods.period(relation)), neighbour, relation)
        });
        let mut entries: Vec<(u32, u32, u32)> = entries.filter(|it| it.0 != ABSENT).collect();
        entries.sort_by_key(|entry| entry.0);
        let mut row = DatedRow::default();
        for (span, neighbour, relation) in entries {
            if row.runs.last().is_none_or(|(last, _)| *last != span) {
                row.runs.push((span, row.neighbours.len() as u32));
            }
            row.neighbours.push(neighbour);
            row.relations.push(relation);
        }
        self.held.fetch_add(row.len(), Ordering::Relaxed);
        row.runs.shrink_to_fit();
        row.neighbours.shrink_to_fit();
        row.relations.shrink_to_fit();
        row
    }
}

impl DatedRow {
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

    /// The run at a place.
    pub fn run(&self, place: usize) -> Option<DatedRun<'_>> {
        let (span, start) = *self.runs.get(place)?;
        let end = self
            .runs
            .get(place + 1)
            .map_or(self.len(), |next| next.1 as usize);
        let range = start as usize..end;
        Some(DatedRun {
            span,
            neighbours: &self.neighbours[range.clone()],
            relations: &self.relations[range],
        })
    }
}
