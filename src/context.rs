//! What every operator and expression may reach: the graph, the parameters, the statement's moment, its limits.

mod limits;
pub(crate) mod memory;
mod profile;
mod progress;
mod shelf;

use crate::error::{Error, ErrorKind, Phase, Result};
pub use crate::outcome::Sliced;
use crate::outcome::{Changes, Timed};
use factio_graph::facts::Graph;
use factio_graph::time::Certainty;
use factio_graph::value::Value;
use indexmap::IndexMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub use limits::Limits;
pub use profile::{Figures, Passed, Profile};
pub use progress::Progress;
pub(crate) use shelf::Shelf;

/// Parameters by name.
pub type Parameters = IndexMap<Arc<str>, Value>;

/// A clock that PROFILE measures by: nanoseconds since any fixed moment, never going back.
pub type Clock = fn() -> u64;

/// The surroundings of a running statement.
pub struct Context<'g> {
    access: Access<'g>,
    pub parameters: &'g Parameters,
    pub moment: Moment,
    pub limits: &'g Limits,
    pub changes: Changes,
    /// The time clause of the whole statement, for procedures: patterns hold it already.
    pub slice: Option<Sliced>,
    /// A clock to bound long proofs by; without one they are bounded by steps.
    pub clock: Option<Clock>,
    /// What PROFILE has counted so far.
    pub profile: Option<Profile>,
    /// When the statement began, by the clock; without one it may take as long as it likes.
    pub begun: Option<u64>,
    /// The state of the graph, where nothing writes to it while the statement runs.
    pub version: Option<Version>,
    /// How many random numbers the statement has drawn, its subqueries included.
    draws: Arc<AtomicU64>,
    /// What of history it has looked at, its subqueries included.
    sight: Arc<Sight>,
    /// What its operators hold.
    memory: Arc<memory::Meter>,
    /// How many threads may work on it from here.
    pub threads: usize,
    /// Bytes of stack that its threads need, where any thread's own is too small.
    pub stack: Option<usize>,
    /// Where several threads work on it: what they share.
    shelf: Option<Arc<Shelf>>,
}

/// The slices that a statement has looked at.
#[derive(Debug, Default)]
pub struct Sight {
    slices: Mutex<Vec<Sliced>>,
    /// Something counted that is only possible.
    doubted: AtomicBool,
}

impl Sight {
    /// Notes whether something was let count that is only possible.
    pub fn admitted(&self, doubted: bool) {
        if doubted {
            self.doubted.store(true, Ordering::Relaxed);
        }
    }
}

/// As many slices are told apart; a statement whose slice hangs on the row may have millions.
const SLICES_TOLD: usize = 64;

/// A state of a graph: as long as it stays the same, so does the graph. No two graphs have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(u64);

impl Version {
    /// The state of a graph that may have changed.
    pub fn next() -> Version {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Version(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Whether the statement may write.
enum Access<'g> {
    Read(&'g Graph),
    Write(&'g mut Graph),
}

/// The statement's clock and seed, read once by whoever starts it: everything below is deterministic.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    /// Nanoseconds since 1970-01-01T00:00Z.
    pub nanoseconds: i128,
    /// Seed of `rand()`.
    pub seed: u64,
}

impl<'g> Context<'g> {
    /// A context that may only read.
    pub fn reading(
        graph: &'g Graph,
        parameters: &'g Parameters,
        moment: Moment,
        limits: &'g Limits,
    ) -> Context<'g> {
        Context {
            access: Access::Read(graph),
            parameters,
            moment,
            limits,
            changes: Changes::default(),
            slice: None,
            clock: None,
            profile: None,
            begun: None,
            version: None,
            draws: Arc::default(),
            sight: Arc::default(),
            memory: Arc::default(),
            threads: limits.threads(),
            stack: None,
            shelf: None,
        }
    }

    /// A context that may write.
    pub fn writing(
        graph: &'g mut Graph,
        parameters: &'g Parameters,
        moment: Moment,
        limits: &'g Limits,
    ) -> Context<'g> {
        Context {
            access: Access::Write(graph),
            parameters,
            moment,
            limits,
            changes: Changes::default(),
            slice: None,
            clock: None,
            profile: None,
            begun: None,
            version: None,
            draws: Arc::default(),
            sight: Arc::default(),
            memory: Arc::default(),
            threads: limits.threads(),
            stack: None,
            shelf: None,
        }
    }

    pub fn graph(&self) -> &Graph {
        match &self.access {
            Access::Read(graph) => graph,
            Access::Write(graph) => graph,
        }
    }

    /// The graph to write to.
    ///
    /// # Panics
    /// Never: the session gives a writing context to every plan with a write operator.
    pub fn graph_mut(&mut self) -> &mut Graph {
        match &mut self.access {
            Access::Write(graph) => graph,
            Access::Read(_) => {
                unreachable!("a plan with write operators runs in a writing context")
            }
        }
    }

    /// A reading context over the same graph, for a subquery inside an expression.
    pub fn subquery(&self) -> Context<'_> {
        Context {
            access: Access::Read(self.graph()),
            parameters: self.parameters,
            moment: self.moment,
            limits: self.limits,
            changes: Changes::default(),
            slice: self.slice,
            clock: self.clock,
            profile: None,
            begun: self.begun,
            version: self.version,
            draws: Arc::clone(&self.draws),
            sight: Arc::clone(&self.sight),
            memory: Arc::clone(&self.memory),
            threads: self.threads,
            stack: self.stack,
            shelf: None,
        }
    }

