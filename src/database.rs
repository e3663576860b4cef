//! A database that several threads use: many readers beside one writer, each reader on a whole commit.

use crate::error::Result;
use crate::outcome::Outcome;
use crate::session::Session;
use factio_graph::facts::Graph;
use factio_graph::store::Access;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An open database. Cheap to share: every method takes `&self`.
///
/// ```
/// use factio::Database;
///
/// # let folder = std::env::temp_dir().join(format!("factio-database-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// # let path = folder.join("history.factio");
/// let database = Database::open(&path)?;
/// database.execute("CREATE (:Person {name: 'Kirov'})")?;
/// let mut reader = database.session();
///
/// let mut transaction = database.begin()?;
/// transaction.execute("CREATE (:Person {name: 'Kuibyshev'})")?;
/// let count = "MATCH (p:Person) RETURN count(p) AS people";
/// assert_eq!(reader.run(count)?.rows, [[1.into()]]);
/// transaction.commit()?;
///
/// // A session keeps to the commit that it began with; a new one sees the latest.
/// assert_eq!(reader.run(count)?.rows, [[1.into()]]);
/// assert_eq!(database.session().run(count)?.rows, [[2.into()]]);
/// database.close()?;
///
/// assert_eq!(Database::open(&path)?.execute(count)?.rows, [[2.into()]]);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), factio::Error>(())
/// ```
pub struct Database {
    /// Held by whoever writes, from the beginning of a transaction to its end. Of several locks this is taken first.
    turn: Mutex<()>,
    /// Held while a statement runs.
    writer: Mutex<Session>,
    /// The last commit, while a transaction is open. Taken last.
    committed: Mutex<Option<Arc<Graph>>>,
}

/// Statements that stand or fall together. Dropped without [`Transaction::commit`], all is undone.
///
/// ```
/// let database = factio::Database::in_memory();
/// let mut transaction = database.begin()?;
/// transaction.execute("CREATE (:Faction)")?;
/// drop(transaction);
/// let outcome = database.execute("MATCH (f) RETURN count(f) AS factions")?;
/// assert_eq!(outcome.rows, [[0.into()]]);
/// # Ok::<(), factio::Error>(())
/// ```
pub struct Transaction<'d> {
    database: &'d Database,
    _turn: MutexGuard<'d, ()>,
}

impl Database {
    /// Opens a file for this process alone; makes it where there is none.
    ///
    /// # Errors
    /// As for [`Session::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Database> {
        Ok(Database::on(Session::open(path, Access::Write)?))
    }

    /// Opens a file that is never written; other processes may read it too.
    ///
    /// # Errors
    /// As for [`Session::open`].
    pub fn open_readonly(path: impl AsRef<Path>) -> Result<Database> {
        Ok(Database::on(Session::open(path, Access::Read)?))
    }

    /// An empty database without a file.
    pub fn in_memory() -> Database {
        Database::on(Session::new())
    }

    fn on(session: Session) -> Database {
        Database {
            turn: Mutex::new(()),
            writer: Mutex::new(session),
            committed: Mutex::new(None),
        }
    }

    /// A session that reads the last commit, for as long as it lives. What it writes is its own and goes with it.
    ///
    /// Waits for a statement of [`Database::execute`] that is running, never for a transaction.
    pub fn session(&self) -> Session {
        let committed = lock(&self.committed).clone();
        Session::on_shared(committed.unwrap_or_else(|| {
            let writer = lock(&self.writer);
            // A transaction may have begun while this waited.
            let committed = lock(&self.committed).clone();
            committed.unwrap_or_else(|| writer.shared_graph())
        }))
    }

    /// Runs one statement; what it changed is on the disk when it is answered. Waits for whoever is writing.
    ///
    /// # Errors
    /// As for [`Session::run`], or the file could not be written. Nothing was changed then.
    pub fn execute(&self, text: &str) -> Result<Outcome> {
        let _turn = lock(&self.turn);
        self.run(text)
    }

    /// Begins a transaction. Waits for whoever is writing.
    ///
    /// # Errors
    /// A transaction was begun with `BEGIN` and is open.
    pub fn begin(&self) -> Result<Transaction<'_>> {
        let turn = lock(&self.turn);
        self.run("BEGIN")?;
        Ok(Transaction {
            database: self,
            _turn: turn,
        })
    }

    /// Runs a statement of whoever has the turn, and keeps the last commit where a transaction begins.
    fn run(&self, text: &str) -> Result<Outcome> {
        let mut writer = lock(&self.writer);
        let outcome = writer.run(text);
        let mut committed = lock(&self.committed);
        match writer.in_transaction() {
            // Nothing was changed yet, where it has just begun.
            true => drop(committed.get_or_insert_with(|| writer.shared_graph())),
            false => *committed = None,
        }
        outcome
    }

    /// Closes the database, so that the file opens quickly. Dropping it does the same, but tells nobody of errors.
    ///
    /// # Errors
    /// The file could not be written. Nothing that was committed is lost.
    pub fn close(self) -> Result<()> {
        let writer = self.writer.into_inner();
        writer.unwrap_or_else(PoisonError::into_inner).close()
    }
}

