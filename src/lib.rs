//! factio: a knowledge-graph engine with a query language for history.

#[cfg(feature = "repl")]
pub mod cli;
pub mod context;
pub mod database;
pub mod demo;
pub mod error;
pub mod exec;
pub mod export;
pub mod fun;
pub mod import;
pub mod kind;
pub mod outcome;
pub mod plan;
pub mod procedure;
#[cfg(feature = "repl")]
pub mod repl;
#[cfg(feature = "repl")]
pub mod report;
pub mod session;
pub mod trace;

pub use context::{Limits, Moment, Parameters};
pub use database::Database;
pub use error::{Detail, Error, ErrorKind, Phase, Result};
pub use factio_graph::store::Access;
pub use outcome::{Changes, Note, Outcome, Timed};
pub use session::{Keeps, Session};
