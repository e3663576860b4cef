//! Sifted lists that are kept for the next query that asks the same, within bounds.

use crate::adjacency::Side;
use crate::adjacency::dated::Spans;
use crate::adjacency::lists::Lists;
use crate::adjacency::sift::{Sieve, Sifted};
use crate::id::Symbol;
use std::sync::{Arc, PoisonError, RwLock};

/// The lists, the latest last, and the spans of the sieves that they passed.
#[derive(Debug, Default)]
pub(super) struct Kept(RwLock<Held>);

#[derive(Clone, Debug, Default)]
struct Held {
    entries: Vec<Entry>,
    spans: Vec<(Sieve, Arc<Spans>)>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// `None`: all types.
    kinds: Option<Box<[Symbol]>>,
    side: Side,
    sieve: Sieve,
    sifted: Arc<Sifted>,
}

/// How many are kept.
const MOST: usize = 32;
/// How many relations they hold together at most, as a multiple of what the lists that they are sifted from hold.
const SHARE: usize = 4;
/// Holding so many is always well.
const SMALL: usize = 1 << 16;

impl Kept {
    /// The lists of these types sifted; `lists` gives those to sift.
    pub fn get(
        &self,
        asked: (Option<&[Symbol]>, Side, &Sieve),
        lists: impl FnOnce() -> Arc<Lists>,
    ) -> Arc<Sifted> {
        let (kinds, side, sieve) = asked;
        let same = |entry: &&Entry| {
            entry.side == side && entry.kinds.as_deref() == kinds && entry.sieve == *sieve
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = known.entries.iter().find(same) {
            return Arc::clone(&entry.sifted);
        }
        drop(known);
        let lists = lists();
        let room = SMALL.max(SHARE * lists.len());
        let sifted = Arc::new(Sifted::new(lists, sieve.clone()));
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = known.entries.iter().find(same) {
            return Arc::clone(&entry.sifted);
        }
        known.make_room(room);
        known.entries.push(Entry {
            kinds: kinds.map(Box::from),
            side,
            sieve: sieve.clone(),
            sifted: Arc::clone(&sifted),
        });
        sifted
    }

    /// The spans that belong to a sieve; `make` makes them where they are not known.
    pub fn spans(&self, sieve: &Sieve, make: impl FnOnce() -> Spans) -> Arc<Spans> {
        let find = |held: &Held| {
            let mut spans = held.spans.iter();
            let found = spans.find(|(other, _)| other == sieve);
            found.map(|(_, spans)| Arc::clone(spans))
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = find(&known) {
            return found;
        }
        drop(known);
        let made = Arc::new(make());
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = find(&known) {
            return found;
        }
        known.spans.push((sieve.clone(), Arc::clone(&made)));
        made
    }

    /// Forgets all.
    pub fn forget(&mut self) {
        self.held().entries.clear();
        self.held().spans.clear();
    }

    /// Forgets those that read a property.
    pub fn forget_property(&mut self, key: Symbol) {
        let held = self.held();
        held.entries.retain(|entry| entry.sieve.key() != key);
        held.spans.retain(|(sieve, _)| sieve.key() != key);
    }

    fn held(&mut self) -> &mut Held {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Lets the oldest go, so that one more may come.
    fn make_room(&mut self, room: usize) {
        let mut held: usize = self.entries.iter().map(|entry| entry.sifted.size()).sum();
        while self.entries.len() >= MOST || (held > room && !self.entries.is_empty()) {
            held -= self.entries.remove(0).sifted.size().min(held);
        }
        let entries = &self.entries;
        let asked = |sieve: &Sieve| entries.iter().any(|entry| entry.sieve == *sieve);
        self.spans.retain(|(sieve, _)| asked(sieve));
    }
}

impl Clone for Kept {
    fn clone(&self) -> Kept {
        let entries = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Kept(RwLock::new(entries.clone()))
    }
}
