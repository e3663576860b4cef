//! Lists sifted by a question that each relation answers for itself. A node's row is sifted when it is first asked for, all
//! rows together once that has been worth it; both are kept with the snapshot until a write makes them untrue.

use crate::adjacency::Side;
use crate::adjacency::beside::{self, Laid, Of};
use crate::adjacency::dated::Dated;
use crate::adjacency::lists::{Lists, Neighbours, Runs};
use crate::adjacency::rows::Rows;
use crate::facts::{ColumnRef, Graph, VALID};
use crate::id::{PeriodId, Symbol};
use crate::time::{Bounds, Certainty, Slice};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A question that each relation answers for itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Sieve {
    /// Whether it holds in a slice of history: at least so far.
    Held { slice: Slice, least: Certainty },
}

/// The lists of the relations that pass a sieve.
#[derive(Debug)]
pub struct Sifted {
    lists: Arc<Lists>,
    sieve: Sieve,
    state: Mutex<State>,
    /// All rows, once they were worth it, and whether something in them is only possible.
    whole: OnceLock<(Arc<Lists>, bool)>,
    dated: OnceLock<Dated>,
    beside: beside::Kept,
}

/// A node's neighbours over the relations that pass, as [`Lists::of`] and [`Lists::runs`] would have them.
#[derive(Debug, Default)]
pub struct SiftedRow {
    neighbours: Vec<u32>,
    relations: Vec<u32>,
    /// The distinct neighbours and where their runs start; empty when no two relations are parallel.
    distinct: Vec<u32>,
    starts: Vec<u32>,
    /// Some relation passes that is only possible.
    pub doubted: bool,
}

#[derive(Debug, Default)]
struct State {
    /// By number of the period.
    decided: Vec<Option<Certainty>>,
    rows: FxHashMap<u32, Arc<SiftedRow>>,
    /// How many relations were asked.
    asked: usize,
}

/// What answers for the relations of a graph, each distinct period decided once.
struct Judge<'g, 's> {
    graph: &'g Graph,
    periods: ColumnRef<'g>,
    slice: Slice,
    least: Certainty,
    always: Certainty,
    decided: &'s mut Vec<Option<Certainty>>,
}

/// All rows are sifted together when this share of the relations was asked, and never for fewer than these.
const SHARE: usize = 4;
const FEW: usize = 4096;

impl Sieve {
    /// The property that it reads.
    pub(super) fn key(&self) -> Symbol {
        match self {
            Sieve::Held { .. } => VALID,
        }
    }
}

impl Sifted {
    pub(super) fn new(lists: Arc<Lists>, sieve: Sieve) -> Sifted {
        Sifted {
            lists,
            sieve,
            state: Mutex::default(),
            whole: OnceLock::new(),
            dated: OnceLock::new(),
            beside: beside::Kept::default(),
        }
    }

    /// All rows, if they were sifted or are now worth it; and whether something in them is only possible.
    pub fn whole(&self, graph: &Graph) -> Option<(&Arc<Lists>, bool)> {
        if self.whole.get().is_none() && !self.is_worth_it() {
            return None;
        }
        let (lists, doubted) = self.whole.get_or_init(|| self.sift_all(graph));
        Some((lists, *doubted))
    }

    /// A node's row.
    pub fn row(&self, node: u32, graph: &Graph) -> Arc<SiftedRow> {
        let mut state = self.state();
        if let Some(row) = state.rows.get(&node) {
            return Arc::clone(row);
        }
        let row = Arc::new(self.sift_row(node, graph, &mut state));
        state.rows.insert(node, Arc::clone(&row));
        row
    }

    /// Notes that something was asked one by one of so many relations of its rows, which costs less where these are whole.
    pub fn ask(&self, relations: usize) {
        self.state().asked += relations;
    }

    /// The rows in the order of time.
    pub fn dated(&self, graph: &Graph) -> &Dated {
        self.dated.get_or_init(|| {
            let spans = graph.snapshot().spans(graph, &self.sieve);
            Dated::new(Arc::clone(&self.lists), spans)
        })
    }

    /// What is kept of the values of a property beside all rows. `None` while these are not sifted together.
    pub fn laid(&self, key: Symbol, graph: &Graph) -> Option<(&Arc<Lists>, Arc<Laid>)> {
        let (lists, _) = self.whole.get()?;
        // These lists never change.
        let laid = self.beside.get(graph, (Of::Any, Side::Out), key, 0);
        Some((lists, laid))
    }

