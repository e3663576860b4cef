//! Random syntax trees: everything that the grammar can say, from a seed.

mod clause;
mod dice;
mod expr;
mod pattern;
mod query;

pub use dice::Random;
pub use expr::expr;
pub use query::statement;
