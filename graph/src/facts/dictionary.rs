//! What many elements share, kept once and counted: strings, periods, label sets, orders of keys.
//!
//! An entry that nothing uses any more stays for a while, since what was just let go is often wanted again.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Shared items by number. A number stays with its item for as long as anything uses it.
#[derive(Debug)]
pub(crate) struct Dictionary<T: ?Sized> {
    entries: Vec<Entry<T>>,
    numbers: HashTable<u32>,
    free: Vec<u32>,
    unused: usize,
}

#[derive(Debug)]
struct Entry<T: ?Sized> {
    item: Option<Arc<T>>,
    /// How many uses; at its maximum it no longer counts, and the entry stays for good.
    uses: u32,
}

/// Unused entries that are kept however few the used ones are.
const KEPT_UNUSED: usize = 64;

impl<T: ?Sized + Eq + Hash> Dictionary<T> {
    /// A dictionary whose number 0 is `item`, for good.
    pub fn with_first(item: Arc<T>) -> Dictionary<T> {
        let mut dictionary = Dictionary::default();
        let first = dictionary.acquire(&item);
        dictionary.entries[first as usize].uses = u32::MAX;
        dictionary
    }

    /// The number of `item`, counting one more use of it.
    pub fn acquire(&mut self, item: &Arc<T>) -> u32 {
        match self.find(item) {
            Some(number) => self.use_again(number),
            None => self.insert(Arc::clone(item)),
        }
    }

    /// The numbers of items, counting the uses: `places` tells which item each use is of. 0 for an item without uses.
    pub fn acquire_all(&mut self, items: &[Arc<T>], places: &[u32]) -> Vec<u32> {
        let mut uses = vec![0u32; items.len()];
        for &place in places {
            uses[place as usize] += 1;
        }
        let items = items.iter().zip(uses);
        let number = |(item, uses): (&Arc<T>, u32)| match uses {
            0 => 0,
            uses => self.acquire_many(item, uses),
        };
        items.map(number).collect()
    }

    /// The number of an item, counting so many more uses of it; 0 for none.
    pub fn acquire_many(&mut self, item: &Arc<T>, uses: u32) -> u32 {
        let Some(more) = uses.checked_sub(1) else {
            return 0;
        };
        let number = self.acquire(item);
        let entry = &mut self.entries[number as usize];
        entry.uses = entry.uses.saturating_add(more);
        number
    }

    /// Makes room for so many more items.
    pub fn reserve(&mut self, more: usize) {
        self.entries.reserve(more);
        let entries = &self.entries;
        self.numbers
            .reserve(more, |&number| hash_entry(entries, number));
    }

    /// As [`Dictionary::acquire`], for an item that is copied only when it is new.
    pub fn acquire_copy(&mut self, item: &T) -> u32
    where
        Arc<T>: for<'a> From<&'a T>,
    {
        match self.find(item) {
            Some(number) => self.use_again(number),
            None => self.insert(Arc::from(item)),
        }
    }

    /// Counts one use less.
    pub fn release(&mut self, number: u32) {
        let entry = &mut self.entries[number as usize];
        if entry.uses == u32::MAX {
            return;
        }
        entry.uses -= 1;
        if entry.uses == 0 {
            self.unused += 1;
            if self.unused > KEPT_UNUSED + self.numbers.len() / 2 {
                self.sweep();
            }
        }
    }

    /// The number of `item`, if it is known.
    pub fn find(&self, item: &T) -> Option<u32> {
        let matches = |&number: &u32| {
            let known = self.entries[number as usize].item.as_deref();
            known.is_some_and(|known| known == item)
        };
        self.numbers.find(hash(item), matches).copied()
    }

    /// The item of a number in use.
    ///
    /// # Panics
    /// Never for a number that is in use.
    pub fn get(&self, number: u32) -> &Arc<T> {
        let item = self.entries[number as usize].item.as_ref();
        item.expect("a number in use has its item")
    }

