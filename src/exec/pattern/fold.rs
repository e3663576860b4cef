//! After a step whose relations nobody reads: the parallel ones count as one row with a weight.
//!
//! Relations of a match are all different. Where an earlier relation pattern that finds the same relations lies between the same two
//! nodes, it has taken one of them already: so many fewer are left.

use crate::exec::Batch;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::view::{Place, View};
use crate::plan::expr::Slot;
use crate::plan::pattern::Rows;

/// What is folded after a step.
#[derive(Debug)]
pub(super) struct Fold {
    rows: Rows,
    /// The column of the relation, where the step bound it.
    relation: Option<usize>,
    /// The nodes at its ends.
    ends: (Slot, Slot),
    twins: Twins,
    /// Nodes that a row before leads to along relations that are taken, and how many of them were not left out yet.
    owed: Vec<(u32, u32, u64)>,
    /// The row that it is owed for.
    owner: u32,
}

/// Earlier relation patterns that find the same relations between the same two nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Twins {
    /// Their ends, so turned that they find the same from the first to the second.
    pub ends: Vec<(Slot, Slot)>,
    /// They find the same from the second to the first, too.
    pub either: bool,
}

impl Fold {
    pub fn new(rows: Rows, relation: Option<usize>, ends: (Slot, Slot), twins: Twins) -> Fold {
        Fold {
            rows,
            relation,
            ends,
            twins,
            owed: Vec::new(),
            owner: 0,
        }
    }

    /// Starts on a new chunk.
    pub fn rewind(&mut self) {
        self.owed.clear();
    }

    /// Folds the newest chunk.
    pub fn fold(&mut self, chunks: &mut [Chunk], places: &[Option<Place>], input: &Batch) {
        let Some(newest) = chunks.len().checked_sub(1) else {
            return;
        };
        let (mut rows, mut weights) = self.runs(&chunks[newest]);
        if !self.twins.ends.is_empty() {
            let view = View {
                input,
                chunks,
                places,
                top: None,
            };
            self.leave_out(view, &mut rows, &mut weights);
        }
        let chunk = &mut chunks[newest];
        chunk.keep(&rows);
        chunk.weights = match self.rows {
            Rows::Counted => weights,
            Rows::Once | Rows::Each => Vec::new(),
        };
    }

    /// The first row of each run of rows that are the same but for the relation, and what the run weighs.
    fn runs(&self, chunk: &Chunk) -> (Vec<u32>, Vec<u64>) {
        let columns = (0..chunk.columns.len()).filter(|&column| Some(column) != self.relation);
        let columns: Vec<&[u32]> = columns.map(|column| ids(chunk, column)).collect();
        let same = |a: usize, b: usize| {
            chunk.parent[a] == chunk.parent[b] && columns.iter().all(|ids| ids[a] == ids[b])
        };
        let (mut rows, mut weights) = (Vec::new(), Vec::new());
        for row in 0..chunk.len() {
            let weight = chunk.weight(row);
            match weights.last_mut() {
                Some(sum) if same(row - 1, row) => *sum += weight,
                _ => {
                    rows.push(row as u32);
                    weights.push(weight);
                }
            }
        }
        (rows, weights)
    }

    /// Takes off what twins have taken.
    fn leave_out(&mut self, view: View<'_>, rows: &mut Vec<u32>, weights: &mut Vec<u64>) {
        let (left, right) = (view.ids(self.ends.0), view.ids(self.ends.1));
        let twins = self.twins.ends.iter();
        let twins: Vec<_> = twins.map(|&(a, b)| (view.ids(a), view.ids(b))).collect();
        let parents = view.parents();
        let (mut kept, mut left_over) = (Vec::new(), Vec::new());
        for (&row, &weight) in rows.iter().zip(weights.iter()) {
            let at = row as usize;
            let ends = (left[at], right[at]);
            let taken = twins.iter().filter(|(a, b)| {
                (a[at], b[at]) == ends || self.twins.either && (b[at], a[at]) == ends
            });
            let taken = taken.count() as u64;
            let weight = match taken {
                0 => weight,
                _ => self.pay(parents[at], ends, taken, weight),
            };
            if weight > 0 {
                kept.push(row);
                left_over.push(weight);
            }
        }
        (*rows, *weights) = (kept, left_over);
    }

    /// What a weight comes to when what is still owed at these ends is taken off.
    fn pay(&mut self, owner: u32, ends: (u32, u32), taken: u64, weight: u64) -> u64 {
        if self.owner != owner {
            self.owed.clear();
            self.owner = owner;
        }
        let known = self.owed.iter().position(|&(a, b, _)| (a, b) == ends);
        let at = known.unwrap_or_else(|| {
            self.owed.push((ends.0, ends.1, taken));
            self.owed.len() - 1
        });
        let owed = &mut self.owed[at].2;
        let paid = weight.min(*owed);
        *owed -= paid;
        weight - paid
    }
}

fn ids(chunk: &Chunk, column: usize) -> &[u32] {
    match &chunk.columns[column] {
        Cells::Ids(ids) => ids,
        Cells::Lists(_) | Cells::Values(_) => &[],
    }
}
