//! `factio check` and `factio recover`: what is done with a database file as such.

use crate::cli::args::Job;
use crate::cli::{Exit, export, import};
use factio_graph::store::{StoreError, check, recover};
use std::path::Path;

/// Does a job and tells how it went: findings on stdout, failures on stderr.
pub fn run(job: &Job) -> Exit {
    let done = match job {
        Job::Import(arguments) => return import::run(arguments),
        Job::Export(arguments) => return export::run(arguments),
        Job::Check { file } => checked(file),
        Job::Recover { file, output } => recovered(file, output),
    };
    match done {
        Ok(exit) => exit,
        Err(error) => {
            anstream::eprintln!("{error}");
            Exit::Storage
        }
    }
}

fn checked(file: &Path) -> Result<Exit, StoreError> {
    let found = check(file)?;
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
    let saved = recover(file, output)?;
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
