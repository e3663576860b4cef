//! How far an import has come.

use crate::error::Result;
use crate::import::failure;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Who is told how many of all bytes were read, and says whether to go on. Called from several threads.
pub type Watch<'w> = dyn Fn(u64, u64) -> bool + Sync + 'w;

/// The bytes of all files, and of how many there was word.
pub struct Progress<'w> {
    watch: &'w Watch<'w>,
    total: u64,
    done: AtomicU64,
}

impl<'w> Progress<'w> {
    /// Looks how large the files are.
    ///
    /// # Errors
    /// One cannot be opened.
    pub fn over<'f>(
        files: impl Iterator<Item = &'f Path>,
        watch: &'w Watch<'w>,
    ) -> Result<Progress<'w>> {
        let mut total = 0;
        for path in files {
            let found = std::fs::metadata(path).map_err(|error| failure(path, error))?;
            total += found.len();
        }
        Ok(Progress {
            watch,
            total,
            done: AtomicU64::new(0),
        })
    }

    /// Tells of more bytes.
    ///
    /// # Errors
    /// The watch says no.
    pub fn advance(&self, bytes: usize, path: &Path) -> Result<()> {
        let done = self.done.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
        match (self.watch)(done, self.total) {
            true => Ok(()),
            false => Err(failure(path, "the import was stopped")),
        }
    }
}
