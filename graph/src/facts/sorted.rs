//! Ascending ids as one slice, kept cheaply: appending is a push, and many removals cost one pass.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A set of ids, read as an ascending slice.
#[derive(Clone, Debug)]
pub(crate) struct SortedIds<T> {
    ids: Vec<T>,
    /// Changes not yet in `ids`: true puts in, false takes out.
    pending: BTreeMap<T, bool>,
    /// `ids` with the pending changes, once somebody asked.
    merged: OnceLock<Vec<T>>,
    len: usize,
}

/// A change this near the end is made at once: moving so many ids costs less than keeping a note.
const NEAR_END: usize = 2048;

impl<T: Copy + Ord> SortedIds<T> {
    pub fn as_slice(&self) -> &[T] {
        match self.pending.is_empty() {
            true => &self.ids,
            false => self.merged.get_or_init(|| self.merge()),
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// Puts in an id that is not there.
    pub fn insert(&mut self, id: T) {
        self.settle();
        self.len += 1;
        if self.pending.is_empty() {
            if self.ids.last().is_none_or(|&last| last < id) {
                return self.ids.push(id);
            }
            let at = self.ids.partition_point(|&other| other < id);
            if self.ids.len() - at <= NEAR_END {
                return self.ids.insert(at, id);
            }
        }
        self.note(id, true);
    }

    /// Notes that an empty set has so many ids, which come with [`SortedIds::fill`] before anything else is done with it.
    pub fn expect(&mut self, len: usize) {
        self.len += len;
    }

    /// Puts in the ids that were expected.
    pub fn fill(&mut self, ids: Vec<T>) {
        self.len = ids.len();
        self.ids = ids;
    }

    /// Puts in ids that ascend and lie behind all that are there.
    pub fn extend(&mut self, ids: impl Iterator<Item = T>) {
        self.settle();
        let before = self.ids.len();
        match self.pending.is_empty() {
            true => {
                self.ids.extend(ids);
                self.len += self.ids.len() - before;
            }
            false => ids.for_each(|id| self.insert(id)),
        }
    }

    /// Takes out an id that is there.
    pub fn remove(&mut self, id: T) {
        self.settle();
        self.len -= 1;
        if self.pending.is_empty() {
            if self.ids.last() == Some(&id) {
                self.ids.pop();
                return;
            }
            let at = self.ids.partition_point(|&other| other < id);
            if self.ids.len() - at <= NEAR_END {
                self.ids.remove(at);
                return;
            }
        }
        self.note(id, false);
    }

    /// Takes out this id and all that are higher.
    pub fn cut(&mut self, first: T) {
        self.settle();
        self.ids
            .truncate(self.ids.partition_point(|&id| id < first));
        self.pending.split_off(&first);
        let put_in = self.pending.values().filter(|&&put_in| put_in).count();
        let taken_out = self.pending.len() - put_in;
        self.len = self.ids.len() + put_in - taken_out;
    }

    /// Takes over what a reader merged already.
    fn settle(&mut self) {
        if let Some(merged) = self.merged.take() {
            self.ids = merged;
            self.pending.clear();
        }
    }

    fn note(&mut self, id: T, put_in: bool) {
        match self.pending.remove(&id) {
            // The two cancel each other.
            Some(_) => {}
            None => {
                self.pending.insert(id, put_in);
            }
        }
        if self.pending.len() > NEAR_END + self.ids.len() / 2 {
            self.ids = self.merge();
            self.pending.clear();
        }
    }

    fn merge(&self) -> Vec<T> {
        let mut merged = Vec::with_capacity(self.len);
        let mut rest = &self.ids[..];
        for (&id, &put_in) in &self.pending {
            let at = rest.partition_point(|&other| other < id);
            merged.extend_from_slice(&rest[..at]);
            match put_in {
                true => merged.push(id),
                false => rest = &rest[1..],
            }
            rest = &rest[at..];
        }
        merged.extend_from_slice(rest);
        merged
    }
}

impl<T> Default for SortedIds<T> {
    fn default() -> SortedIds<T> {
        SortedIds {
            ids: Vec::new(),
            pending: BTreeMap::new(),
            merged: OnceLock::new(),
            len: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SortedIds;
    use std::collections::BTreeSet;

    #[test]
    fn the_slice_is_the_set_after_any_changes() {
        let mut ids = SortedIds::default();
        let mut model = BTreeSet::new();
        let mut state = 7u64;
        for round in 0..60_000u32 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            let id = (state >> 33) as u32 % 20_000;
            match model.remove(&id) {
                true => ids.remove(id),
                false => {
                    model.insert(id);
                    ids.insert(id);
                }
            }
            assert_eq!(ids.len(), model.len());
            if round % 977 == 0 {
                assert!(ids.as_slice().iter().eq(model.iter()));
            }
        }
        assert!(ids.as_slice().iter().eq(model.iter()));
    }

    #[test]
    fn emptying_a_long_list_from_the_front_takes_no_quadratic_time() {
        let mut ids = SortedIds::default();
        (0..400_000u32).for_each(|id| ids.insert(id));
        (0..399_999u32).for_each(|id| ids.remove(id));
        assert_eq!(ids.as_slice(), [399_999]);
    }
}
