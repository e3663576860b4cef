//! What the periods of a path's relations leave in common, decided once for each combination of periods.

use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::Slot;
use factio_graph::facts::ColumnRef;
use factio_graph::time::Certainty;
use rustc_hash::FxHashMap;

/// Combinations that are remembered at once.
const MOST: usize = 1 << 16;
/// Stands for a relation without a period.
const ALWAYS: u32 = u32::MAX;

/// The decisions, for one slice and a graph whose nodes have no periods.
#[derive(Default)]
pub(super) struct Combinations {
    decided: FxHashMap<Box<[u32]>, Certainty>,
    relations: Vec<u32>,
    /// The combination that is asked for: numbers of periods.
    key: Vec<u32>,
}

impl Combinations {
    pub fn clear(&mut self) {
        self.decided.clear();
    }

    /// Asks for the combination along the parts of a row's path; `false` where it is not told by relations alone. `in_order`
    /// keeps the periods in theirs.
    pub fn ask(
        &mut self,
        parts: &[(Slot, Kind)],
        view: View<'_>,
        row: usize,
        in_order: bool,
        periods: ColumnRef<'_>,
    ) -> bool {
        self.relations.clear();
        for &(slot, kind) in parts {
            match kind {
                Kind::Node => {}
                Kind::Relation | Kind::Relations => {
                    self.relations.extend(view.relations(slot, row));
                }
                Kind::Span | Kind::Value => return false,
            }
        }
        let number = |&relation: &u32| periods.period(relation).map_or(ALWAYS, |period| period.0);
        self.key.clear();
        self.key.extend(self.relations.iter().map(number));
        if self.relations.len() > 1 {
            self.relations.sort_unstable();
            if self.relations.windows(2).any(|pair| pair[0] == pair[1]) {
                return false;
            }
            if !in_order {
                self.key.sort_unstable();
            }
        }
        true
    }

    /// What was decided for the combination.
    pub fn known(&self) -> Option<Certainty> {
        self.decided.get(self.key.as_slice()).copied()
    }

    pub fn remember(&mut self, certainty: Certainty) {
        if self.decided.len() >= MOST {
            self.decided.clear();
        }
        self.decided.insert(self.key.as_slice().into(), certainty);
    }
}
