//! How much a proof may cost: a stop asked for by the caller, and a number of steps. The library has no clock.

use std::cell::Cell;

/// The bounds of a proof.
#[derive(Clone, Copy)]
pub struct Budget<'a> {
    /// Asked now and then; after the first `true` the answer is an interval.
    pub should_stop: &'a dyn Fn() -> bool,
    /// The greatest number of search steps.
    pub steps: u64,
}

impl Default for Budget<'_> {
    fn default() -> Self {
        Self {
            should_stop: &|| false,
            steps: 2_000_000_000,
        }
    }
}

/// What is left of a budget.
pub(super) struct Effort<'a> {
    should_stop: &'a dyn Fn() -> bool,
    left: Cell<u64>,
    asked: Cell<u64>,
    stopped: Cell<bool>,
    /// What is left for counting, and whether that is what goes on.
    to_count: Cell<u64>,
    counting: Cell<bool>,
}

/// As many steps at most go into counting the optima of what is proven: some tenths of a second.
const MOST_COUNTING: u64 = 40_000_000;

/// The stop is asked for once in this many steps.
const STEPS_BETWEEN: u64 = 20_000;

impl<'a> Effort<'a> {
    pub(super) fn new(budget: Budget<'a>) -> Self {
        let steps = budget.steps;
        Self {
            should_stop: budget.should_stop,
            left: Cell::new(steps),
            asked: Cell::new(steps),
            stopped: Cell::new(false),
            to_count: Cell::new(MOST_COUNTING),
            counting: Cell::new(false),
        }
    }

    /// Spends `steps`; `false` when the budget is gone.
    pub(super) fn spend(&self, steps: u64) -> bool {
        if self.stopped.get() {
            return false;
        }
        let left = self.left.get().saturating_sub(steps);
        self.left.set(left);
        if self.counting.get() {
            self.to_count.set(self.to_count.get().saturating_sub(steps));
        }
        if self.asked.get() - left >= STEPS_BETWEEN || left == 0 {
            self.asked.set(left);
            self.stopped.set(left == 0 || (self.should_stop)());
        }
        !self.stopped.get()
    }

    pub(super) fn is_spent(&self) -> bool {
        self.stopped.get()
    }

    /// Runs what only counts the optima of a figure that is proven.
    pub(super) fn counting<T>(&self, count: impl FnOnce() -> T) -> T {
        self.counting.set(true);
        let counted = count();
        self.counting.set(false);
        counted
    }

    /// Whether optima are being counted: who loses count may leave off at once.
    pub(super) fn is_counting(&self) -> bool {
        self.counting.get()
    }

    pub(super) fn may_count(&self) -> bool {
        self.to_count.get() > 0
    }
}
