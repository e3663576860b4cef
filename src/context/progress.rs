//! How far a running statement has come, for whoever shows it: its first source of many rows tells.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Fewer rows than this say nothing about how far a statement is.
const TELLING: u64 = 16;

/// Rows of the first source that were used, and how many it has.
#[derive(Debug, Default)]
pub struct Progress {
    claimed: AtomicBool,
    total: AtomicU64,
    done: AtomicU64,
}

impl Progress {
    /// Before a statement: nothing is known.
    pub fn clear(&self) {
        self.claimed.store(false, Ordering::Relaxed);
        self.total.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// Whether a source of so many rows is the one to tell how far the statement is: the first of many rows that starts,
    /// since the sources within it start again for each of its rows.
    pub fn claim(&self, total: usize) -> bool {
        let total = total as u64;
        if total < TELLING || self.claimed.swap(true, Ordering::Relaxed) {
            return false;
        }
        self.total.store(total, Ordering::Relaxed);
        true
    }

    /// So many of its rows were passed on.
    pub fn reached(&self, done: usize) {
        self.done.store(done as u64, Ordering::Relaxed);
    }

    /// The share that is done, from 0 to 1; `None` where nothing tells.
    pub fn share(&self) -> Option<f64> {
        let total = self.total.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed).min(total);
        (total > 0).then(|| done as f64 / total as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;

    #[test]
    fn the_first_source_of_many_rows_tells_and_no_other() {
        let progress = Progress::default();
        assert_eq!(progress.share(), None);
        assert!(!progress.claim(3), "three rows tell nothing");
        assert!(progress.claim(200));
        assert!(!progress.claim(1_000_000), "it is within the first");
        progress.reached(50);
        assert_eq!(progress.share(), Some(0.25));
        progress.clear();
        assert_eq!(progress.share(), None);
    }
}
