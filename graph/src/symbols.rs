//! The interner: text to [`Symbol`] and back.
//!
//! It only grows, and it is shared by the planner and the writers: a name may be interned before anything carries it.

use crate::id::Symbol;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::sync::{Arc, PoisonError, RwLock};

/// Interned texts in the order of their arrival.
#[derive(Debug, Default)]
pub struct Symbols {
    texts: RwLock<IndexSet<Arc<str>, FxBuildHasher>>,
}

impl Symbols {
    /// The symbol of `text`, new when it was not known.
    pub fn intern(&self, text: &str) -> Symbol {
        if let Some(known) = self.get(text) {
            return known;
        }
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        Symbol(texts.insert_full(Arc::from(text)).0 as u32)
    }

    /// The symbol of `text`, if it was ever interned.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts.get_index_of(text).map(|index| Symbol(index as u32))
    }

    /// The text of a symbol of this interner; empty for one of another.
    pub fn text(&self, symbol: Symbol) -> Arc<str> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts
            .get_index(symbol.0 as usize)
            .cloned()
            .unwrap_or_default()
    }

    /// How many texts are known.
    pub fn len(&self) -> usize {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Clone for Symbols {
    fn clone(&self) -> Symbols {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        Symbols {
            texts: RwLock::new(texts.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Symbols;

    #[test]
    fn the_same_text_has_one_symbol() {
        let symbols = Symbols::default();
        let led = symbols.intern("led");
        assert_eq!(symbols.intern("led"), led);
        assert_ne!(symbols.intern("opposed"), led);
        assert_eq!(&*symbols.text(led), "led");
        assert_eq!(symbols.get("succeeded"), None);
    }
}
