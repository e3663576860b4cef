//! Writing a statement in the editor that `$VISUAL` or `$EDITOR` names.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Opens a text in the editor, and gives what was written.
///
/// # Errors
/// The editor does not start or ends with an error, or the file between us cannot be read or written.
pub fn edited(text: &str) -> io::Result<String> {
    let path = env::temp_dir().join(format!("factio-{}.factio", std::process::id()));
    create(&path, text)?;
    let written = opened(&path).and_then(|()| fs::read_to_string(&path));
    let removed = fs::remove_file(&path);
    let written = written?;
    removed?;
    Ok(written)
}

/// Makes a file that nobody else can read, where there is none.
fn create(path: &PathBuf, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")
}

fn opened(path: &Path) -> io::Result<()> {
    let named = |name| {
        env::var(name)
            .ok()
            .filter(|editor| !editor.trim().is_empty())
    };
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(named);
    let editor = editor.unwrap_or_else(|| "vi".to_string());
    let mut words = editor.split_whitespace();
    let status = Command::new(words.next().unwrap_or("vi"))
        .args(words)
        .arg(path)
        .status()
        .map_err(|error| io::Error::new(error.kind(), format!("{editor}: {error}; set $EDITOR")))?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(format!("{editor} ended with {status}"))),
    }
}
