//! The container: one redb file of four tables of raw bytes. Its errors become ours, and so do its panics.

use crate::store::StoreError;
use redb::{
    ReadTransaction, ReadableDatabase, ReadableTable, StorageBackend, TableDefinition, TableError,
    WriteTransaction,
};
use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

pub(super) type Table = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// Format, checkpoint and head, by name.
pub(super) const META: Table = TableDefinition::new("meta");
/// Parts of chunks.
pub(super) const SEGMENTS: Table = TableDefinition::new("seg");
/// What each chunk consists of.
pub(super) const DIRECTORY: Table = TableDefinition::new("segdir");
/// Parts of commits since the last checkpoint.
pub(super) const LOG: Table = TableDefinition::new("log");

/// Memory for pages of the container, in bytes.
const CACHE: usize = 32 << 20;
/// As [`CACHE`], where everything is read from front to end: what was read is not read again.
const CACHE_TO_READ: usize = 1 << 20;

/// An open container.
pub(super) struct Container {
    /// None once closed.
    database: Option<redb::Database>,
    path: PathBuf,
    /// How long the file is, where it is not the one at `path`.
    length: Option<Box<dyn Fn() -> u64 + Send + Sync>>,
}

/// A read of one moment, of all tables.
pub(super) struct Reading<'c> {
    transaction: ReadTransaction,
    path: &'c Path,
}

/// Writes that come into force together.
pub(super) struct Writing<'c> {
    transaction: &'c WriteTransaction,
    path: &'c Path,
}

impl Container {
    /// Opens what lies in a backend that was verified before, or makes a new container in an empty one. `path` is for
    /// messages.
    pub fn open(backend: impl StorageBackend, path: &Path) -> Result<Container, StoreError> {
        let mut builder = redb::Builder::new();
        builder.set_cache_size(CACHE);
        Container::open_by(&builder, backend, path)
    }

    /// Opens what lies in a backend and verifies every page before it is trusted: the container may panic over a damaged
    /// page, and once more while it unwinds, which nothing can catch.
    pub fn open_verified(
        backend: impl StorageBackend,
        path: &Path,
    ) -> Result<Container, StoreError> {
        let mut builder = redb::Builder::new();
        builder.set_cache_size(CACHE_TO_READ);
        builder.set_check_integrity_on_open(true);
        Container::open_by(&builder, backend, path)
    }

    fn open_by(
        builder: &redb::Builder,
        backend: impl StorageBackend,
        path: &Path,
    ) -> Result<Container, StoreError> {
        let database = guarded(|| {
            let database = builder.create_with_backend(backend);
            database.map_err(|error| translate(error.into(), path))
        })?;
        Ok(Container {
            database: Some(database),
            path: path.to_path_buf(),
            length: None,
        })
    }

    /// The same container over a storage that is no file of its own.
    pub fn measured_by(mut self, length: impl Fn() -> u64 + Send + Sync + 'static) -> Container {
        self.length = Some(Box::new(length));
        self
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads at one moment.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Reading<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.database()?;
        guarded(|| {
            let transaction = database.begin_read();
            let transaction = transaction.map_err(|error| translate(error.into(), &self.path))?;
            read(&Reading {
                transaction,
                path: &self.path,
            })
        })
    }

