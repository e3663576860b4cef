//! `factio check` and `factio recover`: what is done with a database file as such.

use crate::cli::Exit;
use factio_graph::store::{self, StoreError};
use std::path::Path;

/// Says whether a file is whole.
pub fn check(file: &Path) -> Exit {
    told(checked(file))
}

/// Saves what is whole of a file into a new one: losses on stderr.
pub fn recover(file: &Path, output: &Path) -> Exit {
    told(recovered(file, output))
}

fn told(done: Result<Exit, StoreError>) -> Exit {
    match done {
        Ok(exit) => exit,
        Err(error) => {
            anstream::eprintln!("{error}");
            Exit::Storage
        }
    }
}

fn checked(file: &Path) -> Result<Exit, StoreError> {
    let found = store::check(file)?;
    anstream::println!(
        "{}: whole. {} nodes, {} relations, {} commits, {} of them in the log",
        file.display(),
        found.nodes,
        found.relations,
        found.commits,
        found.in_log
    );
    Ok(Exit::Well)
}

fn recovered(file: &Path, output: &Path) -> Result<Exit, StoreError> {
    let saved = store::recover(file, output)?;
    for loss in &saved.losses {
        anstream::eprintln!("{loss}");
    }
    anstream::println!(
        "{}: {} nodes and {} relations saved",
        output.display(),
        saved.nodes,
        saved.relations
    );
    Ok(Exit::Well)
}
