//! The read snapshot: for each relation type and direction, the sorted neighbour lists of every node.

mod beside;
mod bits;
mod build;
mod dated;
mod dated_row;
mod kept;
mod lists;
mod picked;
mod ranked;
mod rows;
mod sift;
mod size;
mod snapshot;
mod visit;

use crate::facts::Graph;
use crate::id::Symbol;
pub use beside::{Beside, Laid, Of};
pub use bits::Bits;
pub use dated::{Dated, Spans};
pub use dated_row::{DatedRow, DatedRun, Grouped};
pub use lists::{Lists, Neighbours, Runs};
pub use picked::Picked;
pub use sift::{Sieve, Sifted, SiftedRow};
pub(crate) use snapshot::Snapshot;
use std::sync::Arc;
pub use visit::{Hop, Hops, NeighbourIds};

/// The snapshot of a graph. Lists are built when they are first asked for, and kept true by every write.
#[derive(Clone, Copy, Debug)]
pub struct Adjacency<'g> {
    pub(crate) graph: &'g Graph,
}

/// Which end of a relation a list is seen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// From the start: the neighbours are ends.
    Out,
    /// From the end: the neighbours are starts.
    In,
}

impl<'g> Adjacency<'g> {
    /// The lists of one relation type.
    pub fn of_type(self, kind: Symbol, side: Side) -> &'g Lists {
        match self.graph.type_position(kind) {
            Some(position) => self.graph.snapshot().of_type(self.graph, position, side),
            None => Lists::none(),
        }
    }

    /// The sets of labels, by number, that the neighbours on the lists of one type have. The first look after a change costs one at each
    /// relation of the type, or where labels changed of all types.
    pub fn label_sets(self, kind: Symbol, side: Side) -> &'g [u32] {
        match self.graph.type_position(kind) {
            Some(position) => {
                let snapshot = self.graph.snapshot();
                snapshot.label_sets(self.graph, position, side)
            }
            None => &[],
        }
    }

    /// The lists over all types together.
    pub fn of_any(self, side: Side) -> &'g Lists {
        self.graph.snapshot().of_any(self.graph, side)
    }

    /// As [`Adjacency::of_any`], to keep.
    pub fn of_any_shared(self, side: Side) -> Arc<Lists> {
        Arc::clone(self.graph.snapshot().of_any(self.graph, side))
    }

    /// Lists sifted: over one type, or several, or all with `None`. The last few are kept while what they rest on stands.
    pub fn sifted(self, kinds: Option<&[Symbol]>, side: Side, sieve: &Sieve) -> Arc<Sifted> {
        self.graph.snapshot().sifted(self.graph, kinds, side, sieve)
    }

    /// The lists over several types together. The last few such sets are kept.
    pub fn of_types(self, kinds: &[Symbol], side: Side) -> Arc<Lists> {
        self.graph.snapshot().of_types(self.graph, kinds, side)
    }

    /// What is kept of the values of a relation property beside the lists of these types from one side.
    pub fn laid(self, of: Of<'_>, side: Side, key: Symbol) -> Arc<Laid> {
        self.graph.snapshot().laid(self.graph, (of, side), key)
    }
}
