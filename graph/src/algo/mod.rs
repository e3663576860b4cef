//! One algorithm a file, generic over the visit traits of petgraph; those on signed ties take a plain [`signed::SignedTies`].

pub mod actors;
mod assignment;
pub mod conflict;
mod eigen;
pub mod frustration;
pub mod partition;
pub mod realign;
pub mod signed;
pub mod tie_changes;
pub mod triads;
pub mod walk_balance;
