//! The steps of a match: each extends the partial matches of a chunk by what it binds.

mod alike;
mod arrivals;
mod between;
mod bound;
mod bound_list;
mod chained;
mod dated;
mod extend;
mod intersect;
mod listing;
mod nearest;
mod nearest_together;
mod neighbours;
mod reach;
mod relations;
mod scan;
mod strands;
mod tally;
mod tally_dated;
mod weigh;

pub(super) use between::Between;
pub(super) use bound::Bound;
pub(super) use bound_list::BoundList;
pub(super) use chained::{ChainEnd, Chained, Link, Most};
pub(super) use dated::{Coincide, Far, First, Second, SpansKept};
pub(super) use extend::Extend;
pub(super) use intersect::Intersect;
pub(super) use listing::Listing;
pub(super) use nearest::Nearest;
pub(super) use nearest_together::NearestTogether;
pub(super) use neighbours::Neighbours;
pub(super) use reach::Reach;
pub(super) use relations::Relations;
pub(super) use scan::{Scan, Source};
pub(super) use tally::{Edge, Tally, Way};
pub(super) use tally_dated::{Start, TallyDated};
pub(super) use weigh::Weigh;

use crate::context::Context;
use crate::error::Result;
use crate::exec::part::Part;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;

/// A step. It remembers where it stopped, so that a chunk can be extended a part at a time.
pub(super) trait Step {
    /// What EXPLAIN calls it.
    fn word(&self) -> &'static str {
        "follow"
    }

    /// Whether its rows may stand for several matches each.
    fn folds(&self) -> bool {
        false
    }

    /// Starts on a new chunk.
    fn rewind(&mut self);

    /// Whether it binds candidates from a list, and can do so a part at a time.
    fn splits(&self) -> bool {
        false
    }

    /// Binds the candidates of one part alone from now on. For one that splits.
    fn take(&mut self, _: Part) {}

    /// Adds rows that extend those of the newest chunk of `view`, about `limit` at most. Whether more may follow.
    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool>;
}

/// What a step does at the far end of what it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Binds the node found there.
    Bind,
    /// The node there must be the one that is bound already.
    Reach(Slot),
}
