//! Simple paths over ties, the best first: searched by length, so that none longer is looked at before it is needed.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Phase, Result};
use crate::trace::facts::{Element, elements};
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::ties::Ties;
use factio_graph::id::NodeId;
use factio_graph::time::{Bounds, Certainty, InOrder, Shared};
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;
use std::sync::Arc;

/// How many partial paths a search may try before it gives up: some seconds of work.
const MOST_STEPS: u64 = 5_000_000;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub from: NodeId,
    pub to: NodeId,
    /// How many paths.
    pub best: usize,
    /// The most ties that a path may have.
    pub hops: usize,
    pub course: Course,
}

/// How the hops of a path hang together in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// At one instant.
    Together,
    /// An instant in each hop, never going back.
    InOrder,
    /// In order, and the earliest arrival first.
    Earliest,
}

/// A path from one actor to the other.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub hops: Vec<Tie>,
    pub certainty: Certainty,
    /// The first day on which a path in order may have arrived.
    pub arrival: Option<i64>,
    rank: Rank,
}

/// The order of paths: the first difference decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    arrival: Option<i64>,
    inferred: usize,
    hops: usize,
    derived: usize,
    uncertain: usize,
    negative: usize,
    names: Vec<Arc<str>>,
}

impl Found {
    pub fn sign(&self) -> Sign {
        let signs = self.hops.iter().map(|tie| tie.sign);
        signs.fold(Sign::Plus, Sign::times)
    }

    /// The elements that it rests on, each once.
    pub fn elements(&self) -> Vec<Element> {
        let mut all: Vec<Element> = Vec::new();
        for element in self.hops.iter().flat_map(|tie| elements(&tie.walk)) {
            if !all.contains(&element) {
                all.push(element);
            }
        }
        all
    }
}

/// The best paths, and enough more to tell whether they are contested: all that are at most one hop longer than the best.
///
/// Cost: grows with the number of simple paths of the length that is needed.
///
/// # Errors
/// More than [`MOST_STEPS`] partial paths, or the statement was stopped.
pub(super) fn paths(ties: &Ties<'_>, wanted: Wanted, context: &Context<'_>) -> Result<Vec<Found>> {
    if wanted.from == wanted.to {
        return Ok(Vec::new());
    }
    let mut search = Search {
        ties,
        wanted,
        context,
        steps: 0,
        strongest: FxHashMap::default(),
        reach: Reach::at(wanted.to),
        path: Vec::new(),
        used: Vec::new(),
        found: IndexMap::new(),
    };
    for hops in 1..=wanted.hops {
        if !search.grow(hops)? {
            continue;
        }
        search.level(hops)?;
        if search.is_enough(hops) {
            break;
        }
    }
    let mut found: Vec<Found> = search.found.into_values().collect();
    found.sort_by(|a, b| a.rank.cmp(&b.rank));
    Ok(found)
}

struct Search<'s, 'c> {
    ties: &'s Ties<'c>,
    wanted: Wanted,
    context: &'s Context<'c>,
    steps: u64,
    strongest: FxHashMap<NodeId, Rc<Vec<Tie>>>,
    reach: Reach,
    path: Vec<Tie>,
    used: Vec<Element>,
    /// By the actors passed and the signs between them: the best of those that differ in their evidence alone.
    found: IndexMap<Vec<(NodeId, Sign)>, Found>,
}

/// How far actors are from the target, as far as that was looked at.
struct Reach {
    distance: FxHashMap<NodeId, usize>,
    frontier: Vec<NodeId>,
    radius: usize,
}

impl Reach {
    fn at(target: NodeId) -> Reach {
        Reach {
            distance: FxHashMap::from_iter([(target, 0)]),
            frontier: vec![target],
            radius: 0,
        }
    }
}

/// What the hops so far leave of time.
#[derive(Clone, Copy)]
enum State {
    Together(Shared),
    InOrder(InOrder),
}

impl Search<'_, '_> {
    /// Looks at actors up to that distance from the target; whether the source is one of them.
    fn grow(&mut self, radius: usize) -> Result<bool> {
        while self.reach.radius < radius && !self.reach.frontier.is_empty() {
            let frontier = std::mem::take(&mut self.reach.frontier);
            self.reach.radius += 1;
            for actor in frontier {
                for tie in self.ties(actor)?.iter() {
                    if self.reach.distance.contains_key(&tie.to) {
                        continue;
                    }
                    self.reach.distance.insert(tie.to, self.reach.radius);
                    self.reach.frontier.push(tie.to);
                }
            }
        }
        Ok(self.reach.distance.contains_key(&self.wanted.from))
    }

    /// The ties of an actor without those that another one makes needless.
    fn ties(&mut self, actor: NodeId) -> Result<Rc<Vec<Tie>>> {
        if let Some(known) = self.strongest.get(&actor) {
            return Ok(Rc::clone(known));
        }
        let mut kept: Vec<Tie> = Vec::new();
        for tie in self.ties.of(actor)?.iter() {
            if !kept.iter().any(|other| tie.is_covered_by(other)) {
                kept.push(tie.clone());
            }
        }
        let kept = Rc::new(kept);
        self.strongest.insert(actor, Rc::clone(&kept));
        Ok(kept)
    }

