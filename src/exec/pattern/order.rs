//! In which order a pattern is matched: where to start, what to bind next, by what is likely to cost least.
//!
//! Greedy from each possible start, cheapest whole kept. What can be checked is checked at once.

mod candidate;

use crate::error::{Error, Result};
use crate::exec::pattern::estimate::{self, Fanout, NodeEstimate};
use crate::exec::pattern::filter::property_of;
use crate::exec::pattern::labels;
use crate::exec::pattern::mentions;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot};
use factio_grammar::Span;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};
use rustc_hash::FxHashMap;

/// So many starts are tried; the most promising ones, where a pattern has more nodes.
const STARTS: usize = 8;

/// One move of a match. Joints are numbered as in the scope.
#[derive(Clone, Debug)]
pub(super) enum Move<'p> {
    /// Bind a node from a list of candidates.
    Scan { node: Slot, start: Start<'p> },
    /// Follow a joint from a bound end to a new node.
    Follow { joint: usize, from: Slot },
    /// Bind a node that several relation patterns lead to; the relations follow, as `Close`.
    Intersect { to: Slot, joints: Vec<usize> },
    /// Check a joint between two bound nodes.
    Close { joint: usize },
    /// Bind the ends of a relation, or list of relations, that is bound already.
    Ends { joint: usize },
}

/// Where the candidates of a scan come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start<'p> {
    All,
    Label(Symbol),
    One(NodeId),
    Seek {
        label: Symbol,
        key: Symbol,
        value: &'p Expr,
    },
    SeekEach {
        label: Symbol,
        key: Symbol,
        list: &'p Expr,
    },
}

/// Orders a scope's elements.
///
/// # Errors
/// Conditions on hops that wait for each other.
pub(super) fn order<'p>(scope: &Scope<'p>, graph: &Graph) -> Result<Vec<Move<'p>>> {
    let knowledge = Knowledge::new(scope, graph);
    let fresh = State::new(scope);
    let mut best: Option<State<'p>> = None;
    for first in knowledge.starts(&fresh) {
        let mut state = fresh.clone();
        if let Some(first) = first {
            state.take(first, &knowledge);
        }
        if knowledge.finish(&mut state) && best.as_ref().is_none_or(|best| state.cost < best.cost) {
            best = Some(state);
        }
    }
    best.map(|state| state.moves).ok_or_else(|| {
        Error::not_yet(
            "a pattern whose conditions wait for each other",
            span(scope),
        )
    })
}

fn span(scope: &Scope<'_>) -> Span {
    let joint = scope.joints.first().map(Joint::span);
    let node = scope.nodes.first().map(|node| node.span);
    joint.or(node).unwrap_or_default()
}

/// What the choice rests on.
struct Knowledge<'s, 'p> {
    scope: &'s Scope<'p>,
    graph: &'s Graph,
    nodes: FxHashMap<Slot, NodeEstimate>,
    fanouts: Vec<Fanout>,
    /// What each joint needs bound before it can be followed.
    needs: Vec<Vec<Slot>>,
    /// `n.key = value` and `n.key IN list` that an index answers.
    seeks: Vec<Seek<'p>>,
}

struct Seek<'p> {
    node: Slot,
    start: Start<'p>,
    /// Slots that its value reads.
    needs: Vec<Slot>,
    rows: f64,
}

/// How far an order has come.
#[derive(Clone)]
struct State<'p> {
    bound: Vec<Slot>,
    open: Vec<usize>,
    /// Joints that an intersection has counted already.
    met: Vec<usize>,
    moves: Vec<Move<'p>>,
    rows: f64,
    cost: f64,
}

/// A move that could come next.
struct Candidate<'p> {
    step: Move<'p>,
    binds: Vec<Slot>,
    /// Rows after it for each row before.
    rows: f64,
    /// Entries looked at for each row before.
    work: f64,
}

impl<'p> State<'p> {
    fn new(scope: &Scope<'p>) -> State<'p> {
        State {
            bound: scope.given.iter().map(|(slot, _)| *slot).collect(),
            open: (0..scope.joints.len()).collect(),
            met: Vec::new(),
            moves: Vec::new(),
            rows: 1.0,
            cost: 0.0,
        }
    }

    fn has(&self, slot: Slot) -> bool {
        self.bound.contains(&slot)
    }

    fn take(&mut self, candidate: Candidate<'p>, knowledge: &Knowledge<'_, 'p>) {
        self.cost += self.rows * (candidate.work + candidate.rows);
        self.rows *= candidate.rows;
        self.bound.extend(candidate.binds);
        let joint = match &candidate.step {
            Move::Follow { joint, .. } | Move::Close { joint } | Move::Ends { joint } => {
                Some(*joint)
            }
            Move::Intersect { joints, .. } => {
                self.met.extend(joints);
                None
            }
            Move::Scan { .. } => None,
        };
        if let Some(joint) = joint {
            self.open.retain(|&open| open != joint);
            self.bound.extend(knowledge.bound_by(joint));
        }
        self.moves.push(candidate.step);
    }
}

impl<'s, 'p> Knowledge<'s, 'p> {
    fn new(scope: &'s Scope<'p>, graph: &'s Graph) -> Knowledge<'s, 'p> {
        let slots = scope.nodes.iter().map(|node| node.slot);
        let ends = scope.joints.iter().flat_map(|it| [it.left(), it.right()]);
        let nodes = slots
            .chain(ends)
            .map(|slot| (slot, estimate::node(scope, slot, graph)))
            .collect();
        let fanouts = scope
            .joints
            .iter()
            .map(|joint| estimate::fanout(scope, joint, graph));
        let mut knowledge = Knowledge {
            scope,
            graph,
            nodes,
            fanouts: fanouts.collect(),
            needs: scope
                .joints
                .iter()
                .map(|joint| needs(scope, joint))
                .collect(),
            seeks: Vec::new(),
        };
        let seeks = scope
            .filters
            .iter()
            .filter_map(|filter| knowledge.seek(filter));
        knowledge.seeks = seeks.collect();
        knowledge
    }

