//! A file that is read and never written: what the container writes stays in memory.

use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};
use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

const BLOCK: u64 = 4096;

/// A backend over a file, locked for shared reading.
#[derive(Debug)]
pub(super) struct Overlay<B = FileBackend> {
    below: B,
    above: Mutex<Above>,
}

/// What was written, and how long it made the file.
#[derive(Debug)]
struct Above {
    /// By block number.
    blocks: BTreeMap<u64, Box<[u8]>>,
    len: u64,
    /// How much of what lies below still counts.
    below: u64,
}

impl<B: StorageBackend> Overlay<B> {
    pub fn new(below: B) -> io::Result<Overlay<B>> {
        let len = below.len()?;
        Ok(Overlay {
            below,
            above: Mutex::new(Above {
                blocks: BTreeMap::new(),
                len,
                below: len,
            }),
        })
    }

    fn above(&self) -> MutexGuard<'_, Above> {
        self.above.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills `out` with what lies below from `offset` on, zeros behind its end.
    fn read_below(&self, above: &Above, offset: u64, out: &mut [u8]) -> io::Result<()> {
        out.fill(0);
        let there = above.below.saturating_sub(offset).min(out.len() as u64) as usize;
        match there {
            0 => Ok(()),
            there => self.below.read(offset, &mut out[..there]),
        }
    }
}

impl<B: StorageBackend> StorageBackend for Overlay<B> {
    fn len(&self) -> io::Result<u64> {
        Ok(self.above().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let above = self.above();
        let end = offset.checked_add(out.len() as u64);
        if end.is_none_or(|end| end > above.len) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read_below(&above, offset, out)?;
        let last = (offset + out.len() as u64).div_ceil(BLOCK);
        for (&number, block) in above.blocks.range(offset / BLOCK..last) {
            let begin = (number * BLOCK).max(offset);
            let end = ((number + 1) * BLOCK).min(offset + out.len() as u64);
            let from = (begin - number * BLOCK) as usize;
            let to = (begin - offset) as usize;
            let len = (end - begin) as usize;
            out[to..to + len].copy_from_slice(&block[from..from + len]);
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut above = self.above();
        if len < above.len {
            above.below = above.below.min(len);
            above.blocks.split_off(&len.div_ceil(BLOCK));
            let cut = (len % BLOCK) as usize;
            if cut > 0
                && let Some(block) = above.blocks.get_mut(&(len / BLOCK))
            {
                block[cut..].fill(0);
            }
        }
        above.len = len;
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut above = self.above();
        let mut rest = data;
        let mut at = offset;
        while !rest.is_empty() {
            let number = at / BLOCK;
            let from = (at % BLOCK) as usize;
            let len = rest.len().min(BLOCK as usize - from);
            if !above.blocks.contains_key(&number) {
                let mut block = vec![0; BLOCK as usize];
                self.read_below(&above, number * BLOCK, &mut block)?;
                above.blocks.insert(number, block.into_boxed_slice());
            }
            if let Some(block) = above.blocks.get_mut(&number) {
                block[from..from + len].copy_from_slice(&rest[..len]);
            }
            rest = &rest[len..];
            at += len as u64;
        }
        above.len = above.len.max(at);
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.below.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.below.try_lock_shared_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.below.try_lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.below.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.below.query_lock_range(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::Overlay;
    use redb::StorageBackend;
    use redb::backends::InMemoryBackend;

    #[test]
    fn what_is_written_is_read_and_what_lies_below_stays() {
        let below = InMemoryBackend::new();
        below.set_len(10_000).unwrap();
        below.write(0, &[7; 10_000]).unwrap();
        let overlay = Overlay::new(below).unwrap();
        let mut model = vec![7u8; 10_000];
        overlay.write(4_090, &[1; 5_000]).unwrap();
        model[4_090..9_090].fill(1);
        overlay.set_len(6_000).unwrap();
        model.truncate(6_000);
        overlay.set_len(12_000).unwrap();
        model.resize(12_000, 0);
        let mut read = vec![9; 12_000];
        overlay.read(0, &mut read).unwrap();
        assert_eq!(read, model);
        assert!(overlay.read(11_999, &mut [0; 2]).is_err());
        let mut below = vec![0; 10_000];
        overlay.below.read(0, &mut below).unwrap();
        assert_eq!(below, [7; 10_000]);
    }
}