    /// All simple paths of exactly so many hops.
    fn level(&mut self, hops: usize) -> Result<()> {
        let state = match self.wanted.course {
            Course::Together => self.ties.when.start().map(State::Together),
            Course::InOrder | Course::Earliest => {
                let window = self.ties.when.window();
                InOrder::starting(&window, &Bounds::ALWAYS).map(State::InOrder)
            }
        };
        match state {
            Some(state) => self.extend(self.wanted.from, hops, state),
            None => Ok(()),
        }
    }

    /// Goes on from an actor with so many hops left. As deep as the path has hops.
    fn extend(&mut self, actor: NodeId, left: usize, state: State) -> Result<()> {
        for tie in self.ties(actor)?.iter() {
            let last = left == 1;
            let distance = self.reach.distance.get(&tie.to);
            let passed = tie.to == self.wanted.from || self.path.iter().any(|hop| hop.to == tie.to);
            let fits = distance.is_some_and(|distance| *distance < left);
            if passed || !fits || last != (tie.to == self.wanted.to) {
                continue;
            }
            self.count()?;
            let used = self.used.len();
            if let Some(state) = self.step(tie, state) {
                self.path.push(tie.clone());
                match last {
                    true => self.arrive(state),
                    false => self.extend(tie.to, left - 1, state)?,
                }
                self.path.pop();
            }
            self.used.truncate(used);
        }
        Ok(())
    }

    fn count(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps.is_multiple_of(1024) {
            self.context.check()?;
        }
        match self.steps > MOST_STEPS {
            true => Err(Error::plain(
                ErrorKind::LimitExceeded,
                Phase::Runtime,
                format!("trace met more than {MOST_STEPS} partial paths"),
            )
            .hint("ask for fewer `hops`, or for a smaller slice of time")),
            false => Ok(()),
        }
    }

    /// One hop on; `None` when no time is left for it. What it rests on is noted in `used`.
    fn step(&mut self, tie: &Tie, state: State) -> Option<State> {
        match state {
            State::Together(mut shared) => {
                for element in elements(&tie.walk) {
                    if !self.used.contains(&element) {
                        shared = shared.with(self.ties.facts.bounds(element))?;
                        self.used.push(element);
                    }
                }
                Some(State::Together(shared))
            }
            State::InOrder(walk) => {
                // A tie holds only while its ends do, so these ask for nothing more.
                walk.hop(&tie.valid, &Bounds::ALWAYS).map(State::InOrder)
            }
        }
    }

    /// Keeps the path at hand, unless a better one passes the same actors with the same signs.
    fn arrive(&mut self, state: State) {
        let (certainty, arrival) = match state {
            State::Together(shared) => (shared.certainty(), None),
            State::InOrder(walk) => (walk.certainty(), Some(walk.arrival())),
        };
        if self.ties.when.admits(certainty).is_none() {
            return;
        }
        let found = Found {
            rank: self.rank(arrival),
            hops: self.path.clone(),
            certainty,
            arrival,
        };
        let key = self.path.iter().map(|tie| (tie.to, tie.sign)).collect();
        match self.found.get_mut(&key) {
            Some(known) if known.rank <= found.rank => {}
            Some(known) => *known = found,
            None => drop(self.found.insert(key, found)),
        }
    }

    fn rank(&self, arrival: Option<i64>) -> Rank {
        let count = |counts: fn(&Tie) -> bool| self.path.iter().filter(|tie| counts(tie)).count();
        Rank {
            arrival: arrival.filter(|_| self.wanted.course == Course::Earliest),
            inferred: count(|tie| tie.rule == Rule::Inferred),
            hops: self.path.len(),
            derived: count(|tie| tie.rule != Rule::Direct && tie.rule != Rule::Inferred),
            uncertain: count(|tie| tie.certainty != Certainty::Certain),
            negative: count(|tie| tie.sign == Sign::Minus),
            names: self
                .path
                .iter()
                .map(|tie| self.ties.facts.name(tie.to))
                .collect(),
        }
    }

    /// Whether no longer path can matter: enough are found, none of them is inferred, and those one hop longer than the best
    /// were looked at. The earliest arrival may need any number of hops.
    fn is_enough(&self, hops: usize) -> bool {
        let plain = |found: &&Found| found.rank.inferred == 0;
        let shortest = self
            .found
            .values()
            .filter(plain)
            .map(|found| found.rank.hops)
            .min();
        self.wanted.course != Course::Earliest
            && self.found.values().filter(plain).count() >= self.wanted.best
            && shortest.is_some_and(|shortest| hops > shortest)
    }
}

/// Whether the actors that a path may pass fall into two camps, so that every path between two of them has the same sign.
///
/// Harary's theorem: so it is just when no cycle is negative. Cost: each tie of the component once.
pub(super) fn is_balanced(ties: &Ties<'_>, from: NodeId) -> Result<bool> {
    let mut side = FxHashMap::from_iter([(from, Sign::Plus)]);
    let mut waiting = vec![from];
    let mut seen = FxHashSet::default();
    while let Some(actor) = waiting.pop() {
        if !seen.insert(actor) {
            continue;
        }
        for tie in ties.of(actor)?.iter() {
            let theirs = side[&actor].times(tie.sign);
            match side.insert(tie.to, theirs) {
                Some(known) if known != theirs => return Ok(false),
                Some(_) => {}
                None => waiting.push(tie.to),
            }
        }
    }
    Ok(true)
}
