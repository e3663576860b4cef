//! Durability: one file, in which every commit is on the disk before it is acknowledged.
//!
//! redb is the container. Inside it are chunks of columns, which a checkpoint writes, and a log of the commits since.

mod bytes;
mod check;
mod checkpoint;
mod chunk;
mod container;
mod dirty;
mod error;
mod file;
mod frame;
mod growth;
mod load;
mod log;
mod meta;
mod operation;
mod overlay;
mod parts;
mod piece;
mod recover;
mod value;

use crate::facts::{Change, Graph, Savepoint};
use container::{Container, LOG, META};
use dirty::Dirty;
use growth::Growing;
use load::Loaded;
use log::Known;
use meta::{Checkpoint, Directory, Head};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use check::{Checked, check};
pub use container::is_guarded;
pub use error::StoreError;
pub use recover::{Recovered, recover};
/// What a file is to the container; tests put storage that fails in its place.
pub use redb::StorageBackend as Storage;

/// The format that this version writes, and the latest that it reads.
pub const FORMAT: u16 = 1;

/// A checkpoint is due when the log is longer than this, in bytes.
const LOG_BYTES: u64 = 64 << 20;
/// A checkpoint is due when the log has more changes than this, unless told otherwise.
const LOG_CHANGES: u64 = 200_000;

/// What a part of a chunk takes in the file at most.
const PART_BYTES: u64 = 1 << 16;
/// Room that a file may have for nothing.
const LOOSE_BYTES: u64 = 2 << 20;

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Made when it is not there; nobody else may have it open.
    #[default]
    Write,
    /// Never written, not even repaired; others may read it too.
    Read,
}

/// An open database file.
pub struct Store {
    container: Container,
    access: Access,
    head: Head,
    checkpoint: Checkpoint,
    directory: Directory,
    known: Known,
    dirty: Dirty,
    log_bytes: u64,
    log_changes: u64,
    /// A checkpoint is due when the log has more changes than this.
    most_changes: u64,
    /// What an earlier commit failed with.
    broken: Option<String>,
    /// Set from outside to stop a commit.
    stop: Arc<AtomicBool>,
}