    /// A reading context over the same graph, for one of several threads that work on the statement side by side.
    pub(crate) fn beside(&self, shelf: &Arc<Shelf>) -> Context<'_> {
        Context {
            changes: self.changes,
            profile: self.profile.as_ref().map(Profile::empty),
            threads: 1,
            shelf: Some(Arc::clone(shelf)),
            ..self.subquery()
        }
    }

    /// What belongs to a place in the plan: made once where several threads work on the statement side by side.
    ///
    /// # Errors
    /// Those of `make`.
    pub(crate) fn shared<T: Send + Sync + 'static>(
        &self,
        key: usize,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        match &self.shelf {
            Some(shelf) => shelf.once(key, make),
            None => make().map(Arc::new),
        }
    }

    /// The next random number: SplitMix64 (Steele, Lea and Flood, 2014) from the statement's seed.
    pub fn draw(&self) -> u64 {
        const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
        let draw = self.draws.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let state = self.moment.seed.wrapping_add(draw.wrapping_mul(GAMMA));
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The time by PROFILE's clock; 0 without one.
    pub fn now(&self) -> u64 {
        let clock = self.profile.as_ref().and_then(|profile| profile.clock);
        clock.map_or(0, |clock| clock())
    }

    /// Counts a call of an operator for PROFILE: the rows that it passed on, and the time since it `began`.
    pub fn count(&mut self, probe: Option<usize>, rows: u64, began: u64) {
        let now = self.now();
        let figures = self.profile.as_mut().zip(probe);
        let figures = figures.and_then(|(profile, probe)| profile.figures.get_mut(probe));
        if let Some(figures) = figures {
            figures.calls += 1;
            figures.rows += rows;
            figures.nanoseconds += now.saturating_sub(began);
        }
    }

    /// Counts for PROFILE what the steps of a match passed on.
    pub fn count_steps(&mut self, probe: usize, passed: Vec<Passed>) {
        if let Some(profile) = &mut self.profile {
            profile.add_steps(probe, passed);
        }
    }

    /// Notes that the statement looks at a slice.
    pub fn look(&self, sliced: Sliced) {
        let slices = self.sight.slices.lock();
        let mut slices = slices.unwrap_or_else(PoisonError::into_inner);
        if slices.len() < SLICES_TOLD && !slices.contains(&sliced) {
            slices.push(sliced);
        }
    }

    /// Notes how far something held that was let count.
    pub fn admitted(&self, certainty: Certainty) {
        self.sight.admitted(certainty == Certainty::Possible);
    }

    /// Where it is noted what the statement has looked at.
    pub fn sight(&self) -> &Sight {
        &self.sight
    }

    /// Whether anything that is only possible was let count.
    pub fn doubted(&self) -> bool {
        self.sight.doubted.load(Ordering::Relaxed)
    }

    /// The slices that the statement has looked at; `None` when it looked at none.
    pub fn timed(&self) -> Option<Timed> {
        let slices = self.sight.slices.lock();
        let slices = slices.unwrap_or_else(PoisonError::into_inner).clone();
        (!slices.is_empty()).then_some(Timed { slices, rows: None })
    }

    /// Fails when the statement was stopped, or reached a limit. Called at least once a batch, and within long loops.
    pub fn check(&self) -> Result<()> {
        if self.limits.cancelled.load(Ordering::Relaxed) {
            return Err(Error::plain(
                ErrorKind::Cancelled,
                Phase::Runtime,
                "the statement was stopped",
            ));
        }
        self.check_time()?;
        memory::check_room(0, self)
    }

    fn check_time(&self) -> Result<()> {
        let (Some(limit), Some(begun), Some(clock)) = (self.limits.time, self.begun, self.clock)
        else {
            return Ok(());
        };
        match u128::from(clock().saturating_sub(begun)) <= limit.as_nanos() {
            true => Ok(()),
            false => Err(Error::plain(
                ErrorKind::LimitExceeded,
                Phase::Runtime,
                format!("the statement takes longer than {limit:?}"),
            )),
        }
    }
}
