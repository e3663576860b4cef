//! Ascending ids, of which a run is told by its ends.

use std::ops::Range;

#[derive(Clone, Debug)]
pub(crate) enum Ids {
    Run(Range<u32>),
    Each(Vec<u32>),
}

impl Ids {
    pub fn len(&self) -> usize {
        match self {
            Ids::Run(run) => run.len(),
            Ids::Each(ids) => ids.len(),
        }
    }

    pub fn last(&self) -> Option<u32> {
        match self {
            Ids::Run(run) => run.clone().last(),
            Ids::Each(ids) => ids.last().copied(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (run, ids) = match self {
            Ids::Run(run) => (run.clone(), &[][..]),
            Ids::Each(ids) => (0..0, &ids[..]),
        };
        run.chain(ids.iter().copied())
    }

    /// The ids one by one.
    pub fn into_vec(self) -> Vec<u32> {
        match self {
            Ids::Run(run) => run.collect(),
            Ids::Each(ids) => ids,
        }
    }
}

impl Default for Ids {
    fn default() -> Ids {
        Ids::Run(0..0)
    }
}
