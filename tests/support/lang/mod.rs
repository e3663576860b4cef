//! Language tests: files of cases, each a few statements and what the last of them gives.

pub mod case;
pub mod file;
pub mod page;
pub mod render;
pub mod run;
