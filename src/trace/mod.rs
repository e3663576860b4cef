//! Alliances and rivalries: ties derived from the facts, and the procedures that tell of them.
//!
//! Every answer obeys the statement's time clause and brings the relations that it rests on.

mod actors;
mod alliances;
mod balance;
mod budget;
mod claims;
mod conflicts;
mod derive;
mod factions;
mod facts;
mod filter;
mod ground;
mod infer;
mod misfit;
mod network;
mod optima;
mod options;
mod path;
mod question;
mod realignments;
mod search;
mod step;
mod story;
mod tie;
mod ties;
mod triads;
mod verdict;
mod when;

use crate::procedure::Procedure;
pub use story::story;

/// The procedures of this module.
pub fn procedures() -> Vec<Procedure> {
    vec![
        alliances::alliances(),
        alliances::rivals(),
        path::trace(),
        factions::factions(),
        optima::optima(),
        balance::balance(),
        triads::triads(),
        actors::actors(),
        realignments::realignments(),
        conflicts::conflicts(),
    ]
}

#[cfg(test)]
mod tests;
