//! One algorithm a file, generic over the visit traits of petgraph; those on signed ties take a plain [`signed::SignedTies`].

pub mod partition;
pub mod signed;
