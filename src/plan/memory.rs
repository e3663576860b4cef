//! Room in a plan for what its runs find out, so that the next one need not.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What the last run of a part of a plan found out; whoever runs it says what that is, and for how long it holds. No answer hangs on
/// it, and a copy of the plan begins without.
#[derive(Default)]
pub struct Memory(Mutex<Option<Arc<dyn Any + Send + Sync>>>);

impl Memory {
    /// What was kept, if it is of this type.
    pub fn recall<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()?.downcast().ok()
    }

    /// Keeps this instead of what was kept before.
    pub fn keep<T: Any + Send + Sync>(&self, found: T) {
        let found: Arc<dyn Any + Send + Sync> = Arc::new(found);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }
}

impl Clone for Memory {
    fn clone(&self) -> Memory {
        Memory::default()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Memory")
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;

    #[test]
    fn what_was_kept_last_is_recalled_as_what_it_is_and_not_by_a_copy() {
        let memory = Memory::default();
        assert_eq!(memory.recall::<u8>(), None);
        memory.keep(1u8);
        memory.keep(2u8);
        assert_eq!(memory.recall::<u8>().as_deref(), Some(&2));
        assert_eq!(memory.recall::<u16>(), None);
        assert_eq!(memory.clone().recall::<u8>(), None);
    }
}
