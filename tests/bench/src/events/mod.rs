//! Dated events between actors: many parallel relations of 256 kinds, some of them hostile, few actors with most of the events.
//!
//! The folder that `FACTIO_BENCH_EVENTS` names holds `nodes.csv` (`id,name`), `edges.csv` (`src,dst,rel,sign,t`) and
//! `queries.json`; without it a graph of the same shape is made, always the same.

mod found;
mod made;
mod tables;

use std::path::Path;

pub use made::make;
pub use tables::{Tables, period};

/// The variable that names a folder with events.
pub const FOLDER: &str = "FACTIO_BENCH_EVENTS";

/// Actors, events, and what is asked about them.
#[derive(Clone, Debug)]
pub struct Events {
    pub actors: Vec<String>,
    pub kinds: Vec<Kind>,
    pub events: Vec<Event>,
    pub asked: Asked,
}

/// What kind of event something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: String,
    /// 1 for a friendly one, −1 for a hostile one.
    pub sign: i8,
}

/// One event; actors and kinds by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// Days from the first.
    pub day: u32,
    pub source: u32,
    pub kind: u32,
    pub target: u32,
}

/// What the questions are about.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Names of actors to start from.
    pub seeds: Vec<String>,
    /// Names of two actors, between whom a path is sought.
    pub pairs: Vec<[String; 2]>,
    /// A month: its first day, and the first that is not in it.
    pub window: [u32; 2],
    /// All months.
    pub months: Vec<[u32; 2]>,
    /// The kind of event of which triangles are counted.
    pub triangles: String,
}

impl Events {
    /// The events in the folder that the environment names, else those that are made, about half a million.
    ///
    /// # Panics
    /// A file of the folder is missing or is not what it should be.
    pub fn workload() -> Events {
        match std::env::var_os(FOLDER) {
            Some(folder) => found::read(Path::new(&folder)),
            None => make(468_558),
        }
    }
}
