//! The suite: everything that is tested from outside and is not a language test.

mod bad;
mod cli;
mod diagrams;
mod evidence;
mod exports;
mod fuzz;
mod gated;
mod helped;
mod import;
mod layers;
mod limits;
mod pictures;
mod program;
#[cfg(unix)]
mod prompt;
mod readers;
mod recovery;
mod reference;
mod signed;
mod slices;
#[cfg(unix)]
mod terminal;
mod threads;
mod transcripts;
