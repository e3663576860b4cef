//! A folder that goes away with the test, and how long to torture.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

pub struct Scratch(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Scratch {
    pub fn new(name: &str) -> Scratch {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("factio-{name}-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        fs::create_dir_all(&folder).expect("the scratch folder can be made");
        Scratch(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How many rounds to go: so many, or `FACTIO_TORTURE`.
pub fn rounds(usual: u64) -> u64 {
    let asked = std::env::var("FACTIO_TORTURE").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

/// Runs something with one thread for whatever would share its work: where thousands of small files are opened, waking others
/// takes longer than their help saves, and the other tests have the other cores.
pub fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a thread can be started").install(work)
}
