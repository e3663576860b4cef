//! The suite: everything that is tested from outside and is not a language test.

mod cli;
mod diagrams;
mod exports;
mod import;
mod layers;
mod pictures;
mod program;
mod recovery;
mod signed;
mod slices;
