//! A session on a database file: what was changed is on the disk before a statement is answered.

use crate::context::Version;
use crate::error::{Error, ErrorKind, Phase, Result};
use crate::session::Session;
use factio_graph::facts::{Graph, Savepoint};
use factio_graph::store::{Access, Store, StoreError};
use std::path::Path;
use std::sync::Arc;

impl Session {
    /// A session on a database file, which is made where there is none. Every statement, or every transaction between
    /// `BEGIN` and `COMMIT`, is on the disk when it is answered.
    ///
    /// # Errors
    /// The file is damaged, none of factio's, of a later version, in use, or cannot be read; it is untouched then.
    pub fn open(path: impl AsRef<Path>, access: Access) -> Result<Session> {
        let path = path.as_ref();
        let (store, graph) = Store::open(path, access).map_err(|error| of_file(path, error))?;
        let mut session = Session::on(graph);
        session.store = Some(store);
        Ok(session)
    }

    /// Writes the graph as it is now into a new database file, which stands there whole or not at all. The session goes on
    /// where it was.
    ///
    /// # Errors
    /// A transaction is open, the file exists, or it cannot be written.
    ///
    /// ```
    /// use factio::{Access, Session};
    ///
    /// # let folder = std::env::temp_dir().join(format!("factio-save-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// # let path = folder.join("saved.factio");
    /// let mut session = Session::new();
    /// session.run("CREATE (:Person {name: 'Kirov'})")?;
    /// session.save(&path)?;
    ///
    /// let mut saved = Session::open(&path, Access::Read)?;
    /// assert_eq!(saved.run("MATCH (p) RETURN p.name AS name")?.rows, [["Kirov".into()]]);
    /// # drop(saved);
    /// # std::fs::remove_dir_all(&folder).unwrap();
    /// # Ok::<(), factio::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        if self.in_transaction() {
            return Err(Error::plain(
                ErrorKind::TransactionError,
                Phase::Runtime,
                "a transaction is open; COMMIT or ROLLBACK before the graph is saved",
            ));
        }
        let path = path.as_ref();
        Store::save(&self.graph, path).map_err(|error| of_file(path, error))
    }

    /// Goes on with the graph and the file of another session; parameters, limits and clock stay. The file of before is
    /// closed.
    ///
    /// # Errors
    /// A transaction is open, or the file of before could not be closed; the session is as it was in the first case, and
    /// has the other graph in the second.
    pub fn turn_to(&mut self, mut other: Session) -> Result<()> {
        if self.in_transaction() {
            return Err(Error::plain(
                ErrorKind::TransactionError,
                Phase::Runtime,
                "a transaction is open; COMMIT or ROLLBACK before another database is opened",
            ));
        }
        let closed = self.put_away();
        self.graph = std::mem::take(&mut other.graph);
        self.version = Version::next();
        self.store = other.store.take();
        self.plans = Default::default();
        closed
    }

    /// The file that keeps the graph, where there is one.
    pub fn path(&self) -> Option<&Path> {
        self.store.as_ref().map(Store::path)
    }

    /// The graph as it is now, to keep: later changes are made to a copy.
    pub(crate) fn shared_graph(&self) -> Arc<Graph> {
        Arc::clone(&self.graph)
    }

    /// A session that reads a graph which others read too; what it changes, it changes for itself.
    pub(crate) fn on_shared(graph: Arc<Graph>) -> Session {
        let mut session = Session::new();
        session.graph = graph;
        session.version = Version::next();
        session
    }

    /// A session on a copy of the graph as it is now, without a file.
    pub fn copy(&self) -> Session {
        Session::on_shared(self.shared_graph())
    }

    /// Ends the session: an open transaction is rolled back, and the file, where there is one, is written so that it opens
    /// quickly. Dropping the session does the same, but tells nobody of errors.
    ///
    /// # Errors
    /// The file could not be written. Nothing that was committed is lost.
    pub fn close(mut self) -> Result<()> {
        self.put_away()
    }

    fn put_away(&mut self) -> Result<()> {
        if let Some(begun) = self.transaction.take() {
            self.writing().rollback(begun);
        }
        match self.store.take() {
            Some(store) => Ok(store.close(&self.graph)?),
            None => Ok(()),
        }
    }

    /// Makes everything since `begun` durable, or undoes it.
    pub(super) fn keep(&mut self, begun: Savepoint) -> Result<()> {
        let kept = match &mut self.store {
            Some(store) => {
                store.stop_by(Arc::clone(&self.limits.cancelled));
                let kept = store.append_since(&self.graph, begun);
                kept.map_err(|error| of_file(store.path(), error))
            }
            None => Ok(()),
        };
        let graph = self.graph_mut();
        match kept {
            Ok(()) => graph.commit(),
            Err(_) => graph.rollback(begun),
        }
        kept
    }

    /// Fails where changes since `begun` could never be made durable.
    pub(super) fn check_keeps(&self, begun: Savepoint) -> Result<()> {
        match &self.store {
            Some(store) if self.graph.is_changed_since(begun) => Ok(store.check_writable()?),
            _ => Ok(()),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whoever wants to know calls `close`.
        let _ = self.put_away();
    }
}

/// The error, which names the file.
fn of_file(path: &Path, error: StoreError) -> Error {
    match &error {
        StoreError::Io(cause) => {
            let message = format!("{}: {cause}", path.display());
            Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
        }
        _ => error.into(),
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        let kind = match &error {
            StoreError::Corrupt { .. } => ErrorKind::Corrupt,
            StoreError::Stopped => ErrorKind::Cancelled,
            _ => ErrorKind::StorageError,
        };
        let mut told = Error::plain(kind, Phase::Runtime, error.to_string());
        if error.is_corrupt() {
            let hint = "factio recover FILE -o NEW saves what is whole into a new file";
            told.hints.push(hint.to_string());
        }
        told
    }
}