    /// How many relations a node has, whether they pass or not.
    pub fn most(&self, node: u32) -> usize {
        self.lists.of(node).neighbours.len()
    }

    /// How many relations its rows hold.
    pub(super) fn size(&self) -> usize {
        let whole = self.whole.get().map_or(0, |(lists, _)| lists.len());
        whole * (1 + self.beside.len() / 2) + self.dated.get().map_or(0, Dated::size)
    }

    fn is_worth_it(&self) -> bool {
        self.state().asked >= FEW.max(self.lists.len() / SHARE)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sift_row(&self, node: u32, graph: &Graph, state: &mut State) -> SiftedRow {
        let list = self.lists.of(node);
        state.asked += list.neighbours.len();
        let mut judge = Judge::new(&self.sieve, graph, &mut state.decided);
        let mut row = SiftedRow::default();
        for (&neighbour, &relation) in list.neighbours.iter().zip(list.relations) {
            if let Some(certain) = judge.passes(relation) {
                row.doubted |= !certain;
                row.push(neighbour, relation);
            }
        }
        row.finish();
        row
    }

    fn sift_all(&self, graph: &Graph) -> (Arc<Lists>, bool) {
        let mut state = self.state();
        state.rows = FxHashMap::default();
        let mut judge = Judge::new(&self.sieve, graph, &mut state.decided);
        let (mut nodes, mut neighbours, mut relations) = (Vec::new(), Vec::new(), Vec::new());
        let mut doubted = false;
        for &node in self.lists.nodes() {
            let list = self.lists.of(node);
            for (&neighbour, &relation) in list.neighbours.iter().zip(list.relations) {
                if let Some(certain) = judge.passes(relation) {
                    doubted |= !certain;
                    nodes.push(node);
                    neighbours.push(neighbour);
                    relations.push(relation);
                }
            }
        }
        neighbours.shrink_to_fit();
        relations.shrink_to_fit();
        let rows = Rows::from_sorted(&nodes, neighbours, relations);
        (Arc::new(Lists::new(rows)), doubted)
    }
}

impl SiftedRow {
    pub fn of(&self) -> Neighbours<'_> {
        Neighbours {
            neighbours: &self.neighbours,
            relations: &self.relations,
        }
    }

    pub fn runs(&self) -> Runs<'_> {
        match self.starts.is_empty() {
            true => Runs::of_one(&self.neighbours),
            false => Runs::new(&self.distinct, &self.starts, self.neighbours.len()),
        }
    }

    fn push(&mut self, neighbour: u32, relation: u32) {
        if self.distinct.last() != Some(&neighbour) {
            self.distinct.push(neighbour);
            self.starts.push(self.neighbours.len() as u32);
        }
        self.neighbours.push(neighbour);
        self.relations.push(relation);
    }

    fn finish(&mut self) {
        if self.distinct.len() == self.neighbours.len() {
            self.distinct = Vec::new();
            self.starts = Vec::new();
        }
    }
}

impl<'g, 's> Judge<'g, 's> {
    fn new(
        sieve: &Sieve,
        graph: &'g Graph,
        decided: &'s mut Vec<Option<Certainty>>,
    ) -> Judge<'g, 's> {
        let Sieve::Held { slice, least } = *sieve;
        Judge {
            graph,
            periods: graph.relation_column(sieve.key()),
            slice,
            least,
            always: slice.decide(&Bounds::ALWAYS),
            decided,
        }
    }

    /// Whether a relation passes, and if so whether for certain.
    fn passes(&mut self, relation: u32) -> Option<bool> {
        let certainty = match self.periods.period(relation) {
            Some(period) => self.decide(period),
            None => self.always,
        };
        (certainty >= self.least).then_some(certainty == Certainty::Certain)
    }

    fn decide(&mut self, period: PeriodId) -> Certainty {
        let number = period.0 as usize;
        if let Some(Some(certainty)) = self.decided.get(number) {
            return *certainty;
        }
        if self.decided.len() <= number {
            let bound = (self.graph.period_bound() as usize).max(number + 1);
            self.decided.resize(bound, None);
        }
        let bounds = self.graph.period(period).map(|period| *period.bounds());
        let certainty = bounds.map_or(self.always, |bounds| self.slice.decide(&bounds));
        self.decided[number] = Some(certainty);
        certainty
    }
}
