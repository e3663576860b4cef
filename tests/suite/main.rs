//! The suite: everything that is tested from outside and is not a language test.

mod cli;
mod diagrams;
mod layers;
mod limits;
mod program;
mod recovery;
