//! `factio import DB --ties FILE`: what it takes, and the telling of what came of it.

use crate::import::TieLists;
use clap::Args;
use std::path::PathBuf;

/// Lists of signed ties: `source,target,sign` (or a weight), with or without dates.
#[derive(Args, Clone, Debug)]
pub struct TieArgs {
    /// A list of signed ties, a line a tie, CSV or like it, `.gz` too; several may be given
    #[arg(long, value_name = "FILE")]
    ties: Vec<PathBuf>,

    /// The type of the ties, where no column tells
    #[arg(long, value_name = "TYPE", default_value = "tie")]
    tie_type: String,

    /// The label of actors that are new
    #[arg(long, value_name = "LABEL", default_value = "Actor")]
    actors: String,
}

impl TieArgs {
    /// The lists, where any were given.
    pub fn lists(
        &self,
        source: Option<&String>,
        target: Option<&String>,
        separator: Option<u8>,
    ) -> Option<TieLists> {
        (!self.ties.is_empty()).then(|| TieLists {
            files: self.ties.clone(),
            kind: self.tie_type.clone(),
            label: self.actors.clone(),
            source: source.cloned(),
            target: target.cloned(),
            separator,
        })
    }
}
