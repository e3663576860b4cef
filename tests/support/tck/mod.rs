//! Running the scenarios of the openCypher TCK, strictly.

pub mod compare;
pub mod effects;
pub mod expectation;
pub mod feature;
pub mod literal;
pub mod procedure;
pub mod reader;
pub mod scenario;
