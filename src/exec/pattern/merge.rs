//! Between two legs of a match: rows that agree in all that is still read go on as one.

use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;
use crate::plan::pattern::Rows;

/// So many rows are held at most before they go on.
const MOST: usize = 1 << 20;
/// Marks an id that no held row has.
const NONE: u32 = u32::MAX;

/// The rows held. Those that share their prefix come one after the other; which of them agree in the last slot, too, is told by a mark
/// for each id.
#[derive(Debug)]
pub(super) struct Merge {
    rows: Rows,
    /// What goes on: the slots bound early, in whose order rows come.
    prefix: Vec<Slot>,
    last: Option<Slot>,
    /// Held rows, a column for each slot of the prefix, and for the last.
    held: Chunk,
    /// For each id of the last slot, the held row with the prefix at hand.
    marks: Vec<u32>,
    marked: Vec<u32>,
    /// Origin and prefix that the marks hold for.
    current: Vec<u32>,
}

impl Merge {
    pub fn new(rows: Rows, prefix: Vec<Slot>, last: Option<Slot>, held: Chunk) -> Merge {
        Merge {
            rows,
            prefix,
            last,
            held,
            marks: Vec::new(),
            marked: Vec::new(),
            current: Vec::new(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.held.clear();
        self.forget();
        self.current.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Whether no more rows should be waited for.
    pub fn is_full(&self) -> bool {
        match self.rows {
            Rows::Counted => self.held.len() >= MOST,
            Rows::Once | Rows::Each => !self.held.is_empty(),
        }
    }

    /// Takes in the rows of a view.
    pub fn add(&mut self, view: View<'_>) {
        let origins = view.origins();
        let prefix: Vec<_> = self.prefix.iter().map(|&slot| view.ids(slot)).collect();
        let last = self.last.map(|slot| view.ids(slot));
        let weights = match self.rows {
            Rows::Counted => view.weights(),
            Rows::Once | Rows::Each => None,
        };
        // Origins ascend.
        let alike = prefix.is_empty() && origins.first() == origins.last();
        for row in 0..view.len() {
            if row == 0 || !alike {
                let prefix = prefix.iter().map(|ids| ids[row]);
                self.go_on_with(std::iter::once(origins[row]).chain(prefix));
            }
            let id = last.as_ref().map_or(0, |ids| ids[row]);
            let weight = weights.as_ref().map_or(1, |weights| weights[row]);
            self.take(id, weight);
        }
    }

    /// Rows that come next have this origin and prefix.
    fn go_on_with(&mut self, key: impl Iterator<Item = u32> + Clone) {
        if !key.clone().eq(self.current.iter().copied()) {
            self.current.clear();
            self.current.extend(key);
            self.forget();
        }
    }

    /// Hands on what is held.
    pub fn pour(&mut self, into: &mut Chunk) {
        std::mem::swap(&mut self.held, into);
        self.held.clear();
        if self.rows == Rows::Counted {
            self.forget();
        }
    }

    /// Takes in a row with the prefix at hand.
    fn take(&mut self, id: u32, weight: u64) {
        if self.marks.len() <= id as usize {
            let len = (id as usize + 1).next_power_of_two();
            self.marks.resize(len, NONE);
        }
        let counted = self.rows == Rows::Counted;
        match self.marks[id as usize] {
            NONE => {
                self.marks[id as usize] = self.held.len() as u32;
                self.marked.push(id);
                self.hold(id);
                if counted {
                    self.held.weights.push(weight);
                }
            }
            row if counted => {
                let sum = &mut self.held.weights[row as usize];
                *sum = sum.saturating_add(weight);
            }
            _ => {}
        }
    }

    fn hold(&mut self, id: u32) {
        let (origin, prefix) = self.current.split_first().unwrap_or((&0, &[]));
        self.held.parent.push(*origin);
        for (column, &id) in prefix.iter().enumerate() {
            self.held.push_id(column, id);
        }
        if self.last.is_some() {
            self.held.push_id(prefix.len(), id);
        }
    }

    fn forget(&mut self) {
        for id in self.marked.drain(..) {
            self.marks[id as usize] = NONE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Merge;
    use crate::exec::Batch;
    use crate::exec::pattern::chunk::{Cells, Chunk};
    use crate::exec::pattern::view::{Kind, Place, View};
    use crate::plan::pattern::Rows;

    fn add(merge: &mut Merge, ids: &[u32], weights: &[u64]) {
        let chunk = Chunk {
            parent: vec![0; ids.len()],
            columns: vec![Cells::Ids(ids.to_vec())],
            weights: weights.to_vec(),
        };
        let place = Place {
            level: 0,
            column: 0,
            kind: Kind::Node,
        };
        merge.add(View {
            input: &Batch::unit(),
            chunks: &[chunk],
            top: None,
            places: &[Some(place)],
        });
    }

    #[test]
    fn equal_rows_are_counted_together_in_the_order_of_the_first() {
        let mut merge = Merge::new(Rows::Counted, vec![], Some(0), Chunk::new([Kind::Node]));
        add(&mut merge, &[7, 3, 7], &[2, 1, 5]);
        add(&mut merge, &[3], &[]);
        let mut poured = Chunk::default();
        merge.pour(&mut poured);
        assert_eq!(poured.ids(0), [7, 3]);
        assert_eq!(poured.weights, [7, 2]);
    }

    #[test]
    fn where_once_is_enough_no_row_goes_on_twice() {
        let mut merge = Merge::new(Rows::Once, vec![], Some(0), Chunk::new([Kind::Node]));
        let mut poured = Chunk::new([Kind::Node]);
        add(&mut merge, &[7, 3, 7], &[]);
        merge.pour(&mut poured);
        assert_eq!(poured.ids(0), [7, 3]);
        add(&mut merge, &[3, 4], &[]);
        merge.pour(&mut poured);
        assert_eq!(poured.ids(0), [4]);
    }
}
