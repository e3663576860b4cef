//! Where the benchmarks keep their files: a folder under the build's, which goes with it.

use std::path::{Path, PathBuf};

/// The path of a file or folder that a benchmark makes.
///
/// # Panics
/// The folder cannot be made.
pub fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench-data");
    std::fs::create_dir_all(&folder).expect("there is room for the benchmarks' files");
    folder.join(name)
}

/// The path of a database file that does not exist yet.
pub fn fresh(name: &str) -> PathBuf {
    let path = path(name);
    let _ = std::fs::remove_file(&path);
    path
}
