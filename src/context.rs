//! What every operator and expression may reach: the graph, the parameters, the statement's moment, its limits.

pub(crate) mod memory;
mod progress;

use crate::error::{Error, ErrorKind, Phase, Result};
pub use crate::outcome::Sliced;
use crate::outcome::{Changes, Timed};
use factio_graph::facts::Graph;
use factio_graph::time::Certainty;
use factio_graph::value::Value;
use indexmap::IndexMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use progress::Progress;

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
    /// How many random numbers the statement has drawn, its subqueries included.
    draws: Arc<AtomicU64>,
    /// What of history it has looked at, its subqueries included.
    sight: Arc<Sight>,
    /// What its operators hold.
    memory: Arc<memory::Meter>,
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

/// The figures of a plan's operators, by their probes.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub clock: Option<Clock>,
    pub figures: Vec<Figures>,
    /// By probe: what the steps of a match passed on.
    pub steps: Vec<Vec<Passed>>,
}

/// What a step of a match passed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    pub rows: u64,
    /// How many matches the rows stand for: rows that agree in all that is read go on as one.
    pub matches: u64,
}

impl Passed {
    /// Adds rows, and what each of them weighs; one where that is not said.
    pub fn add(&mut self, rows: usize, weights: Option<Vec<u64>>) {
        let matches = weights.map_or(rows as u64, |weights| {
            weights.into_iter().fold(0, u64::saturating_add)
        });
        self.rows += rows as u64;
        self.matches = self.matches.saturating_add(matches);
    }
}

/// What an operator did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How often it was asked for rows; an operator that another one does the work of is never asked.
    pub calls: u64,
    /// Rows that it passed on.
    pub rows: u64,
    /// Time in it and in what it stands on.
    pub nanoseconds: u64,
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

/// Bounds on a statement, and the switch that stops it.
///
/// ```
/// use factio::{ErrorKind, Session};
///
/// let mut session = Session::new();
/// session.limits.memory = Some(10 << 20);
/// let refused = session.run("UNWIND range(1, 1000000) AS x RETURN collect(toString(x)) AS texts");
/// assert_eq!(refused.unwrap_err().kind, ErrorKind::LimitExceeded);
/// assert!(session.run("RETURN 1 AS one").is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Limits {
    /// Set from outside to stop the statement (Ctrl-C, a time-out).
    pub cancelled: Arc<AtomicBool>,
    /// How far the running statement has come.
    pub progress: Arc<Progress>,
    /// Rows that any one operator may hold; `None` is no bound.
    pub rows: Option<u64>,
    /// Bytes that the statement may hold at once, about; `None` is no bound.
    pub memory: Option<u64>,
    /// How long the statement may take, by the session's clock; without a clock there is no bound.
    pub time: Option<Duration>,
    /// The one directory that `LOAD CSV` may read; `None` forbids it.
    pub import_directory: Option<PathBuf>,
}

/// Memory that a statement may hold unless told otherwise: 4 GiB.
const MEMORY: u64 = 4 << 30;

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            cancelled: Arc::default(),
            rows: None,
            memory: Some(MEMORY),
            time: None,
            import_directory: None,
            progress: Arc::default(),
        }
    }
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
            draws: Arc::default(),
            sight: Arc::default(),
            memory: Arc::default(),
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
            draws: Arc::default(),
            sight: Arc::default(),
            memory: Arc::default(),
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
            draws: Arc::clone(&self.draws),
            sight: Arc::clone(&self.sight),
            memory: Arc::clone(&self.memory),
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
        let steps = self.profile.as_mut();
        let Some(steps) = steps.and_then(|profile| profile.steps.get_mut(probe)) else {
            return;
        };
        steps.resize(passed.len().max(steps.len()), Passed::default());
        for (sum, passed) in steps.iter_mut().zip(passed) {
            sum.rows += passed.rows;
            sum.matches = sum.matches.saturating_add(passed.matches);
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

    /// Fails when the statement was stopped. Called at least once a batch, and within long loops.
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
