//! What a statement may take: time, memory, rows, threads.

use crate::context::Progress;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;
use std::time::Duration;

/// Bounds on a statement, and the switch that stops it.
///
/// ```
/// use factio::{ErrorKind, Session};
///
/// let mut session = Session::new();
/// session.limits.memory = Some(10 << 20);
/// let refused = session.run("UNWIND range(1, 1000000) AS x RETURN collect(toString(x)) AS texts");
/// assert_eq!(refused.unwrap_err().kind, ErrorKind::LimitExceeded);
/// assert!(session.run("RETURN 1 AS one").is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Limits {
    /// Set from outside to stop the statement (Ctrl-C, a time-out).
    pub cancelled: Arc<AtomicBool>,
    /// How far the running statement has come.
    pub progress: Arc<Progress>,
    /// Rows that any one operator may hold; `None` is no bound.
    pub rows: Option<u64>,
    /// Bytes that the statement may hold at once, about; `None` is no bound.
    pub memory: Option<u64>,
    /// How long the statement may take, by the session's clock; without a clock there is no bound.
    pub time: Option<Duration>,
    /// How many threads may work on a statement; `None`: as many as the machine runs at once. What it answers does not depend on it.
    pub threads: Option<NonZeroUsize>,
    /// The one directory that `LOAD CSV` may read; `None` forbids it.
    pub import_directory: Option<PathBuf>,
}

impl Limits {
    /// How many threads may work on a statement.
    pub(crate) fn threads(&self) -> usize {
        static MACHINE: LazyLock<NonZeroUsize> =
            LazyLock::new(|| available_parallelism().unwrap_or(NonZeroUsize::MIN));
        self.threads.unwrap_or_else(|| *MACHINE).get()
    }
}

/// Memory that a statement may hold unless told otherwise: 4 GiB.
const MEMORY: u64 = 4 << 30;

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            cancelled: Arc::default(),
            rows: None,
            memory: Some(MEMORY),
            time: None,
            threads: None,
            import_directory: None,
            progress: Arc::default(),
        }
    }
}
