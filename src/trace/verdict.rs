//! The verdict on two actors, from the paths between them.

use crate::trace::search::Found;
use crate::trace::tie::Sign;

/// How two actors stood to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Ally,
    Rival,
    Contested,
    Unconnected,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Ally => "ALLY",
            Verdict::Rival => "RIVAL",
            Verdict::Contested => "CONTESTED",
            Verdict::Unconnected => "UNCONNECTED",
        }
    }
}

/// The verdict by the best path, and where it is contested the place of the path that contests it.
///
/// `paths` come best first; one of the other sign with at most one hop more than the best contests it.
pub(super) fn verdict(paths: &[Found]) -> (Verdict, Option<usize>) {
    let Some(best) = paths.first() else {
        return (Verdict::Unconnected, None);
    };
    let contests =
        |path: &Found| path.sign() != best.sign() && path.hops.len() <= best.hops.len() + 1;
    match (paths.iter().position(contests), best.sign()) {
        (Some(place), _) => (Verdict::Contested, Some(place)),
        (None, Sign::Plus) => (Verdict::Ally, None),
        (None, Sign::Minus) => (Verdict::Rival, None),
    }
}
