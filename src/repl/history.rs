//! What was typed before: a private file in the user's state directory.

use crate::repl::Reader;
use crate::repl::shell::Shell;
use std::path::{Path, PathBuf};

/// How many entries are kept.
pub const LENGTH: usize = 10_000;

/// Where the history is kept: `$FACTIO_HISTORY`, else `$XDG_STATE_HOME/factio/history`, else `~/.local/state/factio/history`; `None` where
/// there is no home.
pub fn path() -> Option<PathBuf> {
    if let Some(file) = std::env::var_os("FACTIO_HISTORY") {
        return Some(PathBuf::from(file)).filter(|file| !file.as_os_str().is_empty());
    }
    let state = match std::env::var_os("XDG_STATE_HOME") {
        Some(state) if !state.is_empty() => PathBuf::from(state),
        _ => std::env::home_dir()?.join(".local/state"),
    };
    Some(state.join("factio/history"))
}

/// Reads the history and gives its entries; a missing or unreadable file is an empty one.
pub fn load(reader: &mut Reader, path: Option<&Path>) -> Vec<String> {
    if let Some(path) = path {
        let _ = reader.load_history(path);
    }
    reader.history().iter().cloned().collect()
}

/// Remembers an entry. What begins with a space is not kept, nor what was typed just before.
pub fn add(reader: &mut Reader, shell: &mut Shell, text: &str) {
    let entry = text.trim_end();
    if text.starts_with(' ') || entry.is_empty() {
        return;
    }
    // An entry that cannot be kept costs nothing but itself.
    if let Ok(true) = reader.add_history_entry(entry) {
        shell.history.push(entry.to_string());
    }
}

/// Writes the history, for its owner's eyes only; says so when it cannot.
pub fn save(reader: &mut Reader, path: Option<&Path>) {
    let Some(path) = path else { return };
    let kept = path
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| private(path))
        .map_err(|error| error.to_string())
        .and_then(|()| reader.save_history(path).map_err(|error| error.to_string()));
    if let Err(error) = kept {
        anstream::eprintln!("the history was not saved: {error}");
    }
}

/// Makes the file with mode 0600 before anything is in it.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
