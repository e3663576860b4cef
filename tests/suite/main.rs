//! The suite: everything that is tested from outside and is not a language test.

mod layers;