impl Transaction<'_> {
    /// Runs one statement. One that fails is undone alone.
    ///
    /// # Errors
    /// As for [`Session::run`].
    pub fn execute(&mut self, text: &str) -> Result<Outcome> {
        self.database.run(text)
    }

    /// Sets the parameter `$name`.
    pub fn param(&mut self, name: &str, value: factio_graph::value::Value) {
        lock(&self.database.writer).param(name, value);
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// The file could not be written; all is undone then.
    pub fn commit(self) -> Result<()> {
        self.database.run("COMMIT").map(drop)
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // The one error that there is: no transaction is open any more.
        let _ = self.database.run("ROLLBACK");
    }
}

/// A thread that panicked left the graph between two statements at worst: a statement that fails is undone.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::Database;
    use factio_graph::value::Value;
    use std::sync::mpsc;
    use std::thread;

    const COUNTS: &str = "MATCH (n) RETURN count(n) AS nodes";

    #[test]
    fn a_transaction_that_is_dropped_leaves_no_trace() {
        let database = Database::in_memory();
        let mut transaction = database.begin().unwrap();
        transaction.execute("CREATE (:N)").unwrap();
        drop(transaction);
        assert_eq!(database.execute(COUNTS).unwrap().rows, [[0.into()]]);
        assert!(database.begin().is_ok());
    }

    #[test]
    fn what_is_written_between_begin_and_commit_is_read_by_nobody() {
        let database = Database::in_memory();
        let seen = || database.session().run(COUNTS).unwrap().rows[0][0].clone();
        for (statement, expected) in [
            ("BEGIN", 0),
            ("CREATE (:N)", 0),
            ("CREATE (:N {x: 1 / 0})", 0),
            ("COMMIT", 1),
            ("CREATE (:N)", 2),
            ("BEGIN", 2),
            ("MATCH (n) DELETE n", 2),
            ("ROLLBACK", 2),
        ] {
            let _ = database.execute(statement);
            assert_eq!(seen(), Value::from(expected), "{statement}");
        }
    }

    #[test]
    fn a_reader_that_comes_while_a_transaction_begins_does_not_wait_for_its_end() {
        let database = Database::in_memory();
        thread::scope(|scope| {
            let (ask, asked) = mpsc::channel::<()>();
            let (answer, answered) = mpsc::channel::<()>();
            let database = &database;
            scope.spawn(move || {
                while asked.recv().is_ok() {
                    drop(database.session());
                    answer.send(()).unwrap();
                }
            });
            for _ in 0..500 {
                ask.send(()).unwrap();
                let transaction = database.begin().unwrap();
                answered.recv().unwrap();
                drop(transaction);
            }
            drop(ask);
        });
    }
}
