//! Alliances and rivalries: ties derived from the facts, and the procedures that tell of them.
//!
//! Every answer obeys the statement's time clause and brings the relations that it rests on.

mod alliances;
mod balance;
mod budget;
mod conflicts;
mod derive;
mod factions;
mod facts;
mod infer;
mod misfit;
mod network;
mod options;
mod path;
mod realignments;
mod search;
mod step;
mod story;
mod tie;
mod ties;
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
        balance::balance(),
        realignments::realignments(),
        conflicts::conflicts(),
    ]
}

#[cfg(test)]
mod tests;
