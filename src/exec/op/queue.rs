//! The output side of an operator that makes rows in other numbers than it reads them.

use crate::exec::Batch;
use crate::exec::batch::BATCH_ROWS;
use std::collections::VecDeque;

/// Rows on their way out, joined into batches of a good size.
#[derive(Default)]
pub(super) struct Queue {
    ready: VecDeque<Batch>,
    open: Batch,
}

impl Queue {
    /// Adds rows behind.
    pub(super) fn push(&mut self, batch: Batch) {
        if batch.len == 0 {
            return;
        }
        self.open.append(batch);
        if self.open.len >= BATCH_ROWS {
            self.ready.push_back(std::mem::take(&mut self.open));
        }
    }

    /// A full batch, if there is one.
    pub(super) fn full(&mut self) -> Option<Batch> {
        self.ready.pop_front()
    }

    /// The next batch of what is left, full or not.
    pub(super) fn rest(&mut self) -> Option<Batch> {
        self.full().or_else(|| {
            let open = std::mem::take(&mut self.open);
            (open.len > 0).then_some(open)
        })
    }
}
