//! That nothing which was acknowledged is ever lost, and that damage is never silent.
//!
//! Bounded and seeded; `FACTIO_TORTURE=N` goes on for longer.

mod damage;
mod disk;
mod faults;
mod forged;
mod golden;
pub mod graphs;
mod kill;
mod power;
mod random;
pub mod run;
pub mod scratch;
mod size;
mod stopped;
mod syncs;
mod threshold;
mod usage;