    /// The slots of the pattern that a joint binds besides its ends.
    fn bound_by(&self, joint: usize) -> Vec<Slot> {
        match &self.scope.joints[joint] {
            Joint::Relation(relation, _) => vec![relation.slot],
            Joint::Group(group, _, hidden) => {
                let collected = group.collected.iter().map(|(_, outer)| *outer);
                collected.chain([group.path, *hidden]).collect()
            }
            Joint::Selection(selection) => selection.slots(),
        }
    }

    /// The index seek that a condition allows.
    fn seek(&self, filter: &'p Expr) -> Option<Seek<'p>> {
        let (node, key, value, each) = match &filter.kind {
            ExprKind::Compare(CompareOp::Equal, left, right) => {
                let left_first = self.property(left).map(|(node, key)| (node, key, &**right));
                let (node, key, value) = left_first
                    .or_else(|| self.property(right).map(|(node, key)| (node, key, &**left)))?;
                (node, key, value, false)
            }
            ExprKind::In(item, list) => {
                let (node, key) = self.property(item)?;
                (node, key, &**list, true)
            }
            _ => return None,
        };
        let label = labels::tests(self.scope, node)
            .flat_map(labels::required)
            .find(|&label| self.graph.has_index(label, key))?;
        let needs = mentions::slots(value, self.scope.shape.end());
        let estimate = &self.nodes[&node];
        let start = match each {
            true => Start::SeekEach {
                label,
                key,
                list: value,
            },
            false => Start::Seek { label, key, value },
        };
        Some(Seek {
            node,
            start,
            needs: self.of_pattern(needs),
            rows: (estimate.labelled * estimate.kept).max(if each { 2.0 } else { 1.0 }),
        })
    }

    fn property(&self, expr: &Expr) -> Option<(Slot, Symbol)> {
        property_of(expr).filter(|(slot, _)| self.nodes.contains_key(slot))
    }

    /// Those of some slots that the pattern itself binds.
    fn of_pattern(&self, slots: Vec<Slot>) -> Vec<Slot> {
        let of_pattern = |slot: &Slot| self.scope.kinds.contains_key(slot);
        slots.into_iter().filter(of_pattern).collect()
    }

    /// The first moves worth trying; `None` goes on from what is given.
    fn starts(&self, fresh: &State<'p>) -> Vec<Option<Candidate<'p>>> {
        if !fresh.bound.is_empty() {
            return vec![None];
        }
        let mut scans = self.scans(fresh);
        scans.sort_by(|a, b| (a.rows + a.work).total_cmp(&(b.rows + b.work)));
        scans.truncate(STARTS);
        match scans.is_empty() {
            true => vec![None],
            false => scans.into_iter().map(Some).collect(),
        }
    }

    /// Takes the best move again and again. Whether everything could be placed.
    fn finish(&self, state: &mut State<'p>) -> bool {
        loop {
            let mut candidates = self.closings(state);
            if candidates.is_empty() {
                candidates = self.moves(state);
            }
            let best = candidates
                .into_iter()
                .min_by(|a, b| (a.work + 2.0 * a.rows).total_cmp(&(b.work + 2.0 * b.rows)));
            match best {
                Some(best) => state.take(best, self),
                None => return state.open.is_empty(),
            }
        }
    }

    fn is_ready(&self, joint: usize, state: &State<'p>) -> bool {
        self.needs[joint].iter().all(|&slot| state.has(slot))
    }
}

/// What a joint reads of the pattern: the conditions on its hops, computed types.
fn needs(scope: &Scope<'_>, joint: &Joint<'_>) -> Vec<Slot> {
    let end = scope.shape.end();
    let found = match joint {
        Joint::Relation(relation, _) => {
            let hop = relation.hop.as_ref();
            let mut found = hop.map_or(Vec::new(), |(_, expr)| mentions::slots(expr, end));
            if let (Some(types), Some(_)) = (&relation.types, relation.length) {
                found.extend(mentions::label_slots(types, end));
            }
            if relation.bound {
                found.push(relation.slot);
            }
            found
        }
        Joint::Group(..) => Vec::new(),
        Joint::Selection(selection) => {
            let own = selection.slots();
            let filters = selection.path.filters.iter();
            let mut found: Vec<Slot> = filters
                .flat_map(|filter| mentions::slots(filter, end))
                .collect();
            found.retain(|slot| !own.contains(slot));
            found.extend(
                selection
                    .joints
                    .iter()
                    .flat_map(|joint| needs(scope, joint)),
            );
            found
        }
    };
    let of_pattern = |slot: &Slot| scope.kinds.contains_key(slot);
    found.into_iter().filter(of_pattern).collect()
}
