//! Reading an input to its end: row after row, or where there is much to do in parts, by several threads side by side.
//!
//! What comes out is the same with any number of threads: an input is split or not whatever their number, each part is summed up by
//! itself, and the sums are put together in the order of the parts.

use crate::context::{Context, Profile, Progress, Shelf};
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::op::{Running, start};
use crate::exec::part::{PARTS, Part};
use crate::plan::{Plan, is_steady};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Builder, ScopedJoinHandle};

/// What becomes of the rows of an input.
pub(crate) trait Fold: Sync {
    /// What is kept of the rows so far.
    type State: Send;

    fn empty(&self) -> Self::State;

    /// As [`Fold::empty`], for a part that is to be joined to others.
    fn part(&self) -> Self::State {
        self.empty()
    }

    /// Takes in rows.
    fn take(&self, state: &mut Self::State, rows: Batch, context: &mut Context<'_>) -> Result<()>;

    /// Takes in what was kept of the rows that come next.
    fn join(&self, state: &mut Self::State, next: Self::State, context: &Context<'_>)
    -> Result<()>;
}

/// An input that is read to its end.
pub(crate) struct Source<'p> {
    plan: &'p Plan,
    argument: Batch,
    running: Running<'p>,
}

impl<'p> Source<'p> {
    pub fn new(plan: &'p Plan, argument: &Batch) -> Source<'p> {
        Source {
            plan,
            argument: argument.clone(),
            running: start(plan, argument),
        }
    }

    /// Reads it all. `steady` says whether the fold does not mind in which order parts are taken in by themselves.
    ///
    /// # Errors
    /// The first in the order of the rows.
    pub fn fold<F: Fold>(
        &mut self,
        fold: &F,
        steady: impl FnOnce() -> bool,
        context: &mut Context<'_>,
    ) -> Result<F::State> {
        if self.running.splits(context)? && steady() && is_steady(self.plan) {
            return self.fold_parts(fold, context);
        }
        let mut state = fold.empty();
        while let Some(batch) = self.running.next(context)? {
            context.check()?;
            fold.take(&mut state, batch, context)?;
        }
        Ok(state)
    }

    fn fold_parts<F: Fold>(&mut self, fold: &F, context: &mut Context<'_>) -> Result<F::State> {
        let (plan, argument) = (self.plan, &self.argument);
        let whole = Shared::new(fold, &context.limits.progress);
        let (shared, shelf, beside) = (&whole, &Arc::default(), &*context);
        let work = || shared.work(&mut start(plan, argument), beside, shelf);
        let (own, others) = thread::scope(|scope| {
            let spawn = |_| {
                let builder = Builder::new().stack_size(beside.stack.unwrap_or(STACK));
                // Without another thread the parts are worked out by those there are.
                builder.spawn_scoped(scope, work).ok()
            };
            let threads = beside.threads.min(PARTS);
            let others: Vec<ScopedJoinHandle<'_, _>> = (1..threads).filter_map(spawn).collect();
            let own = shared.work(&mut self.running, beside, shelf);
            let others = others.into_iter().map(|thread| {
                let ended = thread.join();
                ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            (own, others.collect::<Vec<_>>())
        });
        if let Some(profile) = &mut context.profile {
            let counted = others.into_iter().chain([own]).flatten();
            counted.for_each(|counted| profile.add(counted));
        }
        whole.outcome()
    }
}

/// The stack of a thread unless a statement needs more.
const STACK: usize = 4 << 20;

/// What the threads at work on one input share.
struct Shared<'f, F: Fold> {
    fold: &'f F,
    /// The part that is to be worked out next.
    next: AtomicUsize,
    /// The first part that failed: those after it are not wanted any more.
    failed: AtomicUsize,
    joined: Mutex<Joined<F::State>>,
    /// Where the statement's progress is told by the parts.
    progress: Option<&'f Progress>,
}

struct Joined<S> {
    /// What is kept of the first parts.
    state: Result<S>,
    /// How many these are.
    parts: usize,
    /// What is kept of later parts.
    waiting: BTreeMap<usize, Result<S>>,
}

impl<'f, F: Fold> Shared<'f, F> {
    fn new(fold: &'f F, progress: &'f Progress) -> Shared<'f, F> {
        Shared {
            fold,
            next: AtomicUsize::new(0),
            failed: AtomicUsize::new(PARTS),
            joined: Mutex::new(Joined {
                state: Ok(fold.empty()),
                parts: 0,
                waiting: BTreeMap::new(),
            }),
            progress: progress.claim(PARTS).then_some(progress),
        }
    }

    /// Works out part after part as long as there are any; gives what PROFILE counted.
    fn work(
        &self,
        running: &mut Running<'_>,
        context: &Context<'_>,
        shelf: &Arc<Shelf>,
    ) -> Option<Profile> {
        let mut context = context.beside(shelf);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= PARTS || self.is_given_up(number) {
                return context.profile;
            }
            let part = self.part(number, running, &mut context);
            if part.is_err() {
                self.failed.fetch_min(number, Ordering::Relaxed);
            }
            self.put(number, part, &context);
        }
    }

    fn is_given_up(&self, number: usize) -> bool {
        self.failed.load(Ordering::Relaxed) < number
    }

    fn part(
        &self,
        number: usize,
        running: &mut Running<'_>,
        context: &mut Context<'_>,
    ) -> Result<F::State> {
        // What is started here has to look at its plan first.
        running.splits(context)?;
        running.begin(Part { number }, context)?;
        let mut state = self.fold.part();
        while let Some(batch) = running.next(context)? {
            context.check()?;
            if self.is_given_up(number) {
                break;
            }
            self.fold.take(&mut state, batch, context)?;
        }
        Ok(state)
    }

    /// Puts a part in its place, and joins those that are next.
    fn put(&self, number: usize, part: Result<F::State>, context: &Context<'_>) {
        let mut joined = self.joined.lock().unwrap_or_else(PoisonError::into_inner);
        let joined = &mut *joined;
        joined.waiting.insert(number, part);
        while let Ok(state) = &mut joined.state
            && let Some(next) = joined.waiting.remove(&joined.parts)
        {
            let taken = next.and_then(|next| self.fold.join(state, next, context));
            if let Err(error) = taken {
                self.failed.fetch_min(joined.parts, Ordering::Relaxed);
                joined.state = Err(error);
            }
            joined.parts += 1;
        }
        if let Some(progress) = self.progress {
            progress.reached(joined.parts);
        }
    }

    fn outcome(self) -> Result<F::State> {
        let joined = self.joined.into_inner();
        joined.unwrap_or_else(PoisonError::into_inner).state
    }
}
