//! In which order a pattern is matched: where to start, what to bind next, by what is likely to cost least.
//!
//! Greedy from each promising start, cheapest whole kept. What can be checked is checked at once.

use crate::error::{Error, Result};
use crate::exec::pattern::candidate::Candidate;
use crate::exec::pattern::fold::Twins;
use crate::exec::pattern::knowledge::Knowledge;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::start::Start;
use crate::plan::expr::Slot;
use factio_grammar::Span;
use factio_graph::facts::Graph;
use std::sync::{Arc, OnceLock};

/// So many starts are tried; the most promising ones, where a pattern has more.
const STARTS: usize = 8;

/// What it costs to go through what lies side by side, where 1 is to go where a relation leads.
const SEQUENTIAL: f64 = 0.5;

/// One move of a match. Joints are numbered as in the scope.
#[derive(Clone, Debug)]
pub(super) enum Move<'p> {
    /// Bind a node from a list of candidates.
    Scan { node: Slot, start: Start<'p> },
    /// Bind a relation from a list of candidates, and its ends.
    Relations { joint: usize, start: Start<'p> },
    /// Follow a joint from a bound end to a new node.
    Follow { joint: usize, from: Slot },
    /// Bind a node that several relation patterns lead to; the relations follow, as `Close`.
    Intersect { to: Slot, joints: Vec<usize> },
    /// Check a joint between two bound nodes.
    Close { joint: usize },
    /// Bind the ends of a relation, or list of relations, that is bound already.
    Ends { joint: usize },
    /// Count the ways along joints that go out from a bound node and that nobody reads.
    Weigh { node: Slot },
    /// Count the nodes that joints lead to from bound nodes, instead of binding one after the other.
    Tally { to: Slot, joints: Vec<usize> },
}

impl<'p> Move<'p> {
    /// The same move with what `start` makes of where it starts.
    pub fn started<'q>(&self, start: impl FnOnce(Start<'p>) -> Start<'q>) -> Move<'q> {
        match self {
            &Move::Scan { node, start: from } => Move::Scan {
                node,
                start: start(from),
            },
            &Move::Relations { joint, start: from } => Move::Relations {
                joint,
                start: start(from),
            },
            &Move::Follow { joint, from } => Move::Follow { joint, from },
            Move::Intersect { to, joints } => Move::Intersect {
                to: *to,
                joints: joints.clone(),
            },
            &Move::Close { joint } => Move::Close { joint },
            &Move::Ends { joint } => Move::Ends { joint },
            &Move::Weigh { node } => Move::Weigh { node },
            Move::Tally { to, joints } => Move::Tally {
                to: *to,
                joints: joints.clone(),
            },
        }
    }

    /// The joint that is done with it.
    pub fn joint(&self) -> Option<usize> {
        match self {
            Move::Scan { .. }
            | Move::Intersect { .. }
            | Move::Weigh { .. }
            | Move::Tally { .. } => None,
            Move::Relations { joint, .. }
            | Move::Follow { joint, .. }
            | Move::Close { joint }
            | Move::Ends { joint } => Some(*joint),
        }
    }
}

/// The moves of a match.
pub(super) struct Order<'p> {
    pub moves: Vec<Move<'p>>,
    /// How many rows are expected before each of them.
    pub rows: Vec<f64>,
    /// How many are expected after all.
    pub end: f64,
    /// What it is likely to cost.
    pub cost: f64,
    pub notes: Arc<Notes>,
}

/// What follows from an order, once somebody found out.
#[derive(Debug)]
pub(super) struct Notes {
    /// For each joint, whether its relation is counted and not bound.
    pub counted: OnceLock<Vec<bool>>,
    /// For each joint that is counted, those before it that may have taken relations.
    pub twins: Vec<OnceLock<Twins>>,
}

impl Notes {
    /// Nothing yet, of so many joints.
    pub fn new(joints: usize) -> Arc<Notes> {
        Arc::new(Notes {
            counted: OnceLock::new(),
            twins: (0..joints).map(|_| OnceLock::new()).collect(),
        })
    }
}

/// How far an order has come.
#[derive(Clone)]
pub(super) struct State<'p> {
    pub bound: Vec<Slot>,
    /// Joints that are not placed yet.
    pub open: Vec<usize>,
    /// Joints that an intersection has counted already.
    pub met: Vec<usize>,
    moves: Vec<Move<'p>>,
    /// Rows expected before each move.
    before: Vec<f64>,
    rows: f64,
    cost: f64,
}