    /// Writes all or nothing, and returns when it is on the disk: two syncs.
    pub fn write<T>(
        &self,
        write: impl FnOnce(&Writing<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.database()?;
        let translated = |error: redb::Error| translate(error, &self.path);
        guarded(|| {
            let mut transaction = database
                .begin_write()
                .map_err(|error| translated(error.into()))?;
            transaction.set_quick_repair(true);
            let written = write(&Writing {
                transaction: &transaction,
                path: &self.path,
            })?;
            transaction
                .commit()
                .map_err(|error| translated(error.into()))?;
            Ok(written)
        })
    }

    /// How many bytes the file has; 0 where that cannot be told.
    pub fn len(&self) -> u64 {
        match &self.length {
            Some(length) => length(),
            None => std::fs::metadata(&self.path).map_or(0, |about| about.len()),
        }
    }

    /// Moves what is in the file to its front and cuts off the rest. At every moment the file holds the last commit.
    pub fn compact(&mut self) -> Result<(), StoreError> {
        let database = self.database.as_mut().ok_or_else(closed)?;
        guarded(|| match database.compact() {
            Ok(_) => Ok(()),
            Err(error) => Err(translate(error.into(), &self.path)),
        })
    }

    pub fn close(mut self) -> Result<(), StoreError> {
        match self.database.take() {
            None => Ok(()),
            Some(database) => guarded(|| {
                let closed = database.close();
                closed.map_err(|error| translate(error.into(), &self.path))
            }),
        }
    }

    fn database(&self) -> Result<&redb::Database, StoreError> {
        self.database.as_ref().ok_or_else(closed)
    }
}

/// A container that is dropped in a bad state may panic once more.
impl Drop for Container {
    fn drop(&mut self) {
        if let Some(database) = self.database.take() {
            let _ = guarded(|| {
                drop(database);
                Ok(())
            });
        }
    }
}

impl Reading<'_> {
    /// Whether nothing was ever written.
    pub fn is_blank(&self) -> Result<bool, StoreError> {
        let mut tables = self
            .transaction
            .list_tables()
            .map_err(|error| translate(error.into(), self.path))?;
        Ok(tables.next().is_none())
    }

    pub fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let translated = |error: redb::Error| translate(error, self.path);
        let table = match self.transaction.open_table(table) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            table => table.map_err(|error| translated(error.into()))?,
        };
        let value = table.get(key).map_err(|error| translated(error.into()))?;
        Ok(value.map(|value| value.value().to_vec()))
    }

    /// Shows every row of a table in the order of keys.
    pub fn each(
        &self,
        table: Table,
        mut see: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let translated = |error: redb::Error| translate(error, self.path);
        let table = match self.transaction.open_table(table) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(()),
            table => table.map_err(|error| translated(error.into()))?,
        };
        for row in table.iter().map_err(|error| translated(error.into()))? {
            let (key, value) = row.map_err(|error| translated(error.into()))?;
            see(key.value(), value.value())?;
        }
        Ok(())
    }
}

impl Writing<'_> {
    /// Puts rows into a table and takes others out.
    pub fn change(
        &self,
        table: Table,
        put: &[(Vec<u8>, Vec<u8>)],
        take: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        let translated = |error: redb::Error| translate(error, self.path);
        let table = self.transaction.open_table(table);
        let mut table = table.map_err(|error| translated(error.into()))?;
        for key in take {
            let taken = table.remove(&key[..]);
            taken.map_err(|error| translated(error.into()))?;
        }
        for (key, value) in put {
            let stored = table.insert(&key[..], &value[..]);
            stored.map_err(|error| translated(error.into()))?;
        }
        Ok(())
    }

    /// Takes every row out of a table.
    pub fn empty(&self, table: Table) -> Result<(), StoreError> {
        let translated = |error: redb::Error| translate(error, self.path);
        let deleted = self.transaction.delete_table(table);
        deleted.map_err(|error| translated(error.into()))?;
        let opened = self.transaction.open_table(table);
        opened.map(drop).map_err(|error| translated(error.into()))
    }
}

thread_local! {
    /// How many [`guarded`] calls this thread is in.
    static GUARDS: Cell<u32> = const { Cell::new(0) };
}

/// Whether a panic on this thread becomes an error of the store, so that a panic hook need not tell of it.
pub fn is_guarded() -> bool {
    GUARDS.get() > 0
}

/// Turns a panic of the container, which a damaged file may cause, into an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    GUARDS.set(GUARDS.get() + 1);
    let worked = catch_unwind(AssertUnwindSafe(work));
    GUARDS.set(GUARDS.get() - 1);
    worked.unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(StoreError::corrupt(
            "container",
            message.unwrap_or("it cannot be read"),
        ))
    })
}

fn translate(error: redb::Error, path: &Path) -> StoreError {
    match error {
        redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => {
            StoreError::InUse(path.to_path_buf())
        }
        redb::Error::Io(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
            ) =>
        {
            StoreError::corrupt("container", error)
        }
        redb::Error::Io(error) => StoreError::from(error),
        redb::Error::PreviousIo => StoreError::from(io::Error::other("an earlier write failed")),
        error => StoreError::corrupt("container", error),
    }
}

fn closed() -> StoreError {
    StoreError::from(io::Error::other("the database is closed"))
}
