//! What every procedure over signed pairs reads from its options: whose ties, which of them, and how they count.

use crate::context::Context;
use crate::error::Result;
use crate::trace::network::{Counting, Network};
use crate::trace::options::Options;
use crate::trace::ties::{Asked, Ties};
use crate::trace::when::When;

/// The options of a procedure: its own, and those of [`network`].
pub(super) fn options(own: &[&'static str]) -> Vec<&'static str> {
    own.iter()
        .copied()
        .chain(["via"])
        .chain(Counting::OPTIONS)
        .collect()
}

/// The pairs of the statement's slice, and in words how they were counted.
///
/// # Errors
/// An option is of another kind, or a weight is no number.
pub(super) fn network(context: &Context<'_>, options: &Options<'_>) -> Result<(Network, String)> {
    let asked = Asked {
        via: options.nodes("via")?,
        infer: false,
    };
    let ties = Ties::new(context, When::of(context), asked);
    let counting = Counting::read(options, ties.facts)?;
    let held = ties.among(&ties.claims(&counting.filter)?, &counting.filter)?;
    let network = Network::of(&ties, &held, &counting)?;
    Ok((network, counting.words()))
}
