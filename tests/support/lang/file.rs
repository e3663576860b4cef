//! A file with cases in it: a `.test` file, or a page of the reference.

use super::case::{self, Case};
use super::page::{self, Page};
use std::path::Path;

pub enum File {
    Cases(case::File),
    Page(Page),
}

impl File {
    /// Reads the file of that path, whose text this is.
    ///
    /// # Errors
    /// Text that is not in the format which the ending of the path tells.
    pub fn read(path: &Path, text: &str) -> Result<File, String> {
        match path.extension().is_some_and(|ending| ending == "md") {
            true => page::read(text).map(File::Page),
            false => case::read(text).map(File::Cases),
        }
    }

    pub fn cases(&mut self) -> Vec<&mut Case> {
        match self {
            File::Cases(file) => file.cases.iter_mut().collect(),
            File::Page(page) => page.examples().collect(),
        }
    }

    pub fn write(&self) -> String {
        match self {
            File::Cases(file) => case::write(file),
            File::Page(page) => page::write(page),
        }
    }
}
