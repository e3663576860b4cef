//! A file that becomes longer with the sync of the commit that needs the room, and not with one of its own.
//!
//! The container syncs each new length before anything is written behind the old one, since its header tells the length too.
//! But it takes that figure from the file itself as long as the header says that a writer had it open, which every header does
//! that is written between opening and closing. So the length may reach the disk with, before, or after what is written.

use redb::{BackendError, StorageBackend};
use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};

/// A backend under which a sync that makes nothing durable but a new length is left to the next one.
#[derive(Debug)]
pub(super) struct Growing<B> {
    below: B,
    /// Whether the file became longer, and nothing was done since.
    only_grew: AtomicBool,
}

impl<B: StorageBackend> Growing<B> {
    pub fn new(below: B) -> Growing<B> {
        Growing {
            below,
            only_grew: AtomicBool::new(false),
        }
    }
}

impl<B: StorageBackend> StorageBackend for Growing<B> {
    fn len(&self) -> io::Result<u64> {
        self.below.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.below.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let grows = len > self.below.len()?;
        self.below.set_len(len)?;
        self.only_grew.store(grows, Ordering::SeqCst);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        match self.only_grew.swap(false, Ordering::SeqCst) {
            true => Ok(()),
            false => self.below.sync_data(),
        }
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.only_grew.store(false, Ordering::SeqCst);
        self.below.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.below.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.below.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.below.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.below.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.below.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.below.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.below.query_lock_range(start, end)
    }
}
