//! The relations that count in a slice, in the order of time: at each node runs of one span each. What can be shared on the way
//! along a path is then looked up, and the relations that cannot share it are never met.

use crate::adjacency::dated_row::DatedRow;
use crate::adjacency::lists::Lists;
use crate::adjacency::sift::Sieve;
use crate::facts::{Graph, VALID};
use crate::id::PeriodId;
use crate::time::{Bounds, Certainty, Shared};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What the distinct periods leave of a slice, each span once, in the order in which they begin; last what it leaves of what has
/// no period, which is all of it.
#[derive(Debug, Default)]
pub struct Spans {
    spans: Vec<Shared>,
    /// By number of the period; [`ABSENT`] for one that does not count.
    of_period: Vec<u32>,
    /// The last number, where what has no period counts.
    undated: u32,
    /// The greatest number of days from the first to the last of a period's span.
    longest: i64,
    /// Each of a period is one day, and all are certain.
    days: bool,
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
        let mut spans: Vec<Shared> = of_period.iter().copied().flatten().collect();
        spans.sort_unstable_by_key(Shared::order);
        spans.dedup();
        let number = |span: &Option<Shared>| {
            let place = |span: &Shared| spans.binary_search_by_key(&span.order(), Shared::order);
            let place = span.as_ref().and_then(|span| place(span).ok());
            place.map_or(ABSENT, |place| place as u32)
        };
        let length = |span: &Shared| span.days().1.saturating_sub(span.days().0);
        let certain = |span: &Shared| span.certainty() == Certainty::Certain;
        let mut made = Spans {
            of_period: of_period.iter().map(number).collect(),
            undated: undated.map_or(ABSENT, |_| spans.len() as u32),
            longest: spans.iter().map(length).max().unwrap_or(0),
            days: spans.iter().all(Shared::is_day) && undated.iter().all(certain),
            spans,
        };
        made.spans.extend(undated);
        made
    }

    pub fn all(&self) -> &[Shared] {
        &self.spans
    }

    /// Whether each period leaves one day, and for certain: two that differ share nothing.
    pub fn are_days(&self) -> bool {
        self.days
    }

    /// The number of what has no period, which stands last; no number of any where it does not count.
    pub fn undated(&self) -> u32 {
        self.undated
    }

    /// The numbers of the periods' spans, from and to, that may have one of these days; some between them have not.
    pub fn near(&self, (first, last): (i64, i64)) -> (u32, u32) {
        let dated = &self.spans[..self.spans.len().min(self.undated as usize)];
        let begin = first.saturating_sub(self.longest);
        let from = dated.partition_point(|span| span.days().0 < begin);
        let to = dated.partition_point(|span| span.days().0 <= last);
        (from as u32, to as u32)
    }

    /// The number that belongs to a period, or to none; `None` where that does not count.
    pub fn number(&self, period: Option<PeriodId>) -> Option<u32> {
        Some(self.of(period)).filter(|&span| span != ABSENT)
    }

    fn of(&self, period: Option<PeriodId>) -> u32 {
        let number = period.map(|period| self.of_period.get(period.0 as usize));
        number.map_or(self.undated, |number| number.copied().unwrap_or(ABSENT))
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
        let row = DatedRow::new(node, entries);
        self.held.fetch_add(row.len(), Ordering::Relaxed);
        row
    }
}
