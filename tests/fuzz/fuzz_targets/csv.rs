//! Files for LOAD CSV.
#![no_main]

#[path = "../laws.rs"]
mod laws;

use std::path::PathBuf;
use std::sync::LazyLock;

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("factio-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::csv(&FOLDER, bytes));
