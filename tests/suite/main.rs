//! The suite: everything that is tested from outside and is not a language test.

mod bad;
mod cli;
mod diagrams;
mod fuzz;
mod layers;
mod limits;
mod program;
mod recovery;
