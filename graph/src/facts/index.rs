//! Which property indexes stand, over the nodes of a label or the relations of a type.

use crate::facts::by_value::PropertyIndex;
use crate::id::Symbol;
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The indexes over nodes, or over relations, by label or type and property key.
#[derive(Clone, Debug)]
pub(crate) struct Indexes<T> {
    standing: IndexMap<(Symbol, Symbol), Standing<T>, FxBuildHasher>,
    /// How many indexes stand on each key.
    keys: FxHashMap<Symbol, u32>,
}

#[derive(Clone, Debug)]
struct Standing<T> {
    index: PropertyIndex<T>,
    /// An index and constraints may stand on the same lists.
    users: u32,
}

impl<T: Copy + Ord> Indexes<T> {
    /// Adds a user; `true` when the index is new and wants to be filled.
    pub fn stand(&mut self, label: Symbol, key: Symbol) -> bool {
        let standing = self.standing.entry((label, key)).or_default();
        standing.users += 1;
        let new = standing.users == 1;
        if new {
            *self.keys.entry(key).or_default() += 1;
        }
        new
    }

    /// Takes a user away, and the index with the last one.
    pub fn fall(&mut self, label: Symbol, key: Symbol) {
        let Some(standing) = self.standing.get_mut(&(label, key)) else {
            return;
        };
        standing.users -= 1;
        if standing.users > 0 {
            return;
        }
        self.standing.shift_remove(&(label, key));
        if let Some(count) = self.keys.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                self.keys.remove(&key);
            }
        }
    }

    pub fn get(&self, label: Symbol, key: Symbol) -> Option<&PropertyIndex<T>> {
        let standing = self.standing.get(&(label, key))?;
        Some(&standing.index)
    }

    pub fn get_mut(&mut self, label: Symbol, key: Symbol) -> Option<&mut PropertyIndex<T>> {
        let standing = self.standing.get_mut(&(label, key))?;
        Some(&mut standing.index)
    }

    /// Whether any index stands on this key.
    pub fn cover(&self, key: Symbol) -> bool {
        !self.keys.is_empty() && self.keys.contains_key(&key)
    }

    /// What indexes stand on: label or type, and key.
    pub fn all(&self) -> Vec<(Symbol, Symbol)> {
        self.standing.keys().copied().collect()
    }

    /// The keys that are indexed for a label or type.
    pub fn keys_of(&self, label: Symbol) -> Vec<Symbol> {
        let pairs = self.standing.keys();
        pairs
            .filter(|(other, _)| *other == label)
            .map(|(_, key)| *key)
            .collect()
    }
}

impl<T> Default for Indexes<T> {
    fn default() -> Indexes<T> {
        Indexes {
            standing: IndexMap::default(),
            keys: FxHashMap::default(),
        }
    }
}

impl<T> Default for Standing<T> {
    fn default() -> Standing<T> {
        Standing {
            index: PropertyIndex::default(),
            users: 0,
        }
    }
}
