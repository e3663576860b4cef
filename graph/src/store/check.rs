//! Looking through a whole file without changing it.

use crate::catalog::Catalog;
use crate::store::{StoreError, file, load};
use std::path::Path;

/// What an intact file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    pub nodes: u64,
    pub relations: u64,
    /// Commits so far, and how many of them are in the log.
    pub commits: u64,
    pub in_log: u64,
    pub chunks: u64,
}

/// Reads every page and every value of a file, and builds the graph from them.
///
/// # Errors
/// What is damaged first, or why the file cannot be read.
pub fn check(path: &Path) -> Result<Checked, StoreError> {
    let mut container = file::open_to_read(path)?;
    let loaded = container.read(load::load)?;
    if !container.verify()? {
        let message = "a page that holds no facts is damaged, and can be mended";
        return Err(StoreError::corrupt("container", message));
    }
    Ok(Checked {
        nodes: loaded.graph.node_count(),
        relations: loaded.graph.relation_count(),
        commits: loaded.head.sequence,
        in_log: loaded.log.len() as u64,
        chunks: loaded.directory.len() as u64,
    })
}
