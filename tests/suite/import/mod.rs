//! `factio import`, from outside.

mod forms;
mod tables;

use crate::program::{Ran, factio};
use std::fs;
use std::path::PathBuf;

/// A folder of its own for one test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(test: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("factio-import-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), text).expect("a file can be written");
        self.path(name)
    }

    pub fn import(&self, arguments: &[&str]) -> Ran {
        let database = self.path("db.factio");
        factio(
            &[&["import", &database, "--no-progress"], arguments].concat(),
            "",
        )
    }

    /// The rows of an answer, tab-separated, without their header.
    pub fn ask(&self, query: &str) -> Vec<String> {
        let ran = factio(&[&self.path("db.factio"), "-c", query], "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().skip(1).map(String::from).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
