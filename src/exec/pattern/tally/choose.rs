//! Which nodes of an order are counted instead of bound: the last ones, as far back as nobody reads them.

use crate::exec::pattern::conditions::Pending;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::order::Move;
use crate::exec::pattern::program::Builder;
use crate::plan::expr::Slot;
use crate::plan::pattern::Rows;

/// A tree of branches is not deeper than this, since it is gone through by recursion.
const DEEPEST: usize = 200;

/// What becomes of a node that a move binds.
enum Fate {
    /// It hangs on the node at the other end of a joint.
    Branch {
        joint: usize,
        at: Slot,
    },
    /// It is counted row by row, along these joints.
    Tally {
        to: Slot,
        joints: Vec<usize>,
    },
    Bound,
}

/// The choice so far, from the last move backwards.
#[derive(Default)]
struct Choice {
    /// Hanging nodes: the joint, the node they hang on, themselves, and how deep what hangs on them is.
    branches: Vec<(usize, Slot, Slot, usize)>,
    /// Joints that lead to nodes that are not bound.
    counted: Vec<usize>,
}

impl<'p> Builder<'_, 'p> {
    /// The moves with those taken out that bind what can be counted, and the counting put in.
    pub fn find_tallies(&mut self, moves: Vec<Move<'p>>) -> Vec<Move<'p>> {
        let sliced =
            self.scope.times.is_some() || !self.pairs.is_empty() || !self.chains.is_empty();
        if self.scope.wanted.rows != Rows::Counted || sliced {
            return moves;
        }
        let mut choice = Choice::default();
        let mut fates = Vec::with_capacity(moves.len());
        for at in (0..moves.len()).rev() {
            let fate = self.fate(&moves, at, &choice);
            self.note(&fate, &mut choice);
            fates.push(fate);
        }
        fates.reverse();
        let rest = moves.into_iter().zip(fates);
        let rest = rest.filter_map(|(step, fate)| rest_of(step, fate, &choice.counted));
        let rest = self.with_weighing(rest.collect(), &choice);
        let branches = choice.branches.into_iter();
        self.branches = branches.map(|(joint, at, to, _)| (joint, at, to)).collect();
        rest
    }

    /// What can become of the node that a move binds.
    fn fate(&self, moves: &[Move<'p>], at: usize, choice: &Choice) -> Fate {
        let node = match &moves[at] {
            Move::Follow { joint, from } => self.other_end(*joint, *from),
            Move::Intersect { to, .. } => Some(*to),
            _ => None,
        };
        let before = self.bound_before(&moves[..at]);
        let placed: Vec<usize> = moves[..at].iter().filter_map(Move::joint).collect();
        let Some(node) = node.filter(|node| self.is_only_counted(*node, &before, choice)) else {
            return Fate::Bound;
        };
        let joints = self.joints_at(node, choice);
        let kept_apart = joints.iter().any(|&joint| self.excludes_any(joint));
        let alone = self.partners(node).next().is_none() && !kept_apart;
        match joints.as_slice() {
            [] => Fate::Bound,
            &[joint] if alone => match self.other_end(joint, node) {
                Some(at) => Fate::Branch { joint, at },
                None => Fate::Bound,
            },
            joints => {
                let apart = |&joint: &usize| self.is_apart_from(joint, joints, &placed, choice);
                match joints.iter().all(apart) {
                    true => Fate::Tally {
                        to: node,
                        joints: joints.to_vec(),
                    },
                    false => Fate::Bound,
                }
            }
        }
    }

    /// Whether nothing reads a node but counted joints from nodes bound before, branches that hang on it, and conditions on it alone or
    /// on it and one node bound before.
    fn is_only_counted(&self, node: Slot, before: &[Slot], choice: &Choice) -> bool {
        let scope = self.scope;
        let counted = |joint: usize| {
            let it = &scope.joints[joint];
            let other = self.other_end(joint, node);
            let relation = it.as_free_relation().map(|relation| relation.slot);
            let mut pending = self.pending.iter();
            let hangs = |&(of, at, _, _): &(usize, Slot, Slot, usize)| of == joint && at == node;
            self.counted[joint]
                && other.is_some_and(|other| {
                    before.contains(&other) || choice.branches.iter().any(hangs)
                })
                && relation.is_some_and(|slot| !pending.any(|it| it.needs.contains(&slot)))
        };
        let mut at_node = (0..scope.joints.len()).filter(|&joint| self.touches(joint, node));
        let mut needed = (0..scope.joints.len()).flat_map(|joint| self.needs(joint));
        let mut conditions = self.pending.iter().filter(|it| it.needs.contains(&node));
        node >= scope.shape.width
            && !scope.wanted.has(node)
            && at_node.all(counted)
            && !needed.any(|needed| needed == node)
            && !scope.paths.iter().any(|path| path.parts.contains(&node))
            && conditions.all(|condition| self.can_count(condition, node, before))
            && depth(choice, node) < DEEPEST
    }

    /// Whether a condition can be kept while a node is counted.
    fn can_count(&self, condition: &Pending<'p>, node: Slot, before: &[Slot]) -> bool {
        match partner(condition, node) {
            Some(partner) => partner != node && before.contains(&partner),
            None => condition.needs == [node] && !condition.outer && condition.filter.is_simple(),
        }
    }

    /// The nodes that a node is compared with.
    fn partners(&self, node: Slot) -> impl Iterator<Item = Slot> + '_ {
        let conditions = self.pending.iter();
        conditions.filter_map(move |condition| partner(condition, node))
    }

    /// The joints of a node that no branch hanging on it has.
    fn joints_at(&self, node: Slot, choice: &Choice) -> Vec<usize> {
        let joints = 0..self.scope.joints.len();
        let hangs = |joint: usize| choice.branches.iter().any(|(of, ..)| *of == joint);
        joints
            .filter(|&joint| self.touches(joint, node) && !hangs(joint))
            .collect()
    }

    fn excludes_any(&self, joint: usize) -> bool {
        (0..self.scope.joints.len()).any(|other| self.exclude_each_other(joint, other))
    }

    /// Whether the joints that must not find the same relation as one are placed before it, or lead to the same node.
    fn is_apart_from(
        &self,
        joint: usize,
        same: &[usize],
        placed: &[usize],
        choice: &Choice,
    ) -> bool {
        let others = 0..self.scope.joints.len();
        let mut others = others.filter(|&other| self.exclude_each_other(joint, other));
        others.all(|other| {
            same.contains(&other) || placed.contains(&other) && !choice.counted.contains(&other)
        })
    }

    /// Notes a fate.
    fn note(&self, fate: &Fate, choice: &mut Choice) {
        match fate {
            Fate::Branch { joint, at } => {
                let to = self.other_end(*joint, *at).unwrap_or(*at);
                let depth = depth(choice, to) + 1;
                choice.branches.push((*joint, *at, to, depth));
                choice.counted.push(*joint);
            }
            Fate::Tally { joints, .. } => choice.counted.extend(joints),
            Fate::Bound => {}
        }
    }

    /// Puts in the counting of what hangs on bound nodes: as soon as they are bound and the checks between them are made.
    fn with_weighing(&self, moves: Vec<Move<'p>>, choice: &Choice) -> Vec<Move<'p>> {
        let hangs = |node: Slot| {
            choice.branches.iter().any(|(_, at, ..)| *at == node)
                || self.optional.iter().any(|it| it.at == node)
        };
        let given = self.scope.given.iter().map(|(slot, _)| *slot);
        let mut waiting: Vec<Slot> = given.filter(|&slot| hangs(slot)).collect();
        let mut weighed = Vec::with_capacity(moves.len());
        for step in moves {
            if !matches!(step, Move::Close { .. }) {
                weighed.extend(waiting.drain(..).map(|node| Move::Weigh { node }));
            }
            let bound = self.binds(&step).into_iter();
            waiting.extend(bound.filter(|&node| hangs(node)));
            weighed.push(step);
        }
        weighed.extend(waiting.into_iter().map(|node| Move::Weigh { node }));
        weighed
    }

    fn touches(&self, joint: usize, node: Slot) -> bool {
        let it = &self.scope.joints[joint];
        it.left() == node || it.right() == node
    }

    /// The other end of a joint; `None` where there is no other.
    pub fn other_end(&self, joint: usize, end: Slot) -> Option<Slot> {
        let it = &self.scope.joints[joint];
        let other = match it.left() == end {
            true => it.right(),
            false => it.left(),
        };
        (other != end).then_some(other)
    }

    /// The nodes that a move binds.
    fn binds(&self, step: &Move<'p>) -> Vec<Slot> {
        match step {
            Move::Scan { node, .. } => vec![*node],
            Move::Intersect { to, .. } => vec![*to],
            Move::Follow { joint, from } => self.other_end(*joint, *from).into_iter().collect(),
            Move::Relations { joint, .. } | Move::Ends { joint } => {
                let it = &self.scope.joints[*joint];
                vec![it.left(), it.right()]
            }
            Move::Close { .. } | Move::Weigh { .. } | Move::Tally { .. } => Vec::new(),
        }
    }

    /// The nodes that are bound before the moves that follow.
    fn bound_before(&self, moves: &[Move<'p>]) -> Vec<Slot> {
        let given = self.scope.given.iter().map(|(slot, _)| *slot);
        given
            .chain(moves.iter().flat_map(|it| self.binds(it)))
            .collect()
    }
}

/// What is left of a move.
fn rest_of<'p>(step: Move<'p>, fate: Fate, counted: &[usize]) -> Option<Move<'p>> {
    match (fate, step) {
        (Fate::Branch { .. }, _) => None,
        (Fate::Tally { to, joints }, _) => Some(Move::Tally { to, joints }),
        (Fate::Bound, Move::Close { joint }) if counted.contains(&joint) => None,
        (Fate::Bound, step) => Some(step),
    }
}

/// The node that a condition compares a node with, in a way that can be counted.
fn partner(condition: &Pending<'_>, node: Slot) -> Option<Slot> {
    let (left, right) = match &condition.filter {
        Filter::Same {
            left,
            right,
            wanted: false,
        } => (*left, *right),
        Filter::Linked(link) => (link.left, link.right),
        _ => return None,
    };
    match (left == node, right == node) {
        (true, _) => Some(right),
        (_, true) => Some(left),
        _ => None,
    }
}

/// How deep what hangs on a node is.
fn depth(choice: &Choice, node: Slot) -> usize {
    let hanging = choice.branches.iter().filter(|(_, at, ..)| *at == node);
    hanging.map(|(.., depth)| *depth).max().unwrap_or(0)
}