impl Store {
    /// Opens a file, and reads the graph in it.
    ///
    /// # Errors
    /// The file is damaged, none of factio's, of a later version, in use, or cannot be read. It is as it was then.
    ///
    /// ```
    /// use factio_graph::store::{Access, Store};
    ///
    /// let folder = std::env::temp_dir().join(format!("factio-doc-{}", std::process::id()));
    /// std::fs::create_dir_all(&folder)?;
    /// let path = folder.join("store.factio");
    /// let (mut store, mut graph) = Store::open(&path, Access::Write)?;
    /// let savepoint = graph.savepoint();
    /// graph.create_node(&[])?;
    /// store.append(&graph, &graph.changes_since(savepoint))?;
    /// graph.commit();
    /// store.close(&graph)?;
    /// let (_, graph) = Store::open(&path, Access::Read)?;
    /// assert_eq!(graph.nodes().count(), 1);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(path: &Path, access: Access) -> Result<(Store, Graph), StoreError> {
        if access == Access::Write {
            file::make_where_missing(path)?;
        }
        // Also to write, the file is first read whole: a damaged one stays as it is.
        let reading = file::open_to_read(path)?;
        let loaded = reading.read(load::load)?;
        if access == Access::Read {
            return Ok(Store::on_container(reading, access, loaded));
        }
        reading.close()?;
        let container = file::open_to_write(path)?;
        let is_current = container.read(|reading| loaded.is_current(reading))?;
        let loaded = match is_current {
            true => loaded,
            // Another process wrote in between.
            false => container.read(load::load)?,
        };
        Ok(Store::on_container(container, access, loaded))
    }

    /// As [`Store::open`], to write, on any storage: for tests of storage that fails.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_on(storage: impl Storage + Clone) -> Result<(Store, Graph), StoreError> {
        let path = Path::new("storage");
        if storage.len()? > 0 {
            let overlay = overlay::Overlay::new(storage.clone())?;
            let reading = Container::open_verified(overlay, path)?;
            reading.read(load::load)?;
            reading.close()?;
        }
        let length = storage.clone();
        let container = Container::open(Growing::new(storage), path)?
            .measured_by(move || length.len().unwrap_or(0));
        let written = container.read(|reading| meta::check_format(reading, path))?;
        if !written {
            file::begin(&container)?;
        }
        let loaded = container.read(load::load)?;
        Ok(Store::on_container(container, Access::Write, loaded))
    }

    fn on_container(container: Container, access: Access, loaded: Loaded) -> (Store, Graph) {
        let mut store = Store {
            container,
            access,
            head: loaded.head,
            checkpoint: loaded.checkpoint.clone(),
            directory: Directory::new(),
            known: Known::of(&loaded.graph),
            dirty: Dirty::default(),
            log_bytes: 0,
            log_changes: 0,
            most_changes: LOG_CHANGES,
            broken: None,
            stop: Arc::default(),
        };
        store.note_log(&loaded);
        store.directory = loaded.directory;
        (store, loaded.graph)
    }

    /// Writes a graph as a new database file, which must not be there; it stands there whole or not at all.
    ///
    /// # Errors
    /// The file exists, or cannot be written.
    pub fn save(graph: &Graph, path: &Path) -> Result<(), StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_path_buf()));
        }
        file::create_new(path, graph)
    }

    /// Whether changes can be appended, as things stand.
    ///
    /// # Errors
    /// The file was opened for reading, or a commit failed.
    pub fn check_writable(&self) -> Result<(), StoreError> {
        match (&self.broken, self.access) {
            (Some(message), _) => Err(StoreError::Broken(message.clone())),
            (None, Access::Read) => Err(StoreError::ReadOnly),
            (None, Access::Write) => Ok(()),
        }
    }

    pub fn path(&self) -> &Path {
        self.container.path()
    }

    /// Makes a checkpoint due when the log has more than so many changes, instead of 200,000. A commit of more than that goes
    /// straight into its chunks.
    pub fn checkpoint_after(&mut self, changes: u64) {
        self.most_changes = changes;
    }

    /// Lets a switch stop commits from now on, as long as nothing of them is on the disk.
    pub fn stop_by(&mut self, switch: Arc<AtomicBool>) {
        self.stop = switch;
    }

    /// How many commits the file has seen.
    pub fn commits(&self) -> u64 {
        self.head.sequence
    }

    /// Makes changes durable, as one: they made the graph what it is. Returns when they are on the disk, after two syncs.
    ///
    /// # Errors
    /// They could not be written: whether they will be there when the file is opened again is open, and nothing more can
    /// be written before. Or they were stopped: then nothing of them will be there.
    pub fn append(&mut self, graph: &Graph, changes: &[Change]) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.check_writable()?;
        if changes.len() as u64 > self.most_changes {
            changes.iter().for_each(|change| self.dirty.note(change));
            return self.write_at_once(graph);
        }
        let known = Known::of(graph);
        let record = log::write(graph, self.known, known, changes)?;
        let head = Head {
            sequence: self.head.sequence + 1,
            checksum: frame::whole(&record),
        };
        let written = self.container.write(|writing| {
            go_on_unless(&self.stop)?;
            writing.change(LOG, &log::rows(head.sequence, &record), &[])?;
            writing.change(META, &[head.row()], &[])?;
            go_on_unless(&self.stop)
        });
        self.remember_failure(written)?;
        self.head = head;
        self.note_names(self.known, known);
        changes.iter().for_each(|change| self.dirty.note(change));
        self.log_bytes += record.len() as u64;
        self.log_changes += changes.len() as u64;
        if self.log_bytes > LOG_BYTES || self.log_changes > self.most_changes {
            // The changes are safe whether this goes well or not; the next commit tells, or tries again.
            let written = self.write_checkpoint(graph, self.head.sequence, &Arc::clone(&self.stop));
            let _ = self.remember_failure(written);
        }
        Ok(())
    }

    /// As [`Store::append`], of all that was changed since `begun`. What a large commit created is not listed first.
    ///
    /// # Errors
    /// As for [`Store::append`].
    pub fn append_since(&mut self, graph: &Graph, begun: Savepoint) -> Result<(), StoreError> {
        let Some(created) = graph.created_since(begun, self.most_changes as usize) else {
            return self.append(graph, &graph.changes_since(begun));
        };
        self.check_writable()?;
        self.dirty.note_created(graph, created);
        self.write_at_once(graph)
    }

    /// A commit of so many changes that a checkpoint would be due at once: they go straight into their chunks.
    fn write_at_once(&mut self, graph: &Graph) -> Result<(), StoreError> {
        let stop = Arc::clone(&self.stop);
        let written = self.write_checkpoint(graph, self.head.sequence + 1, &stop);
        self.remember_failure(written)
    }

    /// Writes the chunks that changed and empties the log. The graph is that of the last commit.
    ///
    /// # Errors
    /// It could not be written; then nothing more can be.
    pub fn checkpoint(&mut self, graph: &Graph) -> Result<(), StoreError> {
        self.check_writable()?;
        let written = self.write_checkpoint(graph, self.head.sequence, &AtomicBool::new(false));
        self.remember_failure(written)
    }

    /// Writes a checkpoint where something was done since the last, gives room back that nothing needs any more, and closes
    /// the file. Where a commit failed, the file is left as it is.
    ///
    /// # Errors
    /// It could not be written. Nothing that was acknowledged is lost.
    pub fn close(mut self, graph: &Graph) -> Result<(), StoreError> {
        if self.check_writable().is_ok() && self.is_behind(graph) {
            self.checkpoint(graph)?;
            if self.is_loose() {
                self.container.compact()?;
            }
        }
        self.container.close()
    }

    /// Whether the file is more than twice as long as what is in it.
    fn is_loose(&self) -> bool {
        let parts = self.directory.values().map(|entry| u64::from(entry.parts));
        let needed = parts.sum::<u64>() * PART_BYTES;
        self.container.len() > 2 * needed + LOOSE_BYTES
    }

    /// Whether a checkpoint would change anything.
    fn is_behind(&self, graph: &Graph) -> bool {
        let bounds = (self.checkpoint.node_bound, self.checkpoint.relation_bound);
        self.head.sequence > self.checkpoint.sequence
            || bounds != (graph.node_bound(), graph.relation_bound())
    }

    fn note_log(&mut self, loaded: &Loaded) {
        let mut names = false;
        for (_, bytes) in &loaded.log {
            self.log_bytes += bytes.len() as u64;
            let Ok(record) = log::Record::read(bytes) else {
                continue;
            };
            let first = record.first_symbol as usize;
            self.dirty.note_symbols(first, first + record.symbols.len());
            names |= record.names != chunk::Names::default();
            record
                .changes
                .iter()
                .for_each(|change| self.dirty.note(change));
            self.log_changes += record.changes.len() as u64;
        }
        if names {
            self.dirty.mark(piece::Chunk::NAMES);
        }
    }

    fn note_names(&mut self, old: Known, new: Known) {
        if old.symbols < new.symbols {
            self.dirty.note_symbols(old.symbols, new.symbols);
        }
        if (old.labels, old.types, old.keys) != (new.labels, new.types, new.keys) {
            self.dirty.mark(piece::Chunk::NAMES);
        }
        self.known = new;
    }

    fn remember_failure<T>(&mut self, written: Result<T, StoreError>) -> Result<T, StoreError> {
        match &written {
            Ok(_) | Err(StoreError::Stopped) => {}
            Err(error) => self.broken = Some(error.to_string()),
        }
        written
    }
}

/// Fails when the switch is set.
fn go_on_unless(stop: &AtomicBool) -> Result<(), StoreError> {
    match stop.load(Ordering::Relaxed) {
        true => Err(StoreError::Stopped),
        false => Ok(()),
    }
}