/// Orders a scope's elements.
///
/// # Errors
/// Conditions on hops that wait for each other.
pub(super) fn order<'p>(scope: &Scope<'p>, graph: &Graph) -> Result<Order<'p>> {
    let knowledge = Knowledge::new(scope, graph);
    let fresh = State::new(scope);
    let mut best: Option<State<'p>> = None;
    for first in firsts(&knowledge, &fresh) {
        let mut state = fresh.clone();
        if let Some(first) = first {
            state.take(first, &knowledge);
        }
        let cheaper = |state: &State<'p>| best.as_ref().is_none_or(|it| state.cost < it.cost);
        if cheaper(&state) && finish(&knowledge, &mut state) && cheaper(&state) {
            best = Some(state);
        }
    }
    let order = |state: State<'p>| Order {
        moves: state.moves,
        rows: state.before,
        end: state.rows,
        cost: state.cost,
        notes: Notes::new(scope.joints.len()),
    };
    best.map(order).ok_or_else(|| {
        let what = "a pattern whose conditions wait for each other";
        Error::not_yet(what, span(scope))
            .hint("a condition that names a later part can stand in the WHERE behind the pattern")
    })
}

/// The first moves worth trying; `None` goes on from what is given.
fn firsts<'p>(knowledge: &Knowledge<'_, 'p>, fresh: &State<'p>) -> Vec<Option<Candidate<'p>>> {
    if !fresh.bound.is_empty() {
        return vec![None];
    }
    let mut starts = knowledge.starts(fresh);
    if knowledge.is_counted_tree() {
        let hub = |it: &Candidate<'p>| {
            it.binds
                .first()
                .map_or(0.0, |&node| knowledge.saved_at(node))
        };
        starts.sort_by(|a, b| hub(b).total_cmp(&hub(a)));
        starts.truncate(1);
    }
    starts.sort_by(|a, b| a.price().total_cmp(&b.price()));
    starts.truncate(STARTS);
    match starts.is_empty() {
        true => vec![None],
        false => starts.into_iter().map(Some).collect(),
    }
}

/// Takes the cheapest move again and again. Whether everything could be placed.
fn finish<'p>(knowledge: &Knowledge<'_, 'p>, state: &mut State<'p>) -> bool {
    loop {
        let candidates = knowledge.candidates(state).into_iter();
        match candidates.min_by(|a, b| a.price().total_cmp(&b.price())) {
            Some(best) => state.take(best, knowledge),
            None => return state.open.is_empty(),
        }
    }
}

fn span(scope: &Scope<'_>) -> Span {
    let joint = scope.joints.first().map(Joint::span);
    let node = scope.nodes.first().map(|node| node.span);
    joint.or(node).unwrap_or_default()
}

impl<'p> State<'p> {
    fn new(scope: &Scope<'p>) -> State<'p> {
        State {
            bound: scope.given.iter().map(|(slot, _)| *slot).collect(),
            open: (0..scope.joints.len()).collect(),
            met: Vec::new(),
            moves: Vec::new(),
            before: Vec::new(),
            rows: 1.0,
            cost: 0.0,
        }
    }

    pub fn has(&self, slot: Slot) -> bool {
        self.bound.contains(&slot)
    }

    fn take(&mut self, candidate: Candidate<'p>, knowledge: &Knowledge<'_, 'p>) {
        self.before.push(self.rows);
        let cost = self.rows * (candidate.work + candidate.rows);
        self.cost += match &candidate.step {
            Move::Scan { .. } => SEQUENTIAL * cost,
            _ => cost,
        };
        self.rows *= candidate.rows;
        self.bound.extend(candidate.binds);
        match &candidate.step {
            Move::Follow { joint, .. }
            | Move::Close { joint }
            | Move::Ends { joint }
            | Move::Relations { joint, .. } => {
                self.open.retain(|open| open != joint);
                self.bound.extend(knowledge.bound_by(*joint));
            }
            Move::Intersect { joints, .. } => self.met.extend(joints),
            Move::Scan { .. } | Move::Weigh { .. } | Move::Tally { .. } => {}
        }
        self.moves.push(candidate.step);
    }
}
