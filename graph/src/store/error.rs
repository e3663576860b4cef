//! What can go wrong with a database file.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Why a database file could not be opened, read or written.
#[derive(Clone, Debug)]
pub enum StoreError {
    /// The file is damaged; `piece` says where.
    Corrupt {
        piece: String,
        message: String,
    },
    /// Another process, or another handle of this one, has the file open for writing.
    InUse(PathBuf),
    /// The file is none of factio's.
    Foreign(PathBuf),
    /// The file was written by a later version, in a format that this one does not know.
    Newer {
        path: PathBuf,
        format: u16,
    },
    /// The file was opened for reading only.
    ReadOnly,
    /// An earlier commit failed: what it said. Nothing can be written until the file is opened again.
    Broken(String),
    /// There is no such file.
    Missing(PathBuf),
    /// The file of a recovery exists already.
    Exists(PathBuf),
    /// The commit was stopped before it was on the disk: everything is as it was before, and the next one may follow.
    Stopped,
    /// A value that no property can hold was to be stored.
    Unstorable(&'static str),
    Io(Arc<io::Error>),
}

impl StoreError {
    pub(crate) fn corrupt(piece: impl fmt::Display, message: impl fmt::Display) -> StoreError {
        StoreError::Corrupt {
            piece: piece.to_string(),
            message: message.to_string(),
        }
    }

    /// Whether the file is damaged.
    pub fn is_corrupt(&self) -> bool {
        matches!(self, StoreError::Corrupt { .. })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Corrupt { piece, message } => {
                write!(f, "the file is damaged: {piece}: {message}")
            }
            StoreError::InUse(path) => write!(f, "{}: in use by another process", path.display()),
            StoreError::Foreign(path) => {
                write!(f, "{}: not a factio database", path.display())
            }
            StoreError::Newer { path, format } => write!(
                f,
                "{}: written by a later version of factio (format {format}); this one reads up to format {}",
                path.display(),
                crate::store::FORMAT
            ),
            StoreError::ReadOnly => f.write_str("the database was opened for reading only"),
            StoreError::Broken(message) => write!(
                f,
                "a commit failed ({message}); the database can be read, and written again once it was opened anew"
            ),
            StoreError::Missing(path) => write!(f, "{}: there is no such file", path.display()),
            StoreError::Exists(path) => write!(f, "{}: the file exists already", path.display()),
            StoreError::Stopped => f.write_str("the commit was stopped"),
            StoreError::Unstorable(kind) => write!(f, "a {kind} cannot be stored"),
            StoreError::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        StoreError::Io(Arc::new(error))
    }
}
