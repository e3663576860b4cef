//! factio: a knowledge-graph engine with a query language for history.

pub mod error;
pub mod exec;
pub mod outcome;
pub mod plan;
pub mod procedure;
pub mod session;

pub use error::{Error, Result};
pub use outcome::{Changes, Note, Outcome};
pub use session::Session;
