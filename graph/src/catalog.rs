//! What the planner may know of a graph: names, definitions, counts and handles; never its facts.

use crate::id::{NodeId, Symbol};
use crate::schema::Schema;
use crate::symbols::Symbols;

/// The planner's view of a graph.
pub trait Catalog {
    /// All names, also those that nothing carries (any more).
    fn symbols(&self) -> &Symbols;

    fn schema(&self) -> &Schema;

    /// Live nodes.
    fn node_count(&self) -> u64;

    /// Live relations.
    fn relation_count(&self) -> u64;

    /// Live nodes with this label.
    fn label_count(&self, label: Symbol) -> u64;

    /// Live relations of this type.
    fn type_count(&self, kind: Symbol) -> u64;

    /// Labels that at least one node carries, in the order in which they were first used.
    fn labels(&self) -> Vec<Symbol>;

    /// Types that at least one relation has, in the order in which they were first used.
    fn types(&self) -> Vec<Symbol>;

    /// Property keys that at least one node or relation has, in the order in which they were first used.
    fn property_keys(&self) -> Vec<Symbol>;

    /// Distinct values of the index on (label, property), where one stands.
    fn distinct_values(&self, label: Symbol, property: Symbol) -> Option<u64>;

    /// The node that is called `text`: by its `key`, else by `name` or one of its `aliases`, case and accents folded.
    fn handle(&self, text: &str) -> Result<NodeId, HandleError>;
}

/// Why a handle names no single node.
#[derive(Clone, Debug, PartialEq)]
pub enum HandleError {
    /// Nothing is called so; the nearest handles, best first.
    Unknown { nearest: Vec<String> },
    /// Several nodes are called so; the handles that tell them apart.
    Ambiguous { candidates: Vec<String> },
}
