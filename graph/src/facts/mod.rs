//! The graph: nodes and relations a row an id, their properties in columns beside them, linked in a petgraph `StableDiGraph`
//! once somebody asks what hangs on a node.
//!
//! Every change goes through the write methods, which note how to undo it: a failed statement leaves no trace.

mod bulk;
mod by_value;
mod cell;
mod change;
mod coded;
mod column;
mod cut;
mod deferred;
mod define;
mod dictionary;
mod effect;
mod fold;
mod handle;
mod ids;
mod index;
mod journal;
mod kind;
mod packed;
mod page;
mod paged;
mod posting;
mod properties;
mod read;
mod replay;
mod restore;
mod scan;
mod seek;
mod sorted;
mod statistics;
mod stored;
mod topology;
mod undo;
mod unlisted;
mod write;

use crate::adjacency::Snapshot;
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::Schema;
use crate::symbols::Symbols;
use crate::time::Period;
use dictionary::Dictionary;
use handle::Handles;
use index::Indexes;
use indexmap::{IndexMap, IndexSet};
use journal::Journal;
use properties::Properties;
use rustc_hash::FxBuildHasher;
use sorted::SortedIds;
use std::sync::{Arc, OnceLock};
use topology::Topology;
use unlisted::Unlisted;

pub use cell::Cell;
pub use change::Change;
pub(crate) use change::Created;
pub use coded::{BulkColumn, Coded};
pub(crate) use deferred::Later;
pub use fold::fold;
pub(crate) use ids::Ids;
pub use journal::Savepoint;
pub use page::Kind as NumberKind;
pub use read::ColumnRef;
pub(crate) use restore::{Arrival, Shares, Stored, Stretch};
pub use scan::Numbers;
pub(crate) use stored::{Elements, Lists};
pub(crate) use topology::Rows;

/// The key of a node's or relation's validity, when it holds a period.
pub const VALID: Symbol = Symbol(0);
/// The key of a node's exact handle.
pub const KEY: Symbol = Symbol(1);
/// The key of what a node is called.
pub const NAME: Symbol = Symbol(2);
/// The key of the list of what a node is also called.
pub const ALIASES: Symbol = Symbol(3);

/// A graph in memory.
#[derive(Clone, Debug)]
pub struct Graph {
    symbols: Symbols,
    schema: Schema,
    /// How often the schema was changed, undoing included.
    schema_changes: u64,
    topology: Topology,
    label_sets: Dictionary<[Symbol]>,
    /// Labels in the order in which they were first used, and who carries them.
    labels: IndexMap<Symbol, SortedIds<NodeId>, FxBuildHasher>,
    /// Types in the order in which they were first used, and their relations.
    types: IndexMap<Symbol, SortedIds<RelationId>, FxBuildHasher>,
    /// While this is here, the lists of `types` know only how long they are; what is in them is found out when somebody asks.
    unlisted: Option<Unlisted>,
    /// Property keys in the order in which they were first used.
    keys: IndexSet<Symbol, FxBuildHasher>,
    /// All periods that anything is valid in, each kept once.
    periods: Dictionary<Period>,
    node_properties: Properties,
    relation_properties: Properties,
    node_indexes: Indexes<NodeId>,
    relation_indexes: Indexes<RelationId>,
    /// Who is called what; built when a handle is first asked for.
    handles: OnceLock<Handles>,
    snapshot: Snapshot,
    journal: Journal,
}

/// A relation's type and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    pub kind: Symbol,
    pub start: NodeId,
    pub end: NodeId,
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Graph {
        let symbols = Symbols::default();
        for (name, symbol) in [
            ("valid", VALID),
            ("key", KEY),
            ("name", NAME),
            ("aliases", ALIASES),
        ] {
            let given = symbols.intern(name);
            debug_assert_eq!(given, symbol);
        }
        Graph {
            symbols,
            schema: Schema::default(),
            schema_changes: 0,
            topology: Topology::default(),
            label_sets: Dictionary::with_first(Arc::from([])),
            labels: IndexMap::default(),
            types: IndexMap::default(),
            unlisted: None,
            keys: IndexSet::default(),
            periods: Dictionary::default(),
            node_properties: Properties::default(),
            relation_properties: Properties::default(),
            node_indexes: Indexes::default(),
            relation_indexes: Indexes::default(),
            handles: OnceLock::new(),
            snapshot: Snapshot::default(),
            journal: Journal::default(),
        }
    }
}

impl Default for Graph {
    fn default() -> Graph {
        Graph::new()
    }
}

#[cfg(test)]
mod random;

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn a_graph_may_be_read_on_several_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Graph>();
    }
}
