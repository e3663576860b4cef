//! The folder that the files of a fuzzing process lie in.

use std::path::PathBuf;

/// Makes the folder where it is not there yet.
pub fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("factio-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}
