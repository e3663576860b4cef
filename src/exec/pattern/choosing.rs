//! Choosing relations by several threads: each takes block after block of them.

use crate::error::Result;
use crate::exec::pattern::walk::Kinds;
use factio_graph::adjacency::Picked;
use factio_graph::facts::Graph;
use factio_graph::id::RelationId;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// So many relations are decided at a time.
const BLOCK: usize = if cfg!(test) { 3 } else { 1 << 14 };

type Chosen = Result<Vec<RelationId>>;

/// The relations to choose from, by kind, and what was chosen so far.
pub(super) struct Choosing {
    kinds: Vec<(Kinds, Vec<u32>)>,
    /// Positions of the relations of a kind.
    blocks: Vec<(usize, Range<usize>)>,
    next: AtomicUsize,
    /// By block.
    done: Mutex<Vec<Option<Chosen>>>,
    ready: Condvar,
}

impl Choosing {
    /// All relations of some kinds.
    pub fn new(kinds: &[Kinds], graph: &Graph) -> Choosing {
        let kinds = kinds.iter().map(|it| (it.clone(), it.relations(graph)));
        let kinds: Vec<(Kinds, Vec<u32>)> = kinds.collect();
        let blocks = kinds.iter().enumerate().flat_map(|(kind, (_, relations))| {
            let starts = (0..relations.len()).step_by(BLOCK);
            starts.map(move |start| (kind, start..relations.len().min(start + BLOCK)))
        });
        let blocks: Vec<(usize, Range<usize>)> = blocks.collect();
        Choosing {
            kinds,
            next: AtomicUsize::new(0),
            done: Mutex::new(vec![None; blocks.len()]),
            blocks,
            ready: Condvar::new(),
        }
    }

    /// Decides blocks as long as there are any.
    pub fn help(&self, mut choose: impl FnMut(Vec<u32>) -> Chosen) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((kind, range)) = self.blocks.get(number) else {
                return;
            };
            let chosen = choose(self.kinds[*kind].1[range.clone()].to_vec());
            let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
            done[number] = Some(chosen);
            self.ready.notify_all();
        }
    }

    /// What was chosen of each kind, once all is decided; waits for the others.
    ///
    /// # Errors
    /// The first in the order of the relations.
    pub fn outcome(&self) -> Result<Vec<(Kinds, Picked)>> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let undecided = |done: &mut Vec<Option<Chosen>>| done.iter().any(Option::is_none);
        let done = self.ready.wait_while(done, undecided);
        let done = done.unwrap_or_else(PoisonError::into_inner);
        let mut chosen = vec![Vec::new(); self.kinds.len()];
        for ((kind, _), block) in self.blocks.iter().zip(done.iter().flatten()) {
            chosen[*kind].extend_from_slice(block.as_ref().map_err(Clone::clone)?);
        }
        let kinds = self.kinds.iter().map(|(kinds, _)| kinds.clone());
        Ok(kinds.zip(chosen.into_iter().map(Picked::new)).collect())
    }
}
