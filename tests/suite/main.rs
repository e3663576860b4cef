//! The suite: everything that is tested from outside and is not a language test.

mod cli;
mod diagrams;
mod import;
mod layers;
mod program;
mod recovery;
mod slices;