    /// As [`Dictionary::get`], for a number that may be out of use.
    pub fn lookup(&self, number: u32) -> Option<&Arc<T>> {
        self.entries.get(number as usize)?.item.as_ref()
    }

    /// All numbers lie below this.
    pub fn bound(&self) -> usize {
        self.entries.len()
    }

    /// How many items are in use.
    pub fn in_use(&self) -> usize {
        self.numbers.len() - self.unused
    }

    fn use_again(&mut self, number: u32) -> u32 {
        let entry = &mut self.entries[number as usize];
        if entry.uses == 0 {
            self.unused -= 1;
        }
        entry.uses = entry.uses.saturating_add(1);
        number
    }

    fn insert(&mut self, item: Arc<T>) -> u32 {
        let hashed = hash(&*item);
        let entry = Entry {
            item: Some(item),
            uses: 1,
        };
        let number = match self.free.pop() {
            Some(number) => {
                self.entries[number as usize] = entry;
                number
            }
            None => {
                self.entries.push(entry);
                (self.entries.len() - 1) as u32
            }
        };
        let entries = &self.entries;
        self.numbers
            .insert_unique(hashed, number, |&other| hash_entry(entries, other));
        number
    }

    fn sweep(&mut self) {
        let entries = &mut self.entries;
        self.numbers
            .retain(|&mut number| entries[number as usize].uses > 0);
        for (number, entry) in entries.iter_mut().enumerate().rev() {
            if entry.uses == 0 && entry.item.take().is_some() {
                self.free.push(number as u32);
            }
        }
        self.unused = 0;
    }
}

fn hash<T: ?Sized + Hash>(item: &T) -> u64 {
    let mut hasher = FxHasher::default();
    item.hash(&mut hasher);
    hasher.finish()
}

fn hash_entry<T: ?Sized + Hash>(entries: &[Entry<T>], number: u32) -> u64 {
    let item = entries[number as usize].item.as_deref();
    item.map_or(0, hash)
}

impl<T: ?Sized> Default for Dictionary<T> {
    fn default() -> Dictionary<T> {
        Dictionary {
            entries: Vec::new(),
            numbers: HashTable::new(),
            free: Vec::new(),
            unused: 0,
        }
    }
}

impl<T: ?Sized> Clone for Dictionary<T> {
    fn clone(&self) -> Dictionary<T> {
        Dictionary {
            entries: self.entries.clone(),
            numbers: self.numbers.clone(),
            free: self.free.clone(),
            unused: self.unused,
        }
    }
}

impl<T: ?Sized> Clone for Entry<T> {
    fn clone(&self) -> Entry<T> {
        Entry {
            item: self.item.clone(),
            uses: self.uses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dictionary;
    use std::sync::Arc;

    #[test]
    fn equal_items_share_a_number_until_nothing_uses_it() {
        let mut words: Dictionary<str> = Dictionary::default();
        let led = words.acquire_copy("led");
        assert_eq!(words.acquire(&Arc::from("led")), led);
        words.release(led);
        assert_eq!(&**words.get(led), "led");
        words.release(led);
        assert_eq!(words.in_use(), 0);
        assert_eq!(words.acquire_copy("led"), led);
        assert_eq!(words.in_use(), 1);
    }

    #[test]
    fn items_out_of_use_are_dropped_and_their_numbers_given_again() {
        let mut words: Dictionary<str> = Dictionary::default();
        let kept = words.acquire_copy("kept");
        for round in 0..10_000 {
            let number = words.acquire_copy(&format!("passing {round}"));
            words.release(number);
        }
        assert!(words.bound() < 200, "{} entries", words.bound());
        assert_eq!(&**words.get(kept), "kept");
        assert_eq!(words.find("kept"), Some(kept));
    }

    #[test]
    fn the_first_item_stays_for_good() {
        let mut sets: Dictionary<[u32]> = Dictionary::with_first(Arc::from([]));
        for _ in 0..3 {
            sets.release(0);
        }
        assert_eq!(sets.acquire_copy(&[]), 0);
    }
}
